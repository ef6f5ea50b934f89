// Lists of domains: what a line may be, where a wrong one stands, and that no chunk cuts a line.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSettings } from '../../src/store/settings-file.js'
import { load, PUBLIC_URL, temporaryFolder, told } from '../helpers/settings.js'
import { domains, top } from '../settings/settings-text.js'

const SETTINGS = top('domainFiles: [list.tsv]')

test.each<[string, string, string[]]>([
  ['lines', 'a.example\tp\nb.example\tp\n', ['a.example', 'b.example']],
  ['no line feed at the end', 'a.example\tp\nb.example\tp', ['a.example', 'b.example']],
  ['CRLF', 'a.example\tp\r\nb.example\tp\r\n', ['a.example', 'b.example']],
  ['CRLF and no end', 'a.example\tp\r\nb.example\tp\r', ['a.example', 'b.example']],
  ['blank lines', '\n\na.example\tp\n\n  \n\t\n \t \n\t\t\r\n\r\n', ['a.example']],
  ['remarks', '# one\na.example\tp\n#b.example\tp\n#\n', ['a.example']],
  ['a remark at the end', 'a.example\tp\n# end', ['a.example']],
  ['a byte order mark', '\ufeffa.example\tp\n', ['a.example']],
  ['a byte order mark before a remark', '\ufeff# one\na.example\tp\n', ['a.example']],
  ['blanks behind the provider', 'a.example\tp  \n', ['a.example']],
  ['capitals and a final dot', 'A.Example.\tp\n', ['a.example']],
  [
    'U-labels',
    'bücher.example\tp\nmünchen.example\tp\n',
    ['xn--bcher-kva.example', 'xn--mnchen-3ya.example'],
  ],
  ['A-labels', 'xn--bcher-kva.example\tp\n', ['xn--bcher-kva.example']],
  ['nothing', '', []],
])('SM-2 list with %s', async (_title, list, names) => {
  const { table, problems } = await load(SETTINGS, { 'list.tsv': list })
  expect(problems).toEqual([])
  expect([...(table?.entries() ?? [])].map(([name]) => name).sort()).toEqual(names)
  for (const name of names) expect(table?.find(name)).toMatchObject({ publishes: 'asked domain' })
})

test('SM-2 list with the word none', async () => {
  const { table } = await load(SETTINGS, { 'list.tsv': 'a.example\tnone\nb.example\tp\n' })
  expect(table?.find('a.example')).toEqual({ kind: 'none' })
  expect(table?.find('b.example')?.kind).toBe('settings')
})

const LINE = 'a line must be: domain, a tab, provider'

test.each<[string, string, string[]]>([
  ['no tab', 'a.example p\n', [`1:1 error : ${LINE}`]],
  ['another separator', 'a.example\tp\n\n# b\nc.example;p\n', [`4:1 error : ${LINE}`]],
  ['no provider', 'a.example\t\n', ['1:11 error : there is no provider ""; write one of: none, p']],
  [
    'an unknown provider',
    'a.example\tq\n',
    ['1:11 error : there is no provider "q"; write one of: none, p'],
  ],
  [
    'a third column',
    'a.example\tp\tx\n',
    ['1:11 error : there is no provider "p\tx"; write one of: none, p'],
  ],
  ['no domain', 'a.example\tp\nlocalhost\tp\n', ['2:1 error : "localhost" is no domain name']],
  ['a wildcard', '*.a.example\tp\n', ['1:1 error : "*.a.example" is no domain name']],
  ['a blank in front', ' a.example\tp\n', ['1:1 error : " a.example" is no domain name']],
  ['no domain at all', '\tp\n', [`1:1 error : ${LINE}`]],
  [
    'a name twice',
    'a.example\tp\nA.example.\tnone\n',
    ['2:1 error : "a.example" stands here a second time, first with provider "p"'],
  ],
  [
    'a name twice, the first time with an unknown provider',
    'a.example\tq\nA.example\tp\n',
    [
      '1:11 error : there is no provider "q"; write one of: none, p',
      '2:1 error : "a.example" stands here a second time, first in an entry with errors',
    ],
  ],
  [
    'an unknown provider behind a name of other letters',
    'bücher.example\tq\n',
    ['1:16 error : there is no provider "q"; write one of: none, p'],
  ],
  [
    'several, all told',
    'x\ty\na.example\tp\r\ny\n\nz.example\tz\n',
    [
      '1:1 error : "x" is no domain name',
      '1:3 error : there is no provider "y"; write one of: none, p',
      `3:1 error : ${LINE}`,
      '5:11 error : there is no provider "z"; write one of: none, p',
    ],
  ],
])('SM-2 list with a wrong line: %s', async (_title, list, says) => {
  const loaded = await load(SETTINGS, { 'list.tsv': list })
  expect(told(loaded)).toEqual(says.map((one) => `list.tsv:${one}`))
  expect(loaded.table).toBeUndefined()
})

test('SM-2 list with a byte that UTF-8 has not: refused in its line', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': SETTINGS })
  const bytes = Buffer.from('a.example\tp\nb\xff.example\tp\n', 'latin1')
  await writeFile(join(folder, 'list.tsv'), bytes)
  const loaded = await loadSettings(join(folder, 'settings.yaml'), PUBLIC_URL)
  expect(told(loaded)).toEqual(['list.tsv:2:1 error : "b\ufffd.example" is no domain name'])
})

test('SM-2 several lists: all are read, problems stand behind those of the settings', async () => {
  const text = `${top('domainFiles: [b.tsv, a.tsv, lists/none.tsv]')}domains: { a.example: p }\n`
  const loaded = await load(text, {
    'a.tsv': 'c.example\tp\na.example\tp\n',
    'b.tsv': 'b.example\tp\nx\ty\n',
  })
  expect(told(loaded)).toEqual([
    '8:29 error domainFiles.2: "lists/none.tsv": there is no such file',
    'a.tsv:2:1 error : "a.example" stands here a second time, first with provider "p"',
    'b.tsv:2:1 error : "x" is no domain name',
    'b.tsv:2:3 error : there is no provider "y"; write one of: none, p',
  ])
})

test('SM-2 the same list twice: each line is there a second time', async () => {
  const list = 'a.example\tp\nb.example\tp\n'
  const { problems } = await load(top('domainFiles: [list.tsv, list.tsv]'), { 'list.tsv': list })
  expect(problems.map(({ place }) => place.line)).toEqual([1, 2])
})

test('SM-2 a list in another folder', async () => {
  const elsewhere = join(await temporaryFolder({ 'list.tsv': 'a.example\tp\n' }), 'list.tsv')
  const { table } = await load(top(`domainFiles: ['${elsewhere}']`))
  expect(table?.size).toBe(1)
})

const MiB = 1024 * 1024

// Lists are read a megabyte at a time: a line, a line end or a letter may lie across the border.
test.each([
  ['a line', MiB - 5, '\n'],
  ['a line end', MiB - 13, '\r\n'],
  ['a letter of two bytes', MiB - 1, '\n'],
  ['nothing', MiB, '\n'],
])('SM-2 %s across the border of two chunks', async (_title, start, lineEnd) => {
  const filler = `#${'x'.repeat(start - 1 - lineEnd.length)}${lineEnd}`
  const after = `#${'x'.repeat(MiB)}${lineEnd}wrong${lineEnd}last.example\tp`
  const list = `${filler}é.example\tp${lineEnd}${after}`
  expect(told(await load(SETTINGS, { 'list.tsv': list }))).toEqual([`list.tsv:4:1 error : ${LINE}`])

  const { table } = await load(SETTINGS, { 'list.tsv': list.replace('wrong', '# right') })
  expect([...(table?.entries() ?? [])].map(([name]) => name).sort()).toEqual([
    'last.example',
    'xn--9ca.example',
  ])
})

test('SM-2 200,000 lines across many chunks are all found, and a wrong one has its number', async () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `customer-${index}.example`)
  const lines = names.map((name) => `${name}\tp`)
  const { table } = await load(SETTINGS, { 'list.tsv': lines.join('\n') })
  expect(table?.size).toBe(200_000)
  expect(names.filter((name) => table?.find(name) === undefined)).toEqual([])

  lines[150_000] = 'wrong'
  const loaded = await load(SETTINGS, { 'list.tsv': lines.join('\r\n') })
  expect(told(loaded)).toEqual([`list.tsv:150001:1 error : ${LINE}`])
})

test('SM-2 a file whose lines never end is refused before it fills the memory', async () => {
  const loaded = await load(SETTINGS, { 'list.tsv': 'x'.repeat(3 * MiB) })
  expect(told(loaded)).toEqual([
    '8:15 error domainFiles.0: "list.tsv": is no list: one of its lines never ends',
  ])
})

test('SM-2 a list cannot say more than a provider: entries with changes stand in the map', async () => {
  const { table } = await load(
    `${domains('a.example: { provider: p, displayName: A }')}domainFiles: [list.tsv]\n`,
    {
      'list.tsv': 'b.example\tp\n',
    },
  )
  expect(table?.find('a.example')).toMatchObject({ shared: false, provider: { displayName: 'A' } })
  expect(table?.find('b.example')).toMatchObject({ shared: true })
})
