// Going down: everybody is still served, and told to come back elsewhere.
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { type Exchange, exchange, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, POX, poxBody, table, withoutTime } from './fixture.js'
import { everyRequest, type RequestRow, titleOf } from './requests.js'

const rows = everyRequest('fred@b.example').map((row) => [titleOf(row), row] as const)

/** A row as it goes over the wire. */
function bytesOf({ method, url, host, headers = {}, payload = '', plainHttp }: RequestRow): string {
  const all = {
    host,
    ...(plainHttp === undefined ? {} : { 'x-forwarded-proto': 'http' }),
    ...headers,
    'content-length': String(Buffer.byteLength(payload)),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return rawRequest([`${method} ${url} HTTP/1.1`, ...lines], payload)
}

test.each(rows)(
  'OPS-2.6 %s: served while draining, with Connection: close',
  async (_title, row) => {
    const state = { draining: false, overloaded: false }
    const { listen } = await startApp(table, { state, trustProxy: ['127.0.0.1'] })
    const { port } = await listen()
    const head = row.method === 'HEAD'
    const before = await exchange(port, bytesOf(row), { answers: 1, head })
    state.draining = true
    const during = await exchange(port, bytesOf(row), { head })
    const said = ({ answers }: Exchange) =>
      answers.map(({ status, body }) => [status, withoutTime(body)])
    expect(before.answers.map(({ status }) => status)).toEqual([row.status])
    expect(said(during)).toEqual(said(before))
    expect(during.answers[0]?.headers.get('connection')).toBe('close')
    expect(during.closed).toBe(true)
  },
)

test('OPS-2.6 a request that was running when the drain began is told to close too', async () => {
  const state = { draining: false, overloaded: false }
  const { listen } = await startApp(table, { state })
  const { port } = await listen()
  const body = poxBody('a@b.example')
  const begun = rawRequest(
    [`POST ${POX} HTTP/1.1`, 'Host: x', `Content-Length: ${body.length}`],
    body.slice(0, 20),
  )
  const drip = {
    everyMs: 300,
    next: () => {
      if (state.draining) return undefined
      state.draining = true
      return body.slice(20)
    },
  }
  const { answers, closed } = await exchange(port, begun, { drip })
  expect(answers.map(({ status, headers }) => [status, headers.get('connection')])).toEqual([
    [200, 'close'],
  ])
  expect(closed).toBe(true)
})

test('OPS-2.6 a connection that was kept ends with its next answer', async () => {
  const state = { draining: false, overloaded: false }
  const { listen } = await startApp(table, { state })
  const { port } = await listen()
  const request = rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, 'Host: b.example'])
  const kept = await exchange(port, request + request, { answers: 2 })
  expect(kept.answers.map(({ headers }) => headers.get('connection'))).toEqual([
    'keep-alive',
    'keep-alive',
  ])
  state.draining = true
  const last = await exchange(port, request)
  expect([last.answers.map(({ status }) => status), last.closed]).toEqual([[200], true])
})

test('OPS-2.6 draining and overloaded: 503, closed', async () => {
  const { listen } = await startApp(table, { state: { draining: true, overloaded: true } })
  const { port } = await listen()
  const request = rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, 'Host: b.example'])
  const { answers, closed } = await exchange(port, request)
  expect(answers.map(({ status, headers }) => [status, headers.get('connection')])).toEqual([
    [503, 'close'],
  ])
  expect(closed).toBe(true)
})

test('OPS-2.6 closing waits for answers, not for kept or silent connections', async () => {
  const { app, listen } = await startApp(table)
  const { port } = await listen()
  const body = poxBody('a@b.example')
  const head = `POST ${POX} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`
  const silent = exchange(port, '', { withinMs: 9000 })
  const [first = '', ...rest] = body.match(/[^]{1,60}/g) ?? []
  const kept = exchange(port, rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, 'Host: b.example']), {
    withinMs: 9000,
  })
  const pieces = [...rest]
  const running = exchange(port, head + first, {
    withinMs: 9000,
    drip: { next: () => pieces.shift(), everyMs: 50 },
  })
  await sleep(200)
  const started = performance.now()
  await app.close()
  expect(performance.now() - started).toBeLessThan(4000)
  expect(await silent).toMatchObject({ answers: [], closed: true })
  expect(await kept).toMatchObject({ answers: [{ status: 200 }], closed: true })
  expect(await running).toMatchObject({ answers: [{ status: 200 }], closed: true })
})

test('OPS-2.6 a request that came while the loop was busy with closing is answered', async () => {
  const state = { draining: true, overloaded: false }
  const { app, listen } = await startApp(table, { state })
  app.addHook('preClose', (done) => {
    client.write(rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, 'Host: b.example']))
    const until = performance.now() + 150
    while (performance.now() < until);
    done()
  })
  const { port } = await listen()
  const client = connect(port, '127.0.0.1')
  let answer = ''
  client.setEncoding('latin1').on('data', (text: string) => (answer += text))
  await once(app.server, 'connection')
  await Promise.all([app.close(), once(client, 'close')])
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
})
