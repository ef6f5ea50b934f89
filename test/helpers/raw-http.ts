// HTTP as bytes on a socket, for what a well-behaved client library would never send.
import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  status: number
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>
  body: string
}

export interface Exchange {
  answers: RawAnswer[]
  /** Everything received, octet for octet. */
  text: string
  /** Whether the server ended the connection. */
  closed: boolean
}

export interface ExchangeOptions {
  /** Stop at so many whole answers; without it, when the server closes. */
  answers?: number
  withinMs?: number
  /** Answers come without bodies. */
  head?: boolean
  /** Pieces that follow the first, one at a time; undefined: nothing this time. */
  drip?: { next: () => string | undefined; everyMs: number }
  /** Half-close: we say that nothing more comes from us. */
  end?: boolean
}

/** Sends bytes and reads until the answers are there, the server closes, or time is up. */
export function exchange(
  port: number,
  bytes: string | Uint8Array,
  { answers, withinMs = 3000, head = false, drip, end = false }: ExchangeOptions = {},
): Promise<Exchange> {
  return new Promise((resolve) => {
    let text = ''
    let closed = false
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: end })
    const dripOnce = () => {
      const piece = drip?.next()
      if (piece !== undefined && socket.writable) socket.write(piece)
    }
    const dripping = drip && setInterval(dripOnce, drip.everyMs)
    const finish = () => {
      clearTimeout(timer)
      clearInterval(dripping)
      socket.destroy()
      resolve({ answers: readAnswers(text, head), text, closed })
    }
    const timer = setTimeout(finish, withinMs)
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
      if (answers !== undefined && readAnswers(text, head).length >= answers) finish()
    })
    for (const event of ['end', 'close', 'error'] as const) {
      socket.once(event, () => {
        closed = true
        finish()
      })
    }
    send(socket, bytes, end)
  })
}

function send(socket: Socket, bytes: string | Uint8Array, end: boolean): void {
  const octets = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
  if (end) socket.end(octets)
  else if (octets.length > 0) socket.write(octets)
}

/** The whole answers at the start of what was received; a rest that is not complete is left out. */
function readAnswers(text: string, head: boolean): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n\r\n')
    const [statusLine = '', ...lines] = rest.slice(0, Math.max(end, 0)).split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
    if (end === -1 || Number.isNaN(status)) return answers
    const headers = new Map(lines.map(splitHeader))
    const bare = head || status < 200 || status === 204 || status === 304
    const length = bare ? 0 : Number(headers.get('content-length') ?? 0)
    const body = rest.slice(end + 4, end + 4 + length)
    if (body.length < length) return answers
    answers.push({ status, headers, body: Buffer.from(body, 'latin1').toString() })
    rest = rest.slice(end + 4 + length)
  }
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

/** `lines` as a request head with its empty line; the body follows as it is. */
export function rawRequest(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
