// Going down: everybody is still served, and told to come back elsewhere.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, POX, poxBody, table, withoutTime } from './fixture.js'
import { ask, everyRequest, titleOf } from './requests.js'

const rows = everyRequest('fred@b.example').map((row) => [titleOf(row), row] as const)

test.each(rows)(
  'OPS-2.6 %s: served while draining, with Connection: close',
  async (_title, row) => {
    const state = { draining: false, overloaded: false }
    const { app } = await startApp(table, { state, trustProxy: ['127.0.0.1'] })
    const before = await ask(app, row)
    state.draining = true
    const during = await ask(app, row)
    expect([during.statusCode, withoutTime(during.body)]).toEqual([
      before.statusCode,
      withoutTime(before.body),
    ])
    expect(during.headers.connection).toBe('close')
  },
)

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
  const { app } = await startApp(table, { state: { draining: true, overloaded: true } })
  const { statusCode, headers } = await app.inject({
    url: AUTOCONFIG,
    headers: { host: 'b.example' },
  })
  expect([statusCode, headers.connection]).toEqual([503, 'close'])
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
