// Going down: everybody is still served, and told to come back elsewhere.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, table, withoutTime } from './fixture.js'
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
