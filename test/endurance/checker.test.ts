// What the checker takes for right and wrong: a run that finds nothing must be able to find something.
import { expect, test } from 'vitest'
import { createChecker } from './checker.js'
import { portOf } from './customers.js'

const config = (customer: number, incoming: number, outgoing = incoming) =>
  `<a><b>imap.${customer}.example</b><c>${portOf(incoming)}</c>` +
  `<b>smtp.${customer}.example</b><c>${portOf(outgoing)}</c></a>`

test('endurance checker: one version of one customer, whole', () => {
  const checker = createChecker()
  const ask = (body: string, customer = 7) => checker.expect('autoconfig', customer)(body)
  expect(ask(config(7, 0))).toBeUndefined()
  expect(ask(config(7, 0))).toBeUndefined()
  expect(ask(config(7, 0).replace('</a>', ''))).toBe('another answer than before')
  expect(ask(config(8, 0))).toBe("another customer's answer")
  expect(ask(config(7, 0) + config(8, 0))).toBe("another customer's answer")
  expect(ask(config(7, 1))).toBe('an answer that is too old, or of nobody')
  expect(ask('<a/>')).toBe('an answer without servers')
})

test('endurance checker: while it changes both are right, a mixture is not; then the new one only', () => {
  const checker = createChecker()
  const ask = (body: string) => checker.expect('pox', 7)(body)
  expect(ask(config(7, 0))).toBeUndefined()
  checker.allow(7, [0, 1])
  const early = checker.expect('pox', 7)
  expect(ask(config(7, 1))).toBeUndefined()
  expect(ask(config(7, 0))).toBeUndefined()
  expect(ask(config(7, 0, 1))).toBe('a mixture of two versions')
  checker.allow(7, [1])
  expect(ask(config(7, 0))).toBe('an answer that is too old, or of nobody')
  expect(early(config(7, 0))).toBeUndefined()
  expect(ask(config(7, 1))).toBeUndefined()
})

test('endurance checker: a new version differs from the first in its ports only', () => {
  const checker = createChecker()
  expect(checker.expect('autoconfig', 7)(config(7, 0))).toBeUndefined()
  checker.allow(7, [1])
  const changed = config(7, 1).replace('<a>', '<a>\n')
  expect(checker.expect('autoconfig', 7)(changed)).toBe('another answer than before')
})
