// Pieces of text that somebody somewhere has tripped over, and texts with some of them put in.
import fc, { type Arbitrary } from 'fast-check'

const FRAGMENTS = [
  ...[
    '\u0000',
    '\u0001',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\u007f',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ufffe',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u00a0',
    '\u3000',
    'e\u0301',
    '\u212a',
    'ﬁ',
    '🦊',
    '\u{10ffff}',
  ],
  ...['%', '%%', '%zz', '%00', '%0d%0a', '%FF', '%C0%80', '%ED%A0%80', '%2e%2e', '%25', '%u0041'],
  ...[
    '&',
    '=',
    '+',
    ';',
    '#',
    '?',
    '/',
    '//',
    '\\',
    '..',
    '../',
    '@',
    '@@',
    ':',
    '*',
    '|',
    '`',
    '~',
  ],
  ...[
    '"',
    "'",
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<script>',
    '&#x0;',
  ],
  ...[
    '$&',
    '$`',
    "$'",
    '${7*7}',
    '{{7*7}}',
    '%s%n',
    '%EMAILADDRESS%',
    '%EMAILDOMAIN%',
    '#{x}',
    '\\u0000',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    '-1',
    '1e999',
    '0x10',
    'true',
  ],
  ...[
    "' OR 1=1 --",
    ')(uid=*',
    '; ls',
    '| id',
    '`id`',
    '\r\nX-Evil: 1',
    '\nLocation: https://evil.example',
  ],
]

export const fragment: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.toWellFormed()),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
)

/** Longer than what it stands in is usually allowed to be. */
export const long: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('a', 'ü', '<', '&', '.', ' ', '%41', 'a.', '@', '&amp;'),
    fc.constantFrom(64, 65, 255, 1000, 2000),
  )
  .map(([piece, times]) => piece.repeat(times))

export interface Change {
  /** Where, as a share of the whole. */
  at: number
  cut: number
  insert: string
}

export function change(insert: Arbitrary<string>, longestCut = 12): Arbitrary<Change> {
  return fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: longestCut }),
    insert,
  })
}

/** The text with these changes, one after the other. */
export function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, { at, cut, insert }) => {
    const place = Math.floor(at * before.length)
    return before.slice(0, place) + insert + before.slice(place + cut)
  }, text)
}
