// Before a table is taken into use: whether every protocol can answer with it.
import { expect, test } from 'vitest'
import type { Protocol } from '../../src/protocols/protocol.js'
import { findFailingAnswer } from '../../src/protocols/trial.js'
import { sampleOf } from '../../src/settings/table-sample.js'
import { tableOf } from '../helpers/settings.js'
import { domains } from '../settings/settings-text.js'

const LINES = [
  'a.example: p',
  'b.example: p',
  '"*.c.example": { provider: p, displayName: C }',
  '"*": none',
  'd.example: { redirectAddr: "x@b.example" }',
  'e.example: { redirect: { autoconfig: "https://f.example/x" } }',
]

test('OPS-2.7 every kind of entry stands in the sample once', async () => {
  const table = await tableOf(domains(...LINES.slice(1)))
  expect(sampleOf(table).toSorted()).toEqual([
    'any.c.example',
    'any.example',
    'b.example',
    'd.example',
    'e.example',
  ])
})

test('OPS-2.7 of many entries, a few by chance', async () => {
  const lines = Array.from({ length: 200 }, (_, n) => `c${n}.example: { provider: p, note: N${n} }`)
  const table = await tableOf(domains(...lines))
  const some = [0, 0.999].map((chance) => sampleOf(table, () => chance))
  for (const sample of some) {
    expect(new Set(sample).size).toBe(22)
    expect(sample.every((name) => table.find(name) !== undefined)).toBe(true)
  }
  expect(some[0]).not.toEqual(some[1])
})

test('OPS-F28 a table that everything can be answered with', async () => {
  const table = await tableOf(domains(...LINES))
  expect(await findFailingAnswer(table, [...sampleOf(table), 'unknown.example'])).toBeUndefined()
})

test.each([
  [
    'throws',
    () => {
      throw new TypeError('jonas@c.example')
    },
  ],
  [
    'fails later',
    async () => {
      throw new TypeError('jonas@c.example')
    },
  ],
] as [string, NonNullable<Protocol['render']>][])(
  'OPS-F28 a protocol that %s for one domain is named',
  async (_title, fail) => {
    const table = await tableOf(domains(...LINES))
    const faulty: Protocol = {
      name: 'faulty',
      endpoints: [],
      routes: async () => undefined,
      render: (found, options) =>
        found?.domain === 'any.c.example'
          ? fail(found, options)
          : { status: 200, headers: {}, body: '' },
    }
    const failing = await findFailingAnswer(table, sampleOf(table), [faulty])
    expect(failing).toMatchObject({ protocol: 'faulty', domain: 'any.c.example' })
    expect(failing?.error).toBeInstanceOf(TypeError)
  },
)
