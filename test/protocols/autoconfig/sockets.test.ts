// What only a connection shows: where a body ends, that none is there, and that the connection lives on.
import { Agent } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { exchange } from '../../helpers/raw-http.js'
import { askOver, golden, PATH, type Question, startFixture, WELL_KNOWN } from './ask.js'

const HOST = 'autoconfig.example.lt'

/** Everything that comes back for these octets until the server closes. */
async function send(port: number, sent: string): Promise<string> {
  const { text, closed } = await exchange(port, sent)
  expect(closed).toBe(true)
  return Buffer.from(text, 'latin1').toString()
}

function headAndBody(received: string): [head: string, body: string] {
  const end = received.indexOf('\r\n\r\n')
  return [received.slice(0, end), received.slice(end + 4)]
}

const HEADS: readonly [title: string, question: Question][] = [
  ['a document', { host: HOST, target: PATH }],
  ['a document on the well-known path', { host: 'example.lt', target: WELL_KNOWN }],
  ['a document of the ISPDB', { host: 'a.test', target: '/v1.1/example.lt' }],
  ['an unknown domain', { host: 'autoconfig.unknown.test', target: PATH }],
]

test.each(HEADS)(
  'AC-T21 HEAD for %s: the headers of GET, no body',
  async (_title, { host, target }) => {
    const { port } = await (await startFixture()).listen()
    const lines = `HTTP/1.1\r\nHost: ${host ?? ''}\r\nConnection: close\r\n\r\n`
    const [head, body] = headAndBody(await send(port, `HEAD ${target} ${lines}`))
    const [headOfGet, bodyOfGet] = headAndBody(await send(port, `GET ${target} ${lines}`))
    const dateless = (text: string) => text.replace(/\r\nDate: .*/i, '')
    expect(body).toBe('')
    expect(dateless(head)).toBe(dateless(headOfGet))
    expect(head.toLowerCase()).toContain(`\r\ncontent-length: ${Buffer.byteLength(bodyOfGet)}`)
  },
)

test('AC-T25 the type on the wire, letter by letter', async () => {
  const { port } = await (await startFixture()).listen()
  const [head] = headAndBody(
    await send(port, `GET ${PATH} HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`),
  )
  const line = head.split('\r\n').find((one) => /^content-type:/i.test(one))
  expect(line?.replace(/^content-type/i, '')).toBe(': text/xml; charset=utf-8')
  expect(head).not.toMatch(/transfer-encoding|content-encoding/i)
})

test.each(['GET', 'HEAD'])('AC-T28 a 304 to %s ends with its head', async (method) => {
  const { port } = await (await startFixture()).listen()
  const [head, body] = headAndBody(
    await send(
      port,
      `${method} ${PATH} HTTP/1.1\r\nHost: ${HOST}\r\nIf-None-Match: *\r\nConnection: close\r\n\r\n`,
    ),
  )
  expect(head.startsWith('HTTP/1.1 304 Not Modified\r\n')).toBe(true)
  expect(head).not.toMatch(/content-length|transfer-encoding/i)
  expect(body).toBe('')
})

test('AC-T28 several If-None-Match lines are one list', async () => {
  const { port } = await (await startFixture()).listen()
  const { headers } = await askOver(port, { host: HOST, target: PATH })
  const lines = `If-None-Match: "a"\r\nIf-None-Match: W/${headers.etag ?? ''}\r\nConnection: close\r\n\r\n`
  const answer = await send(port, `GET ${PATH} HTTP/1.1\r\nHost: ${HOST}\r\n${lines}`)
  expect(answer.startsWith('HTTP/1.1 304 ')).toBe(true)
})

test('AC-T01 HTTP/1.0 with and without a Host header', async () => {
  const { port } = await (await startFixture()).listen()
  const named = headAndBody(await send(port, `GET ${PATH} HTTP/1.0\r\nHost: ${HOST}\r\n\r\n`))
  expect(named[1]).toBe(golden('minimal'))
  const addressed = await send(port, `GET ${PATH}?emailaddress=j@example.lt HTTP/1.0\r\n\r\n`)
  expect(headAndBody(addressed)[1]).toBe(golden('minimal'))
  const nothing = await send(port, `GET ${PATH} HTTP/1.0\r\n\r\n`)
  expect(nothing.startsWith('HTTP/1.1 404 ')).toBe(true)
})

test('AC-T27 answers of every kind follow each other on one connection', async () => {
  const { port } = await (await startFixture()).listen()
  const questions: readonly [method: string, host: string, target: string, status: number][] = [
    ['GET', HOST, PATH, 200],
    ['HEAD', HOST, PATH, 200],
    ['GET', 'unknown.test', WELL_KNOWN, 404],
    ['OPTIONS', HOST, PATH, 204],
    ['GET', 'redirected.example', PATH, 302],
    ['PUT', HOST, WELL_KNOWN, 405],
    ['HEAD', 'unknown.test', WELL_KNOWN, 404],
    ['GET', HOST, PATH, 200],
  ]
  const piped = questions.map(
    ([method, host, target], index) =>
      `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${index === questions.length - 1 ? 'Connection: close\r\n' : ''}\r\n`,
  )
  const received = await send(port, piped.join(''))
  const statuses = [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) =>
    Number(status),
  )
  expect(statuses).toEqual(questions.map(([, , , status]) => status))
  expect(headAndBody(received.slice(received.lastIndexOf('HTTP/1.1')))[1]).toBe(golden('minimal'))
})

test('AC-T27 a connection is used again after a 304 and an empty 404', async () => {
  const { port } = await (await startFixture()).listen()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => {
    agent.destroy()
  })
  const statuses: number[] = []
  const sockets = new Set<unknown>()
  agent.on('free', (socket) => sockets.add(socket))
  for (const question of [
    { host: HOST, target: PATH, headers: { 'if-none-match': '*' } },
    { host: 'unknown.test', target: WELL_KNOWN },
    { host: HOST, target: PATH },
  ]) {
    statuses.push((await askOver(port, question, agent)).status)
  }
  expect(statuses).toEqual([304, 404, 200])
  expect(sockets.size).toBe(1)
})

test.each([PATH, WELL_KNOWN])(
  'AC-T09 %s over plain http, behind a proxy or not: the document, no redirect',
  async (target) => {
    for (const trustProxy of [[], ['loopback']]) {
      const { port } = await (await startFixture({ trustProxy })).listen()
      const headers = { 'x-forwarded-proto': 'http', 'x-forwarded-for': '203.0.113.7' }
      const { status, body } = await askOver(port, { host: 'example.lt', target, headers })
      expect({ status, body }).toEqual({ status: 200, body: golden('minimal') })
    }
  },
)

test('AC-T24 a proxy that we trust may name the host, and only the one next to us', async () => {
  const { port } = await (await startFixture({ trustProxy: ['loopback'] })).listen()
  const question = { host: 'internal.test', target: PATH }
  const named = await askOver(port, { ...question, headers: { 'x-forwarded-host': HOST } })
  expect(named.body).toBe(golden('minimal'))
  const forged = { 'x-forwarded-host': `autoconfig.full.example, ${HOST}` }
  expect((await askOver(port, { ...question, headers: forged })).body).toBe(golden('minimal'))
})
