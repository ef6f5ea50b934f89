// Reading XML of strangers: what is told to the visitor, what is refused, and that nothing ever escapes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeXml } from '../../src/format/escape-xml.js'
import { readXml, type XmlLimits } from '../../src/format/xml-request.js'
import { poxBody } from '../http/fixture.js'

const LIMITS: XmlLimits = { octets: 16_384, depth: 8, elements: 64, attributes: 16, text: 1024 }

interface Read {
  refusal: string | undefined
  opened: string[]
  texts: [path: string, text: string][]
}

function read(source: string | Uint8Array, limits: Partial<XmlLimits> = {}): Read {
  const seen: Read = { refusal: undefined, opened: [], texts: [] }
  seen.refusal = readXml(
    Buffer.from(source),
    { ...LIMITS, ...limits },
    {
      open: (path, _attributes, prefix) => {
        seen.opened.push(`${prefix}:${path.join('/')}`)
      },
      text: (path, text) => {
        seen.texts.push([path.join('/'), text])
      },
    },
  )
  return seen
}

test('OPS-1.3 the visitor hears of every element, and of the text of those without children', () => {
  const source =
    '<x:a xmlns:x="u"><b>1</b>beside<c><d/>2<d> 3 </d></c><x:e><![CDATA[<]]>&amp;</x:e></x:a>'
  expect(read(source)).toEqual({
    refusal: undefined,
    opened: ['x:a', ':a/b', ':a/c', ':a/c/d', ':a/c/d', 'x:a/e'],
    texts: [
      ['a/b', '1'],
      ['a/c/d', ''],
      ['a/c/d', ' 3 '],
      ['a/e', '<&'],
    ],
  })
})

test.each<[id: string, title: string, limits: Partial<XmlLimits>, within: string, beyond: string]>([
  ['X25', 'octets', { octets: 7 }, '<aaaa/>', '<aaaaa/>'],
  ['X25', 'octets, not characters', { octets: 9 }, '<a>ü</a>', '<a>üü</a>'],
  ['X14', 'depth', { depth: 2 }, '<a><b/><b/></a>', '<a><b><c/></b></a>'],
  ['X26', 'elements', { elements: 3 }, '<a><b/><b/></a>', '<a><b/><b/><b/></a>'],
  ['X15', 'attributes of an element', { attributes: 1 }, '<a b=""><c d=""/></a>', '<a b="" c=""/>'],
  ['X08', 'text', { text: 3 }, '<a>123</a>', '<a>1234</a>'],
  [
    'X08',
    'text in pieces',
    { text: 3 },
    '<a>1&#50;<![CDATA[3]]></a>',
    '<a>1&#50;<![CDATA[34]]></a>',
  ],
])('OPS-%s limit of %s %s', (_id, _title, limits, within, beyond) => {
  expect(read(within, limits).refusal).toBeUndefined()
  expect(read(beyond, limits).refusal).toBeTypeOf('string')
})

test.each([
  ['UTF-8', undefined],
  ['utf-8', undefined],
  ['utf8', undefined],
  ['US-ASCII', undefined],
  ['ISO-8859-1', undefined],
  ['windows-1252', undefined],
  ['KOI8-R', undefined],
  ['UTF-16', 'an encoding other than UTF-8'],
  ['UTF-7', 'an encoding other than UTF-8'],
  ['UCS-4', 'an encoding other than UTF-8'],
  ['EBCDIC-CP-US', 'an encoding other than UTF-8'],
  ['x', 'an encoding other than UTF-8'],
])('OPS-X22 declared %s over ASCII', (encoding, refusal) => {
  expect(read(`<?xml version="1.0" encoding="${encoding}"?><a/>`).refusal).toBe(refusal)
})

test.each([
  '',
  ' ',
  '\n',
  '\ufeff',
  '<!-- -->',
  '<?xml version="1.0"?>',
  '\u0000',
  '<a/><b/>',
  '<a>',
])('OPS-X17 %j is no document', (source) => {
  expect(read(source).refusal).toBeTypeOf('string')
})

test.each([
  '<a/>',
  '\ufeff<a/>',
  ' \r\n<a/>\n',
  '<!-- --><a/><!-- -->',
  '<?xml version="1.0"?>\n<a/>',
])('OPS-X22 %j is one', (source) => {
  expect(read(source).refusal).toBeUndefined()
})

const good = Buffer.from(poxBody('a@b.example'))
const expected = read(good)

test('OPS-G7 property: arbitrary octets are read or refused, and leave nothing behind', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      expect(read(octets).refusal).toBeTypeOf('string')
    }),
    { numRuns: 3000 },
  )
  expect(read(good)).toEqual(expected)
})

const mutation = fc.record({
  at: fc.nat({ max: good.length }),
  cut: fc.nat({ max: 20 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 3 }).map((octets) => Buffer.from(octets)),
    fc
      .constantFrom(
        '<',
        '>',
        '&',
        '"',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?x ?>',
        '<!DOCTYPE x>',
        '&#0;',
        '&#x40;',
        '</',
        '/>',
        '<b>',
        '\ufeff',
        '__proto__',
      )
      .map((text) => Buffer.from(text)),
  ),
})

test('OPS-G7 property: mutated requests are read or refused', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let octets = good
      for (const { at, cut, insert } of mutations) {
        octets = Buffer.concat([octets.subarray(0, at), insert, octets.subarray(at + cut)])
      }
      const { refusal, texts } = read(octets)
      if (refusal === undefined) accepted += 1
      for (const [, text] of texts) expect(text.length).toBeLessThanOrEqual(LIMITS.text)
    }),
    { numRuns: 5000 },
  )
  expect(accepted).toBeGreaterThan(100)
  expect({}).not.toHaveProperty('polluted')
})

// One text written in the ways XML has for it.
const written = fc
  .array(
    fc.tuple(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
      fc.constantFrom('text', 'CDATA', 'decimal', 'hexadecimal'),
      fc.constantFrom('', '<!-- x -->'),
    ),
    { maxLength: 4 },
  )
  .map((pieces) => ({
    text: pieces.map(([text]) => text).join(''),
    xml: pieces.map(([text, how, comment]) => write(text, how) + comment).join(''),
  }))

function write(text: string, how: string): string {
  if (how === 'CDATA' && !text.includes(']]>')) return `<![CDATA[${text}]]>`
  if (how === 'text' || how === 'CDATA') return escapeXml(text)
  return Array.from(text, (one) => {
    const point = one.codePointAt(0) ?? 0
    return how === 'decimal' ? `&#${point};` : `&#x${point.toString(16)};`
  }).join('')
}

test('OPS-X09 OPS-X18 property: a text is the same however it is written', () => {
  fc.assert(
    fc.property(fc.array(written, { maxLength: 4 }), (leaves) => {
      const source = `<a>${leaves.map(({ xml }) => `<b>${xml}</b>`).join(' ')}</a>`
      const { refusal, texts } = read(source, { octets: 100_000 })
      expect(refusal).toBeUndefined()
      const told = leaves.length === 0 ? [['a', '']] : leaves.map(({ text }) => ['a/b', text])
      expect(texts).toEqual(told)
    }),
    { numRuns: 2000 },
  )
})
