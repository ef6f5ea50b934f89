// A request as generators make it, and the octets that go over the wire.
import type { Canary } from './canaries.js'

export type Route = 'autoconfig' | 'pox' | 'json' | 'profile' | 'pacc' | 'page'

/** Octets as text, one character each. */
export type Octets = string

export interface Request {
  method: string
  target: Octets
  headers: readonly (readonly [name: string, value: Octets])[]
  body: Octets
  /** In chunks of this size, where not by its length. */
  chunks?: number | undefined
}

/** A request with what is known about its answer. */
export interface Asked {
  request: Request
  canary: Canary
  /** Whose rules the answer must follow; undefined where nobody can say. */
  route?: Route | undefined
  /** Whose settings may be in the answer. */
  mayShow: readonly string[]
  /** Whose settings must be there, where nothing about the request is doubtful. */
  mustShow?: string | undefined
}

/** What one connection sends. */
export interface Sent {
  octets: Octets
  /** In their order, each of them whole, the last one asking to close; undefined where the framing is hostile. */
  asked?: readonly Asked[] | undefined
  canaries: readonly Canary[]
  /** Of a hostile framing: whose settings may show. */
  mayShow: readonly string[]
}

/** UTF-8 as octets. */
export function octetsOf(text: string): Octets {
  return Buffer.from(text).toString('latin1')
}

/** `isLast`: the server is asked to close behind it. */
export function serialize(
  { method, target, headers, body, chunks }: Request,
  isLast: boolean,
): Octets {
  const hasBody = body !== '' || method === 'POST'
  const framing =
    chunks !== undefined
      ? ['Transfer-Encoding: chunked']
      : hasBody
        ? [`Content-Length: ${body.length}`]
        : []
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...framing,
    ...(isLast ? ['Connection: close'] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${chunks === undefined ? body : inChunks(body, chunks)}`
}

export function inChunks(body: Octets, size: number): Octets {
  const pieces: Octets[] = []
  for (let at = 0; at < body.length; at += size) {
    const piece = body.slice(at, at + size)
    pieces.push(`${piece.length.toString(16)}\r\n${piece}\r\n`)
  }
  return `${pieces.join('')}0\r\n\r\n`
}

/** Requests one behind the other on one connection. */
export function together(asked: readonly Asked[]): Sent {
  const octets = asked.map(({ request }, index) => serialize(request, index === asked.length - 1))
  return {
    octets: octets.join(''),
    asked,
    canaries: asked.map(({ canary }) => canary),
    mayShow: asked.flatMap(({ mayShow }) => mayShow),
  }
}
