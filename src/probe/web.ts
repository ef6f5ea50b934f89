// One exchange over HTTP, as it is: no redirect is followed, nothing is thrown, no certificate is refused.
import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { TLSSocket } from 'node:tls'
import { inspectTls, tlsOptions, type TlsSession } from './certificate.js'
import { withoutBrackets } from './connect-to.js'
import { decoded } from './content.js'
import { type Destination, findDestination } from './destination.js'
import { type Failure, failureOf, muteness, silence } from './failure.js'
import type { Network } from './network.js'

export interface WebRequest {
  method: 'GET' | 'HEAD' | 'POST'
  /** http or https. */
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

export interface WebAnswer {
  ok: true
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** Undefined over plain http. */
  tls?: TlsSession
}

export type WebOutcome = WebAnswer | Failure

const LONGEST_BODY = 1024 * 1024
const PORTS = { 'https:': 443, 'http:': 80 } as const

/** Never throws. `withinMs`: for the whole exchange. Names, hosts and certificates are those of the URL, wherever connections go. */
export async function ask(
  wanted: WebRequest,
  network: Network,
  withinMs: number = network.exchangeMs,
): Promise<WebOutcome> {
  if (!URL.canParse(wanted.url)) return NO_URL
  const url = new URL(wanted.url)
  const port = portOf(url)
  const hostname = withoutBrackets(url.hostname)
  const signal = AbortSignal.any([network.signal, AbortSignal.timeout(withinMs)])
  const destination = await findDestination({ host: hostname, port }, network)
  if (!destination.ok) return destination
  if (signal.aborted) return silence(port)
  return exchange(wanted, url, destination, network, signal).catch((error: unknown) =>
    failureOf(error, port),
  )
}

// A name out of DNS or out of somebody's answer can be anything.
const NO_URL: Failure = { ok: false, reason: 'no address', message: 'no host can have this name' }

function exchange(
  wanted: WebRequest,
  url: URL,
  destination: Destination & { ok: true },
  network: Network,
  signal: AbortSignal,
): Promise<WebOutcome> {
  const isTls = url.protocol === 'https:'
  const hostname = withoutBrackets(url.hostname)
  const port = portOf(url)
  return new Promise((resolve) => {
    let tls: TlsSession | undefined
    let isConnected = false
    const give = (error: unknown) => {
      if (!signal.aborted) resolve(failureOf(error, port))
      else resolve(isConnected ? muteness(port) : silence(port))
    }
    const outgoing = (isTls ? httpsRequest : httpRequest)(
      {
        ...{ method: wanted.method, path: `${url.pathname}${url.search}`, signal, agent: false },
        ...{ host: destination.host, port: destination.port, lookup: destination.lookup },
        ...(isTls && tlsOptions(hostname, network.trust)),
        // Clients are patient with headers that break the grammar.
        insecureHTTPParser: true,
        headers: { host: url.host, connection: 'close', ...lengthOf(wanted), ...wanted.headers },
      },
      (incoming) => {
        readBody(incoming).then((body) => {
          resolve(body === undefined ? tooLong() : answerOf(incoming, body, tls))
        }, give)
      },
    )
    // Once the answer is there, the connection may be gone already.
    outgoing.once('socket', (socket) => {
      socket.once('connect', () => {
        isConnected = true
      })
      if (!(socket instanceof TLSSocket)) return
      socket.once('secureConnect', () => {
        tls = inspectTls(socket, hostname)
      })
    })
    outgoing.on('error', give)
    outgoing.end(wanted.body)
  })
}

/** As it is written in the URL, or that of its scheme. */
export function portOf({ protocol, port }: URL): number {
  return port === '' ? PORTS[protocol === 'https:' ? 'https:' : 'http:'] : Number(port)
}

const REDIRECTS = [301, 302, 303, 307, 308]

export function isRedirect({ status }: WebAnswer): boolean {
  return REDIRECTS.includes(status)
}

/** Where a redirect leads; undefined where it leads nowhere. */
export function redirectTarget({ headers }: WebAnswer, from: string): string | undefined {
  const { location } = headers
  return location !== undefined && URL.canParse(location, from)
    ? new URL(location, from).href
    : undefined
}

function lengthOf({ body }: WebRequest): Record<string, string> {
  return body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` }
}

function answerOf(
  { statusCode = 0, headers }: IncomingMessage,
  body: Buffer,
  tls: TlsSession | undefined,
): WebAnswer {
  return { ok: true, status: statusCode, headers, body, ...(tls && { tls }) }
}

function tooLong(): Failure {
  return { ok: false, reason: 'too long', message: 'the answer is longer than 1 MB' }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY) return undefined
    chunks.push(chunk)
  }
  return decoded(Buffer.concat(chunks), incoming.headers['content-encoding'], LONGEST_BODY)
}
