// Paths and methods as they go over the wire: no client library tidies them up here.
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, JSON_V2, POX, table, WELL_KNOWN } from './fixture.js'

const HOST = 'Host: autoconfig.b.example'

const served: [id: string, path: string, same: string][] = [
  ['H10', '/MAIL/CONFIG-V1.1.XML', AUTOCONFIG],
  ['H10', '/mail/config-v1.1.xml/', AUTOCONFIG],
  ['H10', '//mail//config-v1.1.xml', AUTOCONFIG],
  ['H10', '/.WELL-KNOWN/AutoConfig/mail/config-v1.1.xml', WELL_KNOWN],
  ['H10', '/.well-known//autoconfig/mail/config-v1.1.xml/', WELL_KNOWN],
  ['H10', '/Autodiscover/Autodiscover.xml', POX],
  ['H10', '/autodiscover/Autodiscover.XML', POX],
  ['H10', '/AutoDiscover//autodiscover.xml/', POX],
  [
    'H10',
    `/AutoDiscover/AutoDiscover.json?Protocol=AutodiscoverV1`,
    `${JSON_V2}?protocol=autodiscoverv1`,
  ],
  ['H10', '/V1.1/B.Example/', '/v1.1/b.example'],
  ['H11', '/mail/%63onfig-v1.1.xml', AUTOCONFIG],
  ['H11', '/%6d%61%69%6C/config-v1.1.xml', AUTOCONFIG],
  ['K06', '/mail/config-v1.1.xml?', AUTOCONFIG],
  ['K06', '/mail/config-v1.1.xml?x=1&y', AUTOCONFIG],
  ['K06', '///mail/config-v1.1.xml//', AUTOCONFIG],
]

test.each(served)('OPS-%s %s is served as %s', async (_id, path, same) => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const bytes = [path, same].map((one) => rawRequest([`GET ${one} HTTP/1.1`, HOST])).join('')
  const { answers } = await exchange(port, bytes, { answers: 2 })
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(answers[0]?.body).toBe(answers[1]?.body)
})

const notFound = [
  '/../../etc/passwd',
  '/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '/mail/..%2f..%2fconfig-v1.1.xml',
  '/x%00',
  '/mail/config-v1.1.xml%00',
  '/mail/config-v1.1.xml;x=1',
  '/mail\\config-v1.1.xml',
  '//evil.invalid/',
  '//evil.invalid/..',
  '/\\evil.invalid',
  '/%0d%0aSet-Cookie:%20x=1',
  '/__proto__',
  '/constructor',
  '/healthz',
  '/readyz',
  '/metrics',
  '/internal/tls-ask?domain=b.example',
]

test.each(notFound)('OPS-H12 OPS-R03 %s: 404, nothing of it comes back', async (path) => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const { answers } = await exchange(port, rawRequest([`GET ${path} HTTP/1.1`, HOST]), {
    answers: 1,
  })
  expect(answers.map(({ status, body }) => [status, body])).toEqual([[404, 'Not found.\n']])
  const names = [...(answers[0]?.headers.keys() ?? [])]
  expect(names).not.toContain('location')
  expect(names).not.toContain('set-cookie')
})

test.each(['/%zz', '/%', '/mail/%E0%A4%A', '/.well-known/autoconfig/%zz', '/%C3%28'])(
  'OPS-H13 %s is no URL: 400, empty',
  async (path) => {
    const { listen } = await startApp(table)
    const { port } = await listen()
    const bytes = rawRequest([`GET ${path} HTTP/1.1`, HOST])
    const { answers } = await exchange(port, bytes + bytes, { answers: 2 })
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [400, ''],
      [400, ''],
    ])
  },
)

const methods = [
  'QUERY',
  'TRACE',
  'PUT',
  'DELETE',
  'PROPFIND',
  'PATCH',
  'SEARCH',
  'M-SEARCH',
  'LINK',
]
const methodRows = methods.flatMap((method) =>
  ['/', AUTOCONFIG, WELL_KNOWN, POX, JSON_V2, '/v1.1/b.example'].map((path) => ({ method, path })),
)

test.each(methodRows)('OPS-H14 $method $path: 405, no echo', async ({ method, path }) => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const lines = [`${method} ${path} HTTP/1.1`, HOST, 'X-Echo: canary', 'Content-Length: 6']
  const { answers, text } = await exchange(port, rawRequest(lines, 'canary'), { answers: 1 })
  expect(answers.map((answer) => answer.status)).toEqual([405])
  expect(answers[0]?.headers.has('allow')).toBe(true)
  expect(text).not.toContain('canary')
})

test('OPS-H14 QUERY without content type or content: 405, and the connection lives on', async () => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const bytes = ['/', AUTOCONFIG, WELL_KNOWN, POX, JSON_V2, '/v1.1/b.example']
    .map((path) => rawRequest([`QUERY ${path} HTTP/1.1`, HOST]))
    .join('')
  const { answers } = await exchange(port, bytes, { answers: 6 })
  expect(answers.map(({ status }) => status)).toEqual([405, 405, 405, 405, 405, 405])
})

test('OPS-H14 CONNECT by a client that goes away at once does not end the service', async () => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  for (let times = 0; times < 20; times += 1) {
    const socket = connect({ port, host: '127.0.0.1' })
    await once(socket, 'connect')
    socket.write(rawRequest(['CONNECT evil.invalid:443 HTTP/1.1', HOST], 'x'.repeat(100_000)))
    socket.resetAndDestroy()
  }
  const { answers } = await exchange(port, rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, HOST]), {
    answers: 1,
  })
  expect(answers.map(({ status }) => status)).toEqual([200])
})

test.each([
  { title: 'CONNECT', line: 'CONNECT evil.invalid:443 HTTP/1.1', status: [404] },
  { title: 'OPTIONS *', line: 'OPTIONS * HTTP/1.1', status: [204] },
  { title: 'an invented method', line: 'FROB / HTTP/1.1', status: [400] },
])('OPS-H14 OPS-P04 $title: $status, one log line', async ({ line, status }) => {
  const { listen, log } = await startApp(table)
  const { port } = await listen()
  const bytes = rawRequest([line, HOST, 'Connection: close'])
  const { answers, closed } = await exchange(port, bytes)
  expect([answers.map((answer) => answer.status), closed]).toEqual([status, true])
  expect(log()).toMatch(/^\{.*\}\n$/)
})
