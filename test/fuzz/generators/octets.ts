// HTTP as octets: lines, framing and order of a request as nobody would send them, several on one connection, cut short.
import fc, { type Arbitrary } from 'fast-check'
import { METHODS } from 'node:http'
import { CUSTOMERS } from '../customers.js'
import { inChunks, type Octets, octetsOf, type Sent, serialize } from '../request.js'
import { autoconfig, form, json, page, pox, profile } from './asked.js'
import { anyPath } from './paths.js'
import { change, changed, fragment, long } from './texts.js'

const EVERYBODY = CUSTOMERS.map(({ marker }) => marker)

const method = fc.oneof(
  fc.constantFrom(...METHODS),
  fc.constantFrom('get', 'GETS', '', ' GET', 'GET\t', 'G\u0000T', 'PRI'),
)
const version = fc.oneof(
  { weight: 6, arbitrary: fc.constant('HTTP/1.1') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'HTTP/1.0',
      'HTTP/0.9',
      'HTTP/2.0',
      'HTTP/1.1 ',
      'http/1.1',
      '',
      'HTTP/11',
    ),
  },
)
const target = fc.oneof(
  anyPath,
  anyPath.map((path) => `http://full.example${path}`),
  anyPath.map(
    (path) => `https://user:pw@starttls.example:99999${path}?emailaddress=x@local.example`,
  ),
  fc.constantFrom(
    '*',
    'full.example:443',
    'full.example',
    '',
    '?',
    '//',
    '/?email=',
    '/%',
    'http://',
    'file:///etc/passwd',
  ),
  fc
    .tuple(anyPath, fc.oneof(fragment, long))
    .map(([path, text]) => `${path}?email=${octetsOf(text)}`),
)

const FRAMING: readonly (readonly string[])[] = [
  [],
  ['Content-Length: 5'],
  ['Content-Length: 5', 'Content-Length: 6'],
  ['Content-Length: +5'],
  ['Content-Length: 5, 5'],
  ['Content-Length: 99999999999999999999'],
  ['Content-Length: -1'],
  ['Content-Length: '],
  ['Content-Length : 5'],
  ['Transfer-Encoding: chunked'],
  ['Transfer-Encoding: chunked', 'Content-Length: 5'],
  ['Transfer-Encoding: xchunked'],
  ['Transfer-Encoding: chunked, identity'],
  ['Transfer-Encoding:\u000bchunked'],
  ['transfer-encoding: CHUNKED', 'Transfer-Encoding: chunked'],
  ['Transfer-Encoding: gzip, chunked'],
  ['Expect: 100-continue', 'Content-Length: 5'],
  ['Expect: roses', 'Content-Length: 5'],
  ['Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 5'],
  ['Connection: close, keep-alive', 'Content-Length: 5'],
]
const hostLine = fc.constantFrom<(readonly string[])[]>(
  ['Host: full.example'],
  ['Host: autoconfig.full.example'],
  [],
  ['Host: full.example', 'Host: local.example'],
  ['Host: '],
  ['Host: full.example@local.example:80/x?y#z'],
  ['Host: \u00ff\u00fe'],
  [' Host: full.example'],
  ['Host:full.example', ' folded'],
)
const line = fc.oneof(
  fragment.map((text) => `X-A: ${octetsOf(text)}`),
  fragment.map((text) => octetsOf(text)),
  long.map((text) => `X-Long: ${octetsOf(text)}`),
  fc
    .integer({ min: 1, max: 150 })
    .map((times) => Array.from({ length: times }, (_, n) => `a${n}:`).join('\r\n')),
)
const BODIES: readonly Octets[] = [
  'hello',
  '',
  inChunks('hello', 2),
  '5;ext="x"\r\nhello\r\n0\r\nX-Trailer: x\r\n\r\n',
  '5\nhello\n0\n\n',
  '-5\r\nhello\r\n0\r\n\r\n',
  'fffffffffffffffff\r\nhello',
  '0x5\r\nhello\r\n0\r\n\r\n',
  '0\r\n\r\nGET /v1.1/full.example HTTP/1.1\r\nHost: full.example\r\n\r\n',
]
const lineEnd = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '\r\n ')

type Piece = Pick<Sent, 'octets' | 'canaries'>

const crafted: Arbitrary<Octets> = fc
  .record({
    method,
    target,
    version,
    host: hostLine,
    framing: fc.constantFrom(...FRAMING),
    more: fc.array(line, { maxLength: 3 }),
    body: fc.constantFrom(...BODIES),
    end: lineEnd,
  })
  .map(({ method: verb, target: where, version: proto, host, framing, more, body, end }) => {
    const head = [`${verb} ${where} ${proto}`, ...host, ...framing, ...more]
    return `${head.join(end)}${end}${end}${body}`
  })

const sound: Arbitrary<Piece> = fc
  .tuple(fc.oneof(autoconfig, json, profile, page, pox, form), fc.boolean())
  .map(([{ request, canary }, isLast]) => ({
    octets: serialize(request, isLast),
    canaries: [canary],
  }))

const rubbish: Arbitrary<Octets> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((octets) => Buffer.from(octets).toString('latin1')),
  fc.constantFrom(
    '\u0016\u0003\u0001\u0002\u0000',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'EHLO x\r\n',
    '\r\n\r\n\r\n',
    '',
  ),
)

const bare: Arbitrary<Piece> = fc
  .oneof({ weight: 4, arbitrary: crafted }, { weight: 1, arbitrary: rubbish })
  .map((octets) => ({ octets, canaries: [] }))

const changes = fc.array(
  change(fc.oneof(fragment.map(octetsOf), lineEnd, fc.constant('Content-Length: 3\r\n')), 40),
  {
    maxLength: 3,
  },
)

/** One connection: requests of all kinds behind each other, then changed, then cut. */
export const octets: Arbitrary<Sent> = fc
  .record({
    pieces: fc.array(fc.oneof({ weight: 4, arbitrary: bare }, { weight: 4, arbitrary: sound }), {
      minLength: 1,
      maxLength: 4,
    }),
    changes,
    keep: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
  })
  .map(({ pieces, changes, keep }) => {
    const whole = changed(pieces.map((piece) => piece.octets).join(''), changes)
    return {
      octets: whole.slice(0, Math.ceil(whole.length * keep)),
      canaries: pieces.flatMap(({ canaries }) => canaries),
      mayShow: EVERYBODY,
    }
  })
