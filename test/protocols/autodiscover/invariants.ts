// What holds for every answer on the POX path, whatever was asked: T-INV.
import type { OutgoingHttpHeaders } from 'node:http'
import { judgeDocument, type Kind } from './documents.js'
import { textOf, parse } from '../../helpers/xml.js'

export interface Seen {
  method: string
  status: number
  headers: OutgoingHttpHeaders
  body: string
}

/** Headers that make clients send a password, or take us for an Exchange server. */
const FORBIDDEN_HEADERS = [
  'www-authenticate',
  'proxy-authenticate',
  'set-cookie',
  'x-soap-enabled',
  'x-wssecurity-enabled',
  'x-oauth-enabled',
  'access-control-allow-origin',
  'strict-transport-security',
]

const STATUS_OF_CODE: Readonly<Record<string, readonly number[]>> = {
  500: [404],
  501: [404],
  600: [400, 413, 415],
  601: [404],
  602: [500],
  603: [500, 503],
}

const CACHE_OF_KIND: Readonly<Record<Kind, (method: string, status: number) => string>> = {
  settings: (method) => (method === 'POST' ? 'no-store' : 'private, max-age=300'),
  redirect: () => 'no-store',
  mobilesync: () => 'no-store',
  error: (_method, status) => (status === 404 ? 'public, max-age=60' : 'no-store'),
}

/** Every broken promise, as sentences. */
export function violations(seen: Seen): string[] {
  return [...violationsOfTransport(seen), ...violationsOfBody(seen)]
}

function violationsOfTransport({ method, status, headers, body }: Seen): string[] {
  const wrong = FORBIDDEN_HEADERS.filter((name) => headers[name] !== undefined)
  if (status === 401 || status === 407) wrong.push(`status ${status}`)
  if (status === 204 && method !== 'OPTIONS') wrong.push('status 204')
  if (headers['x-content-type-options'] !== 'nosniff' && status !== 204) wrong.push('no nosniff')
  if (method !== 'HEAD' && status !== 204) {
    const length = Number(headers['content-length'])
    if (length !== Buffer.byteLength(body)) wrong.push(`Content-Length ${length}`)
  }
  if (status === 302) {
    const location = headers['location']
    const right = /^https:\/\/[^/?#]+\/autodiscover\/autodiscover\.xml$/
    if (typeof location !== 'string' || !right.test(location)) wrong.push('302 to nowhere')
  } else if (headers['location'] !== undefined) wrong.push(`Location with status ${status}`)
  if ((status === 405 || method === 'OPTIONS') && headers['allow'] === undefined) {
    wrong.push('no Allow')
  }
  return wrong
}

function violationsOfBody({ method, status, headers, body }: Seen): string[] {
  const type = headers['content-type']
  if (body === '') {
    const may = method === 'HEAD' || method === 'OPTIONS' || status === 302 || status === 404
    return may ? [] : ['no body']
  }
  if (method === 'HEAD' || status === 204 || status === 302) return ['a body']
  if (status === 405) {
    const plain = type === 'text/plain; charset=utf-8' && !body.includes('<')
    return plain && body.length < 200 ? [] : ['405 with something else than a short text']
  }
  const { kind, wrong } = judgeDocument(body)
  if (type !== 'text/xml; charset=utf-8') wrong.push(`Content-Type ${String(type)}`)
  if (kind === undefined) return wrong
  const cache = CACHE_OF_KIND[kind](method, status)
  if (headers['cache-control'] !== cache) wrong.push(`not Cache-Control: ${cache}`)
  if ((kind === 'error') === (status === 200)) wrong.push(`${kind} with status ${status}`)
  if (kind !== 'error') return wrong
  const code = textOf(parse(body), 'Response', 'Error', 'ErrorCode') ?? ''
  const fits = STATUS_OF_CODE[code]?.includes(status)
  return fits === true ? wrong : [...wrong, `error ${code} with status ${status}`]
}
