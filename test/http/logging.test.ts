// A log that cannot be written loses lines, never requests.
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLogger, describeError } from '../../src/http/logging.js'
import { startApp } from '../helpers/app.js'
import { post, poxBody, table } from './fixture.js'

function broken(code: string): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error(`write ${code}`), { code }))
    },
  })
}

test.each(['EPIPE', 'ENOSPC', 'EIO', 'ERR_STREAM_DESTROYED'])(
  'OPS-F29 a log stream that fails with %s: every request is answered',
  async (code) => {
    const stream = broken(code)
    const { app } = await startApp(table, { logger: createLogger('trace', stream) })
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(app, poxBody('a@b.example'))),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    expect((await post(app, 'not xml')).statusCode).toBe(400)
  },
)

test('OPS-F29 a log stream that is never drained: every request is answered', async () => {
  const stuck = new Writable({ highWaterMark: 1, write: () => undefined })
  const { app } = await startApp(table, { logger: createLogger('trace', stuck) })
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => post(app, poxBody('a@b.example'))),
  )
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
})

test.each([
  ['an error', new TypeError('canary'), { type: 'TypeError' }],
  [
    'an error with a code',
    Object.assign(new Error('canary'), { code: 'EPIPE', path: 'canary' }),
    { type: 'Error', code: 'EPIPE' },
  ],
  ['nothing', undefined, { type: 'nothing' }],
  ['null', null, { type: 'nothing' }],
])('OPS-P03 %s is told by its kind', (_title, error, told) => {
  expect(describeError(error)).toEqual(told)
})
