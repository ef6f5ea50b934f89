// Faults of the text itself: each refused at its place, none of them dangerous.
import { expect, test } from 'vitest'
import { load, told as toldOf } from '../helpers/settings.js'
import { domains, judge, provider, top, unmark } from '../settings/settings-text.js'

type Row = [title: string, marked: string, ...says: string[]]

const WILDCARD = 'error : a name that starts with * needs quotes: "*.example.com"'
const QUOTES = 'error : a value that starts with %, @ or ` needs quotes: "%EMAILADDRESS%"'
const TAB = 'error : a tab cannot indent here; use spaces'
const TWO_DOCUMENTS = 'error : a settings file holds one document; remove the line "---"'
const OPEN_QUOTE = 'error : a quote is opened here and never closed'
const NO_TEXT = 'error : a key must be a text; put it in quotes'
const NO_ANCHORED_ALIAS =
  'error : an alias cannot stand inside a value with an anchor; write it out'

const rows: Row[] = [
  ['a value that starts with %', provider('username: »%EMAILADDRESS%'), QUOTES],
  ['in a list', provider('incomingServers: [{ type: imap, username: »%EMAILDOMAIN% }]'), QUOTES],
  ['a value that starts with @', provider('displayName: »@home'), QUOTES],
  ['a value that starts with `', provider('displayName: »`a`'), QUOTES],

  ['a quote never closed', provider('displayName: »"A', 'username: a'), OPEN_QUOTE],
  ['in a list never closed', `${top()}domainFiles: [»'b.tsv\n`, OPEN_QUOTE],
  ['of a key', domains('»"a.example: p', 'b.example: q'), OPEN_QUOTE],

  ['a wildcard without quotes', domains('»*.a.example: p', 'b.example: none'), WILDCARD],
  [
    'behind a fault in the same line',
    domains('»*.a.example: »q'),
    WILDCARD,
    'error domains.*.a.example: there is no provider "q"; write one of: none, p',
  ],
  ['the entry for everything without quotes', domains('»*: p'), WILDCARD],
  ['a wildcard with a map', domains('»*.a.example: { provider: p, displayName: A }'), WILDCARD],
  [
    'in a map in one line',
    top('domains: { a.example: p, »*.b.example: p, »*.c.example: p }'),
    WILDCARD,
    WILDCARD,
  ],
  ['as a value', domains('a.example: »*.b.example'), WILDCARD],
  ['an alias of nothing', domains('a.example: »*p'), WILDCARD],

  ['a tab', `${provider()}»\tusername: a\n`.replace('»\t', '   »\t'), TAB],
  ['tabs only', 'publicUrl: https://x.example\nproviders:\n»\tp:\n»\t\tdisplayName: A\n', TAB, TAB],

  [
    'a key twice',
    top('»publicUrl: https://a.example', 'publicUrl: https://b.example')
      .replace('»', '')
      .replace('publicUrl: https://b', '»publicUrl: https://b'),
    'error : "publicUrl" stands twice in the same map',
  ],
  [
    'a domain twice',
    domains('a.example: p', '"b.example": p', '»"a.example": none'),
    'error : "a.example" stands twice in the same map',
  ],
  [
    'three times',
    domains('a.example: p', '»a.example: p', '»a.example: p'),
    'error : "a.example" stands twice in the same map',
    'error : "a.example" stands twice in the same map',
  ],

  ['two documents', `${top()}»---\nproviders: {}\n`, TWO_DOCUMENTS],
  ['two documents, the first ended', `${top()}...\n»---\nproviders: {}\n`, TWO_DOCUMENTS],

  ['a number for a key', domains('»5: p'), NO_TEXT],
  ['a truth for a key', domains('»true: p'), NO_TEXT],
  ['nothing for a key', domains('»null: p'), NO_TEXT],
  ['an empty key', domains('»: p'), NO_TEXT],
  ['a list for a key', top('? »[a]', ': b'), NO_TEXT],
  ['a map for a key', top('? »{ a: b }', ': c'), NO_TEXT],
  ['an alias for a key', `${provider('displayName: &a x.example')}domains:\n  »*a : p\n`, NO_TEXT],

  ['__proto__', top('»__proto__: { polluted: true }'), 'error : "__proto__" is no key'],
  [
    '__proto__ of a provider',
    provider('»__proto__: { polluted: true }'),
    'error : "__proto__" is no key',
  ],
  [
    '__proto__ of the domains',
    top('domains: { »"__proto__": p }'),
    'error : "__proto__" is no key',
  ],

  ['a tag', top('domains: »!mine {}'), 'error : Unresolved tag: !mine'],
  ['a directive', `»%FOO bar\n---\n${top()}`, 'error : a line cannot start with %'],

  [
    'an alias of what it stands in',
    provider('extensions: &e [{ element: a, children: »*e }]'),
    WILDCARD,
  ],
  [
    'an alias inside an anchor',
    `${provider('note: &n A')}  q: &q { displayName: Q, note: »*n }\n`,
    NO_ANCHORED_ALIAS,
  ],
]

test.each(rows.map(([title, marked, ...says]) => [title, marked, says] as const))(
  'OPS-F27 %s',
  async (_title, marked, says) => {
    const { told, expected } = await judge(marked, says)
    expect(told).toEqual(expected)
  },
)

test('OPS-F27 nothing is ever put into the prototype of all objects', async () => {
  await load(top('__proto__: { polluted: true }', 'constructor: { prototype: { polluted: true } }'))
  await load('{"providers":{"__proto__":{"polluted":true},"p":{"__proto__":{"polluted":true}}}}')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test.each([
  ['a line that begins a document', `---\n${top()}`],
  ['the end of a document', `${top()}...\n`],
  ['the version', `%YAML 1.2\n---\n${top()}`],
  ['a star in a text of several lines', provider('note: |', '  *Note: this', '  * and: that')],
  ['a star in quotes', provider('note: "a, *b: c"')],
  ['a star in a text', provider('note: a *b: c'.replace('*b: c', '*b:c'))],
  ['a tab between texts', provider('displayName:\tA', 'displayShortName: \t C')],
  ['a comment behind a value', provider('displayName: A # comment')],
  [
    'an alias',
    `${provider('authentication: &methods [GSSAPI, password-cleartext]')}  q: { displayName: Q, authentication: *methods }\n`,
  ],
  ['an alias of a line', provider('displayName: &name A', 'displayShortName: *name')],
  ['words that only YAML 1.1 took for something else', provider('note: { no: Nei, on: A }')],
])('OPS-F27 is no fault: %s', async (_title, text) => {
  const loaded = await load(text)
  expect(toldOf(loaded)).toEqual([])
  expect(loaded.table).toBeDefined()
})

test('OPS-F27 an alias is what it stands for, and its faults are shown there', async () => {
  const { text, places } = unmark(
    `${provider('incomingServers: [&s { type: imap, port: »0 }]')}  q: { displayName: Q, incomingServers: [*s] }\n`,
  )
  const { problems } = await load(text)
  const all = problems.map(({ place, path }) => [`${place.line}:${place.column}`, path[1]])
  expect(all).toContainEqual([places[0], 'p'])
})

const nested = (open: string, close: string, depth: number) =>
  open.repeat(depth) + close.repeat(depth)
const deepMaps = Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth + 1)}a:\n`).join('')
const TOO_DEEP = 'more than 100 maps and lists inside each other'

test.each([
  ['lists', top(`domains: ${nested('[', ']', 5000)}`)],
  ['100,000 lists', top(`domains: ${nested('[', ']', 100_000)}`)],
  ['lists without an end', top(`domains: ${nested('[', '', 5000)}`)],
  ['maps', top(`domains: ${nested('{ a: ', ' }', 5000)}`)],
  ['maps, one in each line', `${top()}domains:\n${deepMaps}`],
  ['lists, one in each line', top('domains:', ` ${nested('- ', '', 5000)}a`)],
  ['keys that are maps', top('domains:', ` ${nested('? ', '', 5000)}a`)],
  ['JSON', `${nested('{"providers":', '', 5000)}1${nested('', '}', 5000)}`],
  ['extensions', provider(`extensions: ${nested('[{ element: a, children: ', '}]', 5000)}`)],
])('OPS-F27 5,000 levels of %s', async (_title, text) => {
  const { problems, table } = await load(text)
  expect(problems.map(({ message }) => message)).toEqual([TOO_DEEP])
  expect(table).toBeUndefined()
})

test('OPS-F27 an alias bomb is refused, wherever it could go off', async () => {
  const ten = (text: string) => Array.from({ length: 10 }, () => text).join(', ')
  const bomb = ['  - &b0 { element: a }', '  - &b1 { element: a, children: [' + ten('*b0') + '] }']
  for (let level = 2; level <= 9; level += 1) {
    bomb.push(`  - &b${level} { element: a, children: [${ten(`*b${level - 1}`)}] }`)
  }
  const { problems, table } = await load(provider('extensions:', ...bomb))
  expect(new Set(problems.map(({ message }) => `error : ${message}`))).toEqual(
    new Set([NO_ANCHORED_ALIAS]),
  )
  expect(table).toBeUndefined()
})

test('OPS-F27 a long list that is repeated very often is refused', async () => {
  const list = Array.from({ length: 1000 }, () => '{ element: a }').join(', ')
  const uses = Array.from({ length: 1000 }, () => '{ element: a, children: *list }').join(', ')
  const { problems } = await load(
    provider(`extensions: &list [${list}]`, `clientConfigExtensions: [${uses}]`),
  )
  expect(problems.map(({ message }) => message)).toEqual([
    'the aliases up to here repeat too much; use a provider instead',
  ])
})
