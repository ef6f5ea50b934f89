import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, escapeJson } from '../../src/format/canonical-json.js'

test.each<[title: string, value: unknown, text: string]>([
  ['keys in order, at every level', { b: { d: 1, c: 2 }, a: 3 }, '{"a":3,"b":{"c":2,"d":1}}'],
  ['lists keep theirs', [{ b: 1, a: 2 }, 'z', 'a'], '[{"a":2,"b":1},"z","a"]'],
  ['the order of code units, in no language', { ž: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"ž":1}'],
  ['what is absent is absent', { a: undefined, b: null }, '{"b":null}'],
  ['no escapes that are not needed', { a: 'ž/"\\\n' }, '{"a":"ž/\\"\\\\\\n"}'],
])('AC-9.3 %s', (_title, value, text) => {
  expect(canonicalJson(value)).toBe(text)
})

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).reverse()
  return Object.fromEntries(members.map(([key, below]) => [key, shuffled(below)]))
}

test('AC-9.3 any value comes back, and the order of its keys does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(shuffled(value))).toBe(text)
    }),
  )
})

test('AC-9.3 a text inside a string is that text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(`"${escapeJson(text)}"`)).toBe(text)
    }),
  )
})
