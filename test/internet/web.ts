// Web servers that answer as a test says, or misbehave.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Server, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
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
  const listener: RequestListener = (message, response) => {
    void respond(message, response)
  }
  const respond = async (message: IncomingMessage, response: ServerResponse) => {
    // Whoever hangs up early has broken nothing here.
    response.on('error', () => undefined)
    const request = await read(message, scheme)
    if (request === undefined) return
    heard(request)
    await send(await answered(answer, request), response, keeper)
  }
  if (tls === undefined) return createServer(listener)
  return createSecureServer(tlsOptions(tls.certificate, tls.only), listener)
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

/** A mistake in a test's own answer is shown to whoever asks. */
async function answered(answer: AnswerWeb, request: WebRequest): Promise<WebAnswer> {
  try {
    return await answer(request)
  } catch (error) {
    return { status: 500, body: `the test's own answer failed: ${String(error)}` }
  }
}

async function send(
  {
    status,
    headers = {},
    body = '',
    delayMs = 0,
    hang = false,
    endless = false,
    reset = false,
  }: WebAnswer,
  response: ServerResponse,
  keeper: Keeper,
): Promise<void> {
  if (delayMs > 0 && !(await keeper.pause(delayMs))) return
  if (reset) cut(response.socket)
  if (reset || hang === true) return
  const fields = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : [...value],
  ])
  response.writeHead(status, Object.fromEntries(fields) as Record<string, string | string[]>)
  if (hang === 'in the body') {
    response.write(body)
    response.flushHeaders()
  } else if (endless) {
    const more = Buffer.from(body.length > 0 ? body : 'and so on ')
    while ((await written(response, more)) && (await keeper.pause(0))) continue
  } else {
    response.end(body)
  }
}

/** A TLS connection has no reset of its own: it ends without a farewell. */
function cut(socket: Socket | null): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket?.resetAndDestroy()
}
