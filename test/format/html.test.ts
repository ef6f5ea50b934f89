// Markup for people: whatever a value holds, the page stays one that a browser need not guess about.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from '../../src/format/html.js'
import { attribute, elements, parsePage, textOf } from '../helpers/html.js'

const pageWith = (value: string) =>
  parsePage(
    html`<!doctype html>
      <html lang="en">
        <head>
          <title>x</title>
        </head>
        <body>
          <p title="${value}">[${value}]</p>
        </body>
      </html>`.markup,
  )

test.each([
  ['markup', `<b>&amp;</b>"'`, `<b>&amp;</b>"'`],
  ['NUL', 'a\u0000b', 'a\ufffdb'],
  ['a control', 'a\u001bb\u0085', 'a\ufffdb\ufffd'],
  ['half a character', 'a\ud800b', 'a\ufffdb'],
  ['a noncharacter', 'a\ufdd0b\uffffc\u{1fffe}', 'a\ufffdb\ufffdc\ufffd'],
  ['what looks like one of those', 'a\u{1f600}ü\u00a0', 'a\u{1f600}ü\u00a0'],
])('OPS-1.4 %s', (_title, value, shown) => {
  const [element] = elements(pageWith(value), 'p')
  expect(element && attribute(element, 'title')).toBe(shown)
})

test('OPS-1.4 property: any value at all makes a page without a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const [element] = elements(pageWith(value), 'p')
      expect(element && textOf(element)).toMatch(/^\[.*\]$/s)
    }),
    { numRuns: 2000 },
  )
})
