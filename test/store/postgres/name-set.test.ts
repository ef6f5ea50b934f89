// The set of hosted names: never forgets one, and holds hardly any other.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNameSet } from '../../../src/store/postgres/name-set.js'

test('holds what was added, however much that is', () => {
  fc.assert(
    fc.property(fc.array(fc.domain(), { maxLength: 3000 }), (names) => {
      const set = createNameSet()
      for (const name of names) set.add(name)
      expect(names.every((name) => set.has(name))).toBe(true)
      expect(set.size).toBe(new Set(names).size)
    }),
  )
})

test('holds nothing else: 200,000 names, and as many others', () => {
  const set = createNameSet()
  for (let index = 0; index < 200_000; index += 1) set.add(`customer-${index}.example`)
  expect(set.size).toBe(200_000)
  let others = 0
  for (let index = 0; index < 200_000; index += 1)
    if (set.has(`customer-${index}.test`)) others += 1
  expect(others).toBe(0)
  for (let index = 0; index < 200_000; index += 1) {
    if (!set.has(`customer-${index}.example`)) throw new Error(`forgot ${index}`)
  }
})
