// What holds for every answer below autodiscover.json, whatever was asked.
import type { OutgoingHttpHeaders } from 'node:http'

export interface Seen {
  method: string
  status: number
  headers: OutgoingHttpHeaders
  body: string
}

const FORBIDDEN_HEADERS = [
  'www-authenticate',
  'proxy-authenticate',
  'set-cookie',
  'location',
  'x-soap-enabled',
  'access-control-allow-origin',
]

/** What an error may say of the protocol that was asked for: a plain word, or nothing. */
const MESSAGES: Readonly<Record<string, RegExp>> = {
  MandatoryParameterMissing: /^A valid mail address is required\.$/,
  MissingProtocol: /^A protocol must be named\.$/,
  InvalidProtocol:
    /^(?:Protocol '[0-9A-Za-z]{1,32}'|This protocol) is not offered\. Offered: AutodiscoverV1(?:, ActiveSync)?$/,
  NotFound: /^No service for this domain\.$/,
  InvalidRequest: /^[A-Z][A-Za-z ]+\.$/,
  ServerError: /^[A-Z][A-Za-z .]+\.$/,
}
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  MandatoryParameterMissing: [400],
  MissingProtocol: [400],
  InvalidProtocol: [400],
  NotFound: [404],
  InvalidRequest: [405, 413, 415],
  ServerError: [429, 500, 503],
}
const URLS: Readonly<Record<string, RegExp>> = {
  AutodiscoverV1: /^https:\/\/[a-z0-9.-]+\/autodiscover\/autodiscover\.xml$/,
  ActiveSync: /^https:\/\/[a-z0-9.-]+\/[!-~]*$/,
}

/** Every broken promise, as sentences. */
export function violations(seen: Seen): string[] {
  const { method, status, headers, body } = seen
  const wrong = FORBIDDEN_HEADERS.filter((name) => headers[name] !== undefined)
  if ([401, 407].includes(status)) wrong.push(`status ${status}`)
  if (method === 'OPTIONS') return status === 204 && body === '' ? wrong : [...wrong, 'no 204']
  if (status === 204) wrong.push('status 204')
  if (headers['x-content-type-options'] !== 'nosniff') wrong.push('no nosniff')
  if (method === 'HEAD') return body === '' ? wrong : [...wrong, 'a body']
  if (Number(headers['content-length']) !== Buffer.byteLength(body)) wrong.push('a wrong length')
  const type = headers['content-type']
  if (typeof type !== 'string' || !type.startsWith('application/json')) {
    return [...wrong, ...violationsOutside(seen)]
  }
  if (type !== 'application/json; charset=utf-8') wrong.push('another charset')
  if (headers['cache-control'] !== 'no-store') wrong.push('may be kept')
  return [...wrong, ...violationsOfDocument(status, body)]
}

/** A path that belongs to nobody, and one that cannot be decoded. */
function violationsOutside({ status, headers, body }: Seen): string[] {
  const nobody = status === 404 && headers['content-type'] === 'text/plain; charset=utf-8'
  if (nobody) return body === 'Not found.\n' ? [] : ['404 with another text']
  return status === 400 && body === '' ? [] : [`no JSON with status ${status}`]
}

function violationsOfDocument(status: number, body: string): string[] {
  const document = JSON.parse(body) as Record<string, string>
  const keys = Object.keys(document).join()
  if (keys === 'Protocol,Url') {
    const { Protocol = '', Url = '' } = document
    const right = status === 200 && URLS[Protocol]?.test(Url) === true
    return right ? [] : [`${status}: ${body}`]
  }
  if (keys !== 'ErrorCode,ErrorMessage') return [`keys ${keys}`]
  const { ErrorCode = '', ErrorMessage = '' } = document
  const right = MESSAGES[ErrorCode]?.test(ErrorMessage) === true
  return right && STATUSES[ErrorCode]?.includes(status) === true ? [] : [`${status}: ${body}`]
}
