// Host and forwarded headers are attacker text: they count after a look-up, and never come back.
import { expect, test } from 'vitest'
import { readEnv } from '../../src/env.js'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { named } from '../helpers/rows.js'
import { parse, textOf } from '../helpers/xml.js'
import { AUTOCONFIG, FOREIGN_HOST, get, POX, table } from './fixture.js'

const PROXY = ['127.0.0.1']

interface HostRow {
  id: string
  title: string
  host: string
  headers?: Record<string, string>
  trustProxy?: string[]
  /** The domain that is answered for; undefined: 404. */
  domain: string | undefined
}

const hosts: HostRow[] = [
  ...['autoconfig', 'autodiscover', 'ua-auto-config', 'www'].map((label) => ({
    id: 'H01',
    title: `${label}. is stripped`,
    host: `${label}.b.example`,
    domain: 'b.example',
  })),
  { id: 'H01', title: 'the bare domain', host: 'b.example', domain: 'b.example' },
  {
    id: 'H01',
    title: 'capitals and a port',
    host: 'AUTOCONFIG.B.EXAMPLE:443',
    domain: 'b.example',
  },
  { id: 'H01', title: 'a final dot', host: 'autoconfig.b.example.', domain: 'b.example' },
  {
    id: 'H01',
    title: 'a final dot and a port',
    host: 'autoconfig.b.example.:8080',
    domain: 'b.example',
  },
  { id: 'H01', title: 'U-labels', host: 'xn--bcher-kva.example', domain: 'xn--bcher-kva.example' },
  { id: 'H01', title: 'stripped once', host: 'autoconfig.www.b.example', domain: undefined },
  { id: 'U06', title: 'a name below', host: 'sub.b.example', domain: undefined },
  { id: 'H02', title: 'an empty Host', host: '', domain: undefined },
  { id: 'H04', title: 'markup', host: 'a b<script>', domain: undefined },
  { id: 'H04', title: 'IPv6', host: '[::1]', domain: undefined },
  { id: 'H04', title: 'IPv6 and a port', host: '[::1]:8080', domain: undefined },
  { id: 'H04', title: 'IPv4', host: '1.2.3.4', domain: undefined },
  { id: 'H04', title: '300 characters', host: `${'a.'.repeat(146)}b.example`, domain: undefined },
  { id: 'H04', title: 'user information', host: 'evil@b.example', domain: undefined },
  { id: 'H04', title: 'a path', host: 'b.example/x', domain: undefined },
  { id: 'H04', title: 'two ports', host: 'b.example:80:80', domain: undefined },
  { id: 'H04', title: 'an unknown name', host: 'evil.invalid', domain: undefined },
  {
    id: 'H06',
    title: 'X-Forwarded-Host of a stranger',
    host: 'b.example',
    headers: { 'x-forwarded-host': 'other.example' },
    domain: 'b.example',
  },
  {
    id: 'H06',
    title: 'X-Forwarded-Host of a stranger, beside proxies elsewhere',
    host: 'b.example',
    headers: { 'x-forwarded-host': 'other.example' },
    trustProxy: ['192.0.2.1', '10.0.0.0/8'],
    domain: 'b.example',
  },
  {
    id: 'H06',
    title: 'X-Forwarded-Host of the proxy',
    host: 'b.example',
    headers: { 'x-forwarded-host': 'other.example' },
    trustProxy: PROXY,
    domain: 'other.example',
  },
  {
    id: 'H06',
    title: 'the last X-Forwarded-Host of the proxy',
    host: FOREIGN_HOST,
    headers: { 'x-forwarded-host': 'evil.invalid, other.example' },
    trustProxy: PROXY,
    domain: 'other.example',
  },
  {
    id: 'H06',
    title: 'nonsense from the proxy',
    host: 'b.example',
    headers: { 'x-forwarded-host': '<script>,' },
    trustProxy: PROXY,
    domain: undefined,
  },
  {
    id: 'H09',
    title: 'Forwarded',
    host: 'b.example',
    headers: { forwarded: 'host=other.example' },
    trustProxy: PROXY,
    domain: 'b.example',
  },
]

test.each(named(hosts))('%s', async (_name, { host, headers, trustProxy, domain }) => {
  const { app } = await startApp(table, trustProxy && { trustProxy })
  const answer = await get(app, AUTOCONFIG, { host, ...headers })
  if (domain === undefined) {
    expect(answer.statusCode).toBe(404)
    const unknown = await get(app, AUTOCONFIG)
    expect(answer.body).toBe(unknown.body)
    return
  }
  expect(answer.statusCode).toBe(200)
  expect(textOf(parse(answer.body), 'emailProvider', 'domain')).toBe(domain)
})

// design: the last value of X-Forwarded-Proto is the one that our proxy wrote
test.each([
  { title: 'of a stranger: ignored', proto: 'http', trustProxy: [], status: 200 },
  { title: 'of the proxy', proto: 'http', trustProxy: PROXY, status: 302 },
  { title: 'of the proxy, in capitals', proto: 'HTTP', trustProxy: PROXY, status: 302 },
  { title: 'of the proxy, https', proto: 'https', trustProxy: PROXY, status: 200 },
  { title: 'of the proxy, last http', proto: 'https, http', trustProxy: PROXY, status: 302 },
  { title: 'of the proxy, last https', proto: 'http, https', trustProxy: PROXY, status: 200 },
  { title: 'of the proxy, no scheme', proto: 'javascript', trustProxy: PROXY, status: 200 },
])('OPS-H06 X-Forwarded-Proto $title: $status', async ({ proto, trustProxy, status }) => {
  const { app } = await startApp(table, { trustProxy })
  const headers = { host: 'autodiscover.b.example', 'x-forwarded-proto': proto }
  expect((await get(app, POX, headers)).statusCode).toBe(status)
})

const lines = (...more: string[]) => rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, ...more])
const raw: { id: string; title: string; bytes: string; status: number; closed?: boolean }[] = [
  { id: 'H02', title: 'HTTP/1.1 without Host', bytes: lines(), status: 400, closed: true },
  { id: 'H02', title: 'an empty Host', bytes: lines('Host:'), status: 404 },
  {
    id: 'H02',
    title: 'HTTP/1.0 without Host',
    bytes: rawRequest([`GET ${AUTOCONFIG} HTTP/1.0`]),
    status: 404,
    closed: true,
  },
  {
    id: 'H03',
    title: 'two Host lines, the first ours',
    bytes: lines('Host: b.example', 'Host: evil.invalid'),
    status: 200,
  },
  {
    id: 'H03',
    title: 'two Host lines, the second ours',
    bytes: lines('Host: evil.invalid', 'Host: b.example'),
    status: 404,
  },
  {
    id: 'H05',
    title: 'another name in the request line',
    bytes: rawRequest([`GET http://evil.invalid${AUTOCONFIG} HTTP/1.1`, 'Host: b.example']),
    status: 200,
  },
  {
    id: 'H05',
    title: 'our name in the request line only',
    bytes: rawRequest([`GET http://b.example${AUTOCONFIG} HTTP/1.1`, 'Host: evil.invalid']),
    status: 404,
  },
]

test.each(named(raw))('%s', async (_name, { bytes, status, closed = false }) => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const got = await exchange(port, bytes, closed ? {} : { answers: 1 })
  expect(got.answers.map((answer) => answer.status)).toEqual([status])
  expect(got.closed).toBe(closed)
  expect(got.text).not.toContain('evil')
})

test('OPS-H02 OPS-P04 HTTP/1.1 without Host: refused in the words of the protocol, logged like any other', async () => {
  const { listen, log } = await startApp(table)
  const { port } = await listen()
  const { answers } = await exchange(
    port,
    rawRequest([`POST ${POX} HTTP/1.1`, 'Content-Length: 0']),
  )
  expect(answers[0]?.body).toContain('<ErrorCode>600</ErrorCode>')
  expect(log()).toMatch(/^\{"level":"info",[^\n]*"status":400,[^\n]*\}\n$/)
})

test.each([
  '1',
  'true',
  '*',
  '0.0.0.0/0',
  '::/0',
  'loopback,0.0.0.0/0',
  'proxy.example',
  '10.0.0.0/33',
])('OPS-H08 TRUST_PROXY=%s is refused with a sentence', (value) => {
  const read = readEnv({ TRUST_PROXY: value })
  expect(read).toMatchObject({ ok: false, problems: [expect.stringMatching(/^TRUST_PROXY: list/)] })
})

test.each(['127.0.0.1', '10.0.0.0/8, 2001:db8::/32', 'loopback', 'uniquelocal,192.0.2.10'])(
  'OPS-H08 TRUST_PROXY=%s is accepted',
  (value) => {
    expect(readEnv({ TRUST_PROXY: value }).ok).toBe(true)
  },
)
