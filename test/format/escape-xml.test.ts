// The one encoder for XML: whatever it lets through, a strict parser reads back unchanged.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeXml } from '../../src/format/escape-xml.js'
import { parse } from '../helpers/xml.js'

function roundTrip(text: string): [text: string | undefined, attribute: string | undefined] {
  const escaped = escapeXml(text)
  const { text: read, attributes } = parse(`<a b="${escaped}">${escaped}</a>`)
  return [read, attributes['b']]
}

test.each([
  ['ampersand', 'a&b', 'a&amp;b'],
  ['reference', '&lt;', '&amp;lt;'],
  ['angle brackets', '<x>', '&lt;x&gt;'],
  ['end of CDATA', ']]>', ']]&gt;'],
  ['quotes', `"'`, '&quot;&apos;'],
  ['line breaks', '\r\n', '&#13;&#10;'],
  ['tab', '\t', '&#9;'],
  ['nothing', '', ''],
  ['dollars', '$&$1', '$&amp;$1'],
  ['letters beyond ASCII', 'ü用\u{1f600}', 'ü用\u{1f600}'],
  ['controls of C1, which XML may hold', '\u0085', '\u0085'],
])('OPS-1.4 %s', (_title, text, escaped) => {
  expect(escapeXml(text)).toBe(escaped)
  expect(roundTrip(text)).toEqual([text, text])
})

test.each([
  '\u0000',
  '\u0001',
  '\u0008',
  '\u000b',
  '\u000c',
  '\u001f',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  '\udc00\ud800',
  'a\ud83db',
])('OPS-1.4 %j is refused, alone and inside', (text) => {
  expect(() => escapeXml(text)).toThrow()
  expect(() => escapeXml(`before & ${text} after`)).toThrow()
})

/** XML 1.0, production 2. */
function isChar(point: number): boolean {
  return (
    [0x9, 0xa, 0xd].includes(point) ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    point >= 0x10000
  )
}

const anything = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom('&', '<', '>', '"', "'", '\r', '\n', '\t', ']]>', '\u{1f600}', '&#0;', '$&'),
  ),
  { maxLength: 12 },
)

test('OPS-1.4 property: refused, or read back unchanged as text and as attribute', () => {
  fc.assert(
    fc.property(anything, (pieces) => {
      const text = pieces.join('')
      if (Array.from(text).every((one) => isChar(one.codePointAt(0) ?? 0))) {
        expect(roundTrip(text)).toEqual([text, text])
      } else expect(() => escapeXml(text)).toThrow()
    }),
    { numRuns: 5000 },
  )
})
