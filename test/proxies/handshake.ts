// Whether a server proves that it has a name.
import { setTimeout as delay } from 'node:timers/promises'
import { connect } from 'node:tls'

export interface Handshake {
  host?: string
  port: number
  /** The certificate to trust, in PEM. */
  ca: string
  servername: string
}

/** `proved`, or what went wrong. */
export async function handshake({ host = '127.0.0.1', ...rest }: Handshake): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, ...rest })
    socket.on('secureConnect', () => {
      socket.end()
      resolve('proved')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message)
    })
  })
}

/**
 * As a client that comes again: of many names at once, Caddy 2.6.2 refuses some with a limit that nobody set, and its
 * own authority begins a certificate's life at the next full second.
 */
export async function handshakeAgain(question: Handshake): Promise<string> {
  let last = ''
  for (let tries = 0; tries < 20; tries += 1) {
    last = await handshake(question)
    if (last === 'proved') break
    await delay(100)
  }
  return last
}
