// Octets on a connection of their own, and everything that comes back until the server closes it.
import { connect } from 'node:net'

export interface Heard {
  /** Octets as text, one character each. */
  text: string
  /** Whether the server ended the connection, in time. */
  closed: boolean
  ms: number
}

/** Longer than the service gives any client: whoever is not closed by then hangs. */
export const LONGEST_MS = 15_000

/**
 * `endAfterMs`: once nothing came for so long, we say that nothing more comes from us; without it the request is
 * whole, asks to close, and is waited for.
 */
export function converse(port: number, octets: string, endAfterMs?: number): Promise<Heard> {
  return new Promise((resolve) => {
    const began = performance.now()
    const pieces: string[] = []
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let quiet: NodeJS.Timeout | undefined
    const end = () => socket.end()
    const wait = () => {
      clearTimeout(quiet)
      if (endAfterMs !== undefined) quiet = setTimeout(end, endAfterMs)
    }
    const finish = (closed: boolean) => {
      clearTimeout(timer)
      clearTimeout(quiet)
      socket.destroy()
      resolve({ text: pieces.join(''), closed, ms: performance.now() - began })
    }
    const timer = setTimeout(finish, LONGEST_MS, false)
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (piece: string) => {
      pieces.push(piece)
      wait()
    })
    socket.once('end', () => {
      finish(true)
    })
    // Reset, mostly because it has closed while we still wrote.
    socket.once('error', () => {
      finish(true)
    })
    socket.write(Buffer.from(octets, 'latin1'))
    wait()
  })
}
