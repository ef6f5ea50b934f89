// Compiled answers: filling slots must be the same as rendering with the values.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compileTemplate,
  fillTemplate,
  mark,
  type Slot,
  type SlotValues,
} from '../../src/format/template.js'

const SLOTS: Slot[] = ['domain', 'address', 'localPart', 'urlAddress', 'urlLocalPart', 'time']
const asIs = (value: string) => value

test.each([
  { title: 'no slot', text: 'plain', values: {}, filled: 'plain' },
  { title: 'nothing at all', text: '', values: {}, filled: '' },
  {
    title: 'a slot at each end',
    text: `${mark('domain')} and ${mark('domain')}`,
    values: { domain: 'b.example' },
    filled: 'b.example and b.example',
  },
  {
    title: 'slots side by side',
    text: `${mark('localPart')}${mark('domain')}${mark('address')}`,
    values: { localPart: 'a', domain: 'b', address: 'c' },
    filled: 'abc',
  },
  {
    title: 'E05 replacement patterns are values like any other',
    text: `<${mark('address')}>`,
    values: { address: "$&$'$`$1" },
    filled: "<$&$'$`$1>",
  },
  {
    title: 'a value that is a mark is not filled again',
    text: `${mark('address')}${mark('domain')}`,
    values: { address: mark('domain'), domain: 'b.example' },
    filled: `${mark('domain')}b.example`,
  },
])('OPS-1.4 $title', ({ text, values, filled }) => {
  expect(fillTemplate(compileTemplate(text), values, asIs).body).toBe(filled)
})

test('OPS-1.4 values are encoded, the document is not', () => {
  const template = compileTemplate(`<a>${mark('time')}</a>`)
  const shout = (value: string) => value.toUpperCase()
  expect(fillTemplate(template, { time: 'x' }, shout).body).toBe('<a>X</a>')
})

test('OPS-1.4 a missing value is a fault of ours, an empty one is a value', () => {
  const template = compileTemplate(`a${mark('time')}`)
  expect(() => fillTemplate(template, {}, asIs)).toThrow(/time/)
  expect(() => fillTemplate(template, { domain: 'b' }, asIs)).toThrow(/time/)
  expect(fillTemplate(template, { time: '' }, asIs).body).toBe('a')
})

test('OPS-2.9 equal documents have equal digests, and only they', () => {
  const texts = ['', 'a', 'b', `a${mark('time')}`, `a${mark('domain')}`, `${mark('time')}a`]
  const digests = texts.map((text) => compileTemplate(text).digest)
  expect(texts.map((text) => compileTemplate(text).digest)).toEqual(digests)
  expect(new Set(digests).size).toBe(texts.length)
  for (const digest of digests) expect(digest).toMatch(/^[\w-]{22}$/)
})

const piece = fc.oneof(
  fc.record({ slot: fc.constantFrom(...SLOTS) }),
  fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 6 }) }),
)
const values = fc.record(
  Object.fromEntries(
    SLOTS.map((slot) => [slot, fc.string({ unit: 'grapheme', maxLength: 6 })]),
  ) as Record<Slot, fc.Arbitrary<string>>,
)

test('OPS-1.4 property: filling is replacing each mark once, and counts the octets', () => {
  fc.assert(
    fc.property(fc.array(piece), values, (pieces, given: SlotValues) => {
      const text = pieces.map((one) => ('slot' in one ? mark(one.slot) : one.text)).join('')
      const replaced = pieces
        .map((one) => ('slot' in one ? `[${given[one.slot] ?? ''}]` : one.text))
        .join('')
      const { body, octets } = fillTemplate(compileTemplate(text), given, (value) => `[${value}]`)
      expect(body).toBe(replaced)
      expect(octets).toBe(Buffer.byteLength(replaced))
    }),
    { numRuns: 2000 },
  )
})
