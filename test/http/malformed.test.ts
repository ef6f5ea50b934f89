// Octets that are no HTTP, or HTTP at its edges: answered or closed, never believed, never logged.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { named } from '../helpers/rows.js'
import { AUTOCONFIG, POX, poxBody, table } from './fixture.js'

const CANARY = 'canary-7f3a@b.example'
const HOST = 'Host: autoconfig.b.example'
const SECRETS = ['Authorization: Basic CANARY', `X-Email: ${CANARY}`]
const GET = `GET ${AUTOCONFIG}?emailaddress=${CANARY} HTTP/1.1`
const POST = `POST ${POX} HTTP/1.1`
const TLS_CLIENT_HELLO = Buffer.from(
  '16030100c8010000c403030000000000000000000000000000000000000000000000000000000000000000',
  'hex',
)

const refused: { id: string; title: string; bytes: string | Uint8Array; status: number }[] = [
  {
    id: 'H17',
    title: 'Content-Length and Transfer-Encoding',
    bytes: rawRequest(
      [POST, HOST, ...SECRETS, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
      '0\r\n\r\n',
    ),
    status: 400,
  },
  {
    id: 'H17',
    title: 'Transfer-Encoding and Content-Length',
    bytes: rawRequest(
      [POST, HOST, ...SECRETS, 'Transfer-Encoding: chunked', 'Content-Length: 5'],
      '0\r\n\r\n',
    ),
    status: 400,
  },
  {
    id: 'H17',
    title: 'two Content-Lengths',
    bytes: rawRequest([POST, HOST, ...SECRETS, 'Content-Length: 1', 'Content-Length: 2'], 'ab'),
    status: 400,
  },
  {
    id: 'H17',
    title: 'a negative Content-Length',
    bytes: rawRequest([POST, HOST, ...SECRETS, 'Content-Length: -1']),
    status: 400,
  },
  {
    id: 'H17',
    title: 'chunked twice',
    bytes: rawRequest([POST, HOST, 'Transfer-Encoding: chunked, gzip'], '0\r\n\r\n'),
    status: 400,
  },
  {
    id: 'H17',
    title: 'a chunk without a size',
    bytes: rawRequest([POST, HOST, 'Transfer-Encoding: chunked'], `${CANARY}\r\n`),
    status: 400,
  },
  {
    id: 'H17',
    title: 'a folded header',
    bytes: rawRequest([GET, HOST, ...SECRETS, 'X-A: a', ` ${CANARY}`]),
    status: 400,
  },
  {
    id: 'H17',
    title: 'a space before the colon',
    bytes: rawRequest([GET, HOST, ...SECRETS, 'X-A : a']),
    status: 400,
  },
  {
    id: 'H17',
    title: 'NUL in a header',
    bytes: rawRequest([GET, HOST, ...SECRETS, 'X-A: a\u0000b']),
    status: 400,
  },
  {
    id: 'H17',
    title: 'a bare carriage return in a header',
    bytes: rawRequest([GET, HOST, ...SECRETS, 'X-A: a\rb']),
    status: 400,
  },
  { id: 'H18', title: 'a TLS ClientHello', bytes: TLS_CLIENT_HELLO, status: 400 },
  {
    id: 'H18',
    title: 'the HTTP/2 preface',
    bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004',
    status: 400,
  },
  { id: 'H18', title: 'an SMTP greeting', bytes: `EHLO ${CANARY}\r\n`, status: 400 },
  { id: 'H18', title: 'HTTP/9.9', bytes: rawRequest(['GET / HTTP/9.9', HOST]), status: 400 },
  {
    id: 'H19',
    title: '16 KiB + 1 of headers',
    bytes: rawRequest([GET, HOST, ...SECRETS, `X-A: ${'a'.repeat(16_384)}`]),
    status: 431,
  },
  {
    id: 'E09',
    title: 'a URL of 16,384 octets',
    bytes: rawRequest([`GET ${AUTOCONFIG}?emailaddress=${'a'.repeat(16_384)} HTTP/1.1`, HOST]),
    status: 431,
  },
  {
    id: 'E18',
    title: 'an octet beyond ASCII in the request line',
    bytes: rawRequest([`GET ${AUTOCONFIG}?emailaddress=\u00c3@b.example HTTP/1.1`, HOST]),
    status: 400,
  },
]

test.each(named(refused))('%s: refused and closed, OPS-C02', async (_name, { bytes, status }) => {
  const { listen, log } = await startApp(table)
  const { port } = await listen()
  const got = await exchange(port, bytes)
  expect([got.answers.map((answer) => answer.status), got.closed]).toEqual([[status], true])
  expect(got.answers[0]?.headers.get('connection')).toBe('close')
  expect(got.answers[0]?.body).toBe('')
  expect(log()).toMatch(/^\{"level":"trace","time":\d+,"code":"HPE_\w+","msg":"not HTTP"\}\n$/)
})

const xml = poxBody('a@b.example')
const chunked = (text: string, size: number) =>
  (text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [])
    .map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    .join('') + '0\r\n\r\n'
const many = Array.from({ length: 2100 }, (_, n) => `a${n}:`)

const answered: { id: string; title: string; bytes: string; statuses: number[] }[] = [
  {
    id: 'H16',
    title: 'GET with a body, then another',
    bytes: rawRequest([GET, HOST, 'Content-Length: 6'], 'canary') + rawRequest([GET, HOST]),
    statuses: [200, 200],
  },
  {
    id: 'H16',
    title: 'POST with nothing',
    bytes: rawRequest([POST, HOST, 'Content-Length: 0']),
    statuses: [400],
  },
  { id: 'H16', title: 'POST without a length', bytes: rawRequest([POST, HOST]), statuses: [400] },
  {
    id: 'H16',
    title: 'POST in chunks',
    bytes: rawRequest([POST, HOST, 'Transfer-Encoding: chunked'], chunked(xml, 7)),
    statuses: [200],
  },
  {
    id: 'H16',
    title: 'POST in chunks with trailers',
    bytes: rawRequest(
      [POST, HOST, 'Transfer-Encoding: chunked'],
      chunked(xml, 99).replace(/\r\n$/, 'X-Trailer: canary\r\nHost: evil.invalid\r\n\r\n'),
    ),
    statuses: [200],
  },
  {
    id: 'H16',
    title: 'Expect: 100-continue',
    bytes: rawRequest([POST, HOST, 'Expect: 100-continue', `Content-Length: ${xml.length}`], xml),
    statuses: [100, 200],
  },
  {
    id: 'H16',
    title: 'another expectation',
    bytes: rawRequest([POST, HOST, 'Expect: roses', `Content-Length: ${xml.length}`], xml),
    statuses: [200],
  },
  {
    id: 'H16',
    title: 'three requests at once',
    bytes:
      rawRequest([GET, HOST]) +
      rawRequest([POST, HOST, `Content-Length: ${xml.length}`], xml) +
      rawRequest(['GET /nothing HTTP/1.1', HOST]),
    statuses: [200, 200, 404],
  },
  {
    id: 'H16',
    title: 'a large body that nobody reads, then another request',
    bytes:
      rawRequest(['POST /nothing HTTP/1.1', HOST, 'Content-Length: 100000'], 'x'.repeat(100_000)) +
      rawRequest([GET, HOST]),
    statuses: [404, 200],
  },
  {
    id: 'H20',
    title: 'headers called __proto__ and constructor',
    bytes: rawRequest([GET, HOST, '__proto__: x', 'constructor: y', 'toString: z']),
    statuses: [200],
  },
  {
    id: 'H18',
    title: 'an upgrade that nobody offers',
    bytes: rawRequest([GET, HOST, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c']),
    statuses: [200],
  },
  {
    id: 'H21',
    title: 'Content-Type with a tab, on a stray path',
    bytes: rawRequest(
      ['POST /nothing HTTP/1.1', HOST, 'Content-Type: text/xml\t;', 'Content-Length: 1'],
      'x',
    ),
    statuses: [404],
  },
  {
    id: 'H21',
    title: 'Content-Type of a semicolon, on a stray path',
    bytes: rawRequest(
      ['POST /nothing HTTP/1.1', HOST, 'Content-Type: ;', 'Content-Length: 1'],
      'x',
    ),
    statuses: [415],
  },
]

test('OPS-H19 2,100 header lines: the surplus is dropped, from Node 24 on refused', async () => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const got = await exchange(port, rawRequest([GET, HOST, ...many]), { answers: 1 })
  expect([200, 431]).toContain(got.answers[0]?.status)
})

test.each(named(answered))('%s', async (_name, { bytes, statuses }) => {
  const { listen, log } = await startApp(table)
  const { port } = await listen()
  const got = await exchange(port, bytes, { answers: statuses.length })
  expect(got.answers.map(({ status }) => status)).toEqual(statuses)
  expect(got.text).not.toContain('canary')
  expect(log()).not.toContain('canary')
  expect({}).not.toHaveProperty('x')
})

test('OPS-H16 a body over the limit is cut off: 413, closed', async () => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const long = 'x'.repeat(100_000)
  for (const bytes of [
    rawRequest([POST, HOST, `Content-Length: ${long.length}`], long),
    rawRequest([POST, HOST, 'Transfer-Encoding: chunked'], chunked(long, 30_000)),
  ]) {
    const got = await exchange(port, bytes)
    expect([got.answers.map(({ status }) => status), got.closed]).toEqual([[413], true])
  }
})

test('OPS-H17 rubbish behind a request that is still being answered ends nothing else', async () => {
  const slow = {
    ...table,
    find: (domain: string) =>
      new Promise<ReturnType<typeof table.find>>((resolve) => {
        setTimeout(resolve, 50, table.find(domain))
      }),
  }
  const { listen } = await startApp(slow)
  const { port } = await listen()
  const got = await exchange(port, `${rawRequest([GET, HOST])}\u0000\u0001\r\n\r\n`)
  expect([got.answers.map(({ status }) => status), got.closed]).toEqual([[400], true])
  await new Promise((resolve) => setTimeout(resolve, 100))
  const next = await exchange(port, rawRequest([GET, HOST]), { answers: 1 })
  expect(next.answers.map(({ status }) => status)).toEqual([200])
})
