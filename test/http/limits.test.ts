// Many at once: each costs little, and nobody waits for them.
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, post, poxBody, table } from './fixture.js'
import { refused } from './xml-bodies.cases.js'

const request = rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, 'Host: b.example'])

test('OPS-T06 500 idle connections do not slow a request down', async () => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const idle: Socket[] = []
  onTestFinished(() => {
    for (const socket of idle) socket.destroy()
  })
  const answered = Array.from(
    { length: 500 },
    () =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1')
        idle.push(socket)
        socket.once('error', reject)
        socket.once('data', resolve)
        socket.write(request)
      }),
  )
  await Promise.all(answered)
  expect(idle.every((socket) => !socket.destroyed && !socket.readableEnded)).toBe(true)
  const started = performance.now()
  const { answers } = await exchange(port, request, { answers: 1 })
  expect(performance.now() - started).toBeLessThan(250)
  expect(answers.map(({ status }) => status)).toEqual([200])
})

test('OPS-T07 OPS-X26 50 of the worst bodies at once', async () => {
  const { app } = await startApp(table)
  const worst = refused.filter(({ id }) => ['X05', 'X08', 'X14', 'X26'].includes(id))
  const bodies = Array.from({ length: 50 }, (_, n) => worst[n % worst.length]?.body ?? '')
  await post(app, poxBody('a@b.example'))
  const started = performance.now()
  const answers = await Promise.all(bodies.map((body) => post(app, body)))
  expect(performance.now() - started).toBeLessThan(1500)
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([400]))
})
