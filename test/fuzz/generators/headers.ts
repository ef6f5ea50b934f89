// Header lines that clients, proxies and attackers send beside what is asked: credentials and addresses among them.
import fc, { type Arbitrary } from 'fast-check'
import type { Canary } from '../canaries.js'
import { octetsOf, type Octets } from '../request.js'
import { host, type Host } from './addresses.js'
import { fragment, long } from './texts.js'

type Line = readonly [name: string, value: Octets]

export interface Headers {
  write: (canary: Canary) => readonly Line[]
  /** Whose settings these hosts may bring. */
  mayShow: readonly string[]
  /** A proxy on this machine says that the client spoke plain http. */
  plainHttp: boolean
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const personal: Arbitrary<(canary: Canary) => Line> = fc.constantFrom<((canary: Canary) => Line)[]>(
  ({ localPart, password }) => ['Authorization', `Basic ${base64(`${localPart}@x:${password}`)}`],
  ({ password }) => ['Proxy-Authorization', `Negotiate ${base64(password)}`],
  ({ localPart, password }) => ['Cookie', `user=${localPart}; session=${password}`],
  ({ localPart }) => ['X-AnchorMailbox', `${localPart}@full.example`],
  ({ localPart }) => ['X-Email', localPart],
  ({ localPart }) => ['From', `${localPart}@full.example`],
  ({ localPart, password }) => ['User-Agent', `Outlook ${localPart} ${password}`],
  ({ localPart, password }) => [
    'Referer',
    `https://${localPart}:${password}@full.example/?email=${localPart}`,
  ],
  ({ localPart }) => ['X-Request-Id', localPart],
  ({ localPart }) => ['X-Forwarded-For', `${localPart}, 203.0.113.77`],
  ({ localPart }) => ['Origin', `https://${localPart}.example`],
)

/** Without control characters: with them it is no header, which another generator tries. */
const value = fc
  .oneof(fragment, long, fc.string({ unit: 'binary-ascii', maxLength: 20 }))
  .map((text) => octetsOf(text).replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, () => ''))

const technical: Arbitrary<(canary: Canary) => Line> = fc
  .oneof(
    fc.constantFrom<Line[]>(
      ['Accept', 'text/html, */*;q=0.1'],
      ['Accept-Encoding', 'gzip, br'],
      ['Accept-Language', 'lt, en;q=0.5'],
      ['Accept-Language', '*;q=,,;;q=9'],
      ['Accept-Version', '1.x'],
      ['If-None-Match', '*'],
      ['If-None-Match', `"x", W/"y",${' '.repeat(500)}`],
      ['If-Modified-Since', 'yesterday'],
      ['Range', 'bytes=0-1,2-'],
      ['Expect', '100-continue'],
      ['Upgrade', 'h2c'],
      ['X-Original-URL', '/v1.1/full.example'],
      ['X-HTTP-Method-Override', 'DELETE'],
      ['X-Forwarded-Port', '-1'],
      ['Forwarded', 'for=_x;host=full.example;proto=http'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['X-MapiHttpCapability', '1'],
    ),
    fc.tuple(
      fc.constantFrom(
        'X-A',
        'Accept',
        'Accept-Language',
        'If-None-Match',
        'User-Agent',
        'toString',
        'Origin',
      ),
      value,
    ),
  )
  .map((line) => () => line)

const forwarded = fc.option(
  fc.record({
    proto: fc.constantFrom('http', 'https', 'HTTP', 'https, http', 'gopher', ''),
    name: fc.option(host, { nil: undefined }),
  }),
  { freq: 6, nil: undefined },
)

/** `besides`: what the route itself sends. The Host line is the first. */
export function headers(own: Arbitrary<Host> = host): Arbitrary<Headers> {
  const others = fc.array(fc.oneof(personal, technical), { maxLength: 5 })
  return fc.tuple(own, forwarded, others).map(([{ name, mayShow }, proxied, lines]) => ({
    write: (canary: Canary) => [
      ['Host', octetsOf(name)],
      ...(proxied ? [['X-Forwarded-Proto', proxied.proto] as const] : []),
      ...(proxied?.name ? [['X-Forwarded-Host', octetsOf(proxied.name.name)] as const] : []),
      ...lines.map((line) => line(canary)),
    ],
    mayShow: [...mayShow, ...(proxied?.name?.mayShow ?? [])],
    plainHttp: proxied !== undefined && /^(?:.*,)?\s*http$/i.test(proxied.proto),
  }))
}
