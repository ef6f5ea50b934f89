// A line-based conversation (IMAP, POP3, SMTP) that can be upgraded to TLS, bounded in time and size.
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { inspectTls, tlsOptions, type TlsSession } from './certificate.js'
import type { Endpoint } from './connect-to.js'
import { findDestination } from './destination.js'
import type { Failure } from './failure.js'
import type { Network } from './network.js'

export interface Connection {
  /** Undefined while nothing is encrypted. */
  tls: TlsSession | undefined
  /** The next line, without its end. Throws when there will be none. */
  line(): Promise<string>
  send(line: string): void
  /** Throws when the handshake fails. What came in the clear and was not read is forgotten. */
  upgrade(): Promise<void>
  close(): void
}

const LONGEST_LINE = 4096
const MOST_LINES = 500

/** Nothing is encrypted yet. Failure: the name has no address. Throws what sockets throw. */
export async function openConnection(
  asked: Endpoint,
  network: Network,
  signal: AbortSignal,
): Promise<Connection | Failure> {
  const destination = await findDestination(asked, network)
  if (!destination.ok) return destination
  signal.throwIfAborted()
  const { host, port, lookup } = destination
  const options = tlsOptions(asked.host, network.trust)
  const tcp = connectTcp({ host, port, lookup })
  let socket: Socket = tcp
  let lines: Lines
  const stop = () => {
    socket.destroy(new Error('too late'))
  }
  signal.addEventListener('abort', stop, { once: true })

  const encrypt = async (): Promise<TlsSession> => {
    const encrypted = connectTls({ ...options, socket: tcp })
    socket = encrypted
    await ready(encrypted, 'secureConnect')
    lines = readLines(encrypted)
    return inspectTls(encrypted, asked.host)
  }

  await ready(tcp, 'connect')
  lines = readLines(tcp)
  const connection: Connection = {
    tls: undefined,
    line: () => lines.next(),
    send(line) {
      socket.write(`${line}\r\n`)
    },
    async upgrade() {
      lines.detach()
      connection.tls = await encrypt()
    },
    close() {
      signal.removeEventListener('abort', stop)
      socket.destroy()
      tcp.destroy()
    },
  }
  return connection
}

/** Errors before the event are thrown; later ones end the lines. */
function ready(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', () => {
      reject(closed())
    })
    socket.once(event, () => {
      resolve()
    })
  })
}

function closed(): NodeJS.ErrnoException {
  return Object.assign(new Error('closed'), { code: 'ECONNRESET' })
}

interface Lines {
  next(): Promise<string>
  detach(): void
}

function readLines(socket: Socket): Lines {
  let buffer = ''
  let count = 0
  let end: Error | undefined
  let wake: () => void = () => undefined
  const take = (chunk: Buffer) => {
    buffer += chunk.toString('latin1')
    if (buffer.length > LONGEST_LINE * MOST_LINES) socket.destroy()
    wake()
  }
  const finish = (error?: Error) => {
    end ??= error ?? closed()
    wake()
  }
  socket.on('data', take)
  socket.on('error', finish)
  socket.on('close', () => {
    finish()
  })
  return {
    async next() {
      for (;;) {
        const at = buffer.indexOf('\n')
        if (at > LONGEST_LINE || (at === -1 && buffer.length > LONGEST_LINE)) throw tooMuch()
        if (at !== -1) {
          count += 1
          if (count > MOST_LINES) throw tooMuch()
          const line = buffer.slice(0, at).replace(/\r$/, () => '')
          buffer = buffer.slice(at + 1)
          return line
        }
        if (end !== undefined) throw end
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    detach() {
      socket.off('data', take)
      socket.pause()
    },
  }
}

function tooMuch(): NodeJS.ErrnoException {
  return Object.assign(new Error('endless'), { code: 'an endless answer' })
}
