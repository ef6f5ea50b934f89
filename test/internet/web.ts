// Web servers that answer as a test says, or misbehave.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createNetServer, type Server, type Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import type { Certificate } from './authority.js'
import type { Keeper } from './keeper.js'
import { type OldTls, tlsOptions } from './tls.js'
import { written } from './written.js'

export interface WebRequest {
  scheme: 'https' | 'http'
  method: string
  /** With the query. */
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface WebAnswer {
  status: number
  headers?: Readonly<Record<string, string | readonly string[]>>
  body?: string | Buffer
  /** Before anything comes. */
  delayMs?: number
  /** Nothing ever comes; or, once the body has begun, nothing more. */
  hang?: boolean | 'in the body'
  /** The body goes on for ever. */
  endless?: boolean
  /** The connection is cut at once. */
  reset?: boolean
}

export type AnswerWeb = (request: WebRequest) => WebAnswer | Promise<WebAnswer>

export interface WebSite {
  host: string
  /** Without a certificate, a good one for the host. */
  https?: { certificate?: Certificate; answer: AnswerWeb; only?: OldTls }
  http?: { answer: AnswerWeb }
}

/** `heard` is told every request: it may carry what no client should send. */
export function createWebServer(
  scheme: WebRequest['scheme'],
  answer: AnswerWeb,
  keeper: Keeper,
  heard: (request: WebRequest) => void,
  tls?: { certificate: Certificate; only: OldTls | undefined },
): Server {
  // Below TLS, where a connection can be reset.
  const sockets = new Map<number | undefined, Socket>()
  const respond = async (message: IncomingMessage, response: ServerResponse) => {
    // Whoever hangs up early has broken nothing here.
    response.on('error', () => undefined)
    const request = await read(message, scheme)
    if (request === undefined) return
    heard(request)
    try {
      const given = await answer(request)
      if (given.reset === true) sockets.get(message.socket.remotePort)?.resetAndDestroy()
      else await send(given, response, keeper)
    } catch (error) {
      // A mistake in a test's own answer is shown to whoever asks.
      if (!response.headersSent) response.writeHead(500)
      response.end(`the test's own answer failed: ${String(error)}`)
    }
  }
  const listener: RequestListener = (message, response) => {
    void respond(message, response)
  }
  const http = createServer(listener)
  const context = tls && createSecureContext(tlsOptions(tls.certificate, tls.only))
  const accept = async (socket: Socket) => {
    const { remotePort } = socket
    sockets.set(remotePort, socket)
    socket.once('close', () => sockets.delete(remotePort))
    const top = context === undefined ? socket : await keeper.secure(socket, context)
    if (top !== undefined) http.emit('connection', top)
  }
  return createNetServer((socket) => {
    void accept(socket)
  })
}

/** Undefined where the client hangs up before it has said all. */
async function read(
  message: IncomingMessage,
  scheme: WebRequest['scheme'],
): Promise<WebRequest | undefined> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer)
  } catch {
    return undefined
  }
  const { method = '', url = '', headers } = message
  return { scheme, method, path: url, headers, body: Buffer.concat(chunks) }
}

/** How much of an endless body goes out at once. */
const ENDLESS_OCTETS = 16_384

async function send(
  { status, headers = {}, body = '', delayMs = 0, hang = false, endless = false }: WebAnswer,
  response: ServerResponse,
  keeper: Keeper,
): Promise<void> {
  if (delayMs > 0 && !(await keeper.pause(delayMs))) return
  if (hang === true) return
  const fields = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : [...value],
  ])
  response.writeHead(status, Object.fromEntries(fields) as Record<string, string | string[]>)
  if (hang === 'in the body') {
    response.write(body)
    response.flushHeaders()
  } else if (endless) {
    const more = Buffer.alloc(ENDLESS_OCTETS, body.length > 0 ? body : 'and so on ')
    while ((await written(response, more)) && (await keeper.pause(0))) continue
  } else {
    response.end(body)
  }
}
