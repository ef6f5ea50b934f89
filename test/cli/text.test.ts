// Tables on terminals of any width: nothing is cut, no line is too long.
import fc from 'fast-check'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plural, renderTable } from '../../src/cli/text.js'
import { CONFIG, mailconfHere } from './mailconf.js'

test.each<[string, string[][], number, string[]]>([
  [
    'everything fits',
    [
      ['a', 'bb', 'c'],
      ['aaa', 'b', ''],
    ],
    40,
    ['a    bb  c', 'aaa  b'],
  ],
  [
    'the last column wraps',
    [
      ['name', 'one two three four five six'],
      ['n', 'x'],
    ],
    20,
    ['name  one two three', '      four five six', 'n     x'],
  ],
  [
    'a wide first column leaves the last one its share',
    [['one two three four', 'a b c d e f']],
    20,
    ['one two      a b c d', 'three four   e f'],
  ],
  ['a word longer than its column is broken', [['abcdefghijkl', 'x']], 14, ['abcdefghijk  x', 'l']],
  ['rows of different lengths', [['a'], ['b', 'c']], 40, ['a', 'b  c']],
  [
    'a row of one cell goes over all columns',
    [['a heading of its own, which wraps'], ['b', 'c']],
    20,
    ['a heading of its', 'own, which wraps', 'b  c'],
  ],
])('CLI table: %s', (_title, rows, width, lines) => {
  expect(renderTable(rows, width).split('\n')).toEqual(lines)
})

const word = fc.stringMatching(/^[a-zäß.-]{1,30}$/)
const cell = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
const table = fc.integer({ min: 1, max: 3 }).chain((columns) =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 8,
  }),
)

test('CLI table: of any content, in any width, every letter is there and no line is longer', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 40, max: 200 }), (rows, width) => {
      const text = renderTable(rows, width)
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
      const letters = (all: string) => Buffer.from(all.replace(/\s/g, '')).sort()
      expect(letters(text)).toEqual(letters(rows.flat().join('')))
    }),
  )
})

const example = join(CONFIG, 'settings.example.yaml')

const commands = [['--help'], ['check'], ['check', example]]

test.each(commands.flatMap((args) => [60, 80, 100, 132].map((width) => [args, width] as const)))(
  'CLI %j on a terminal of %s columns',
  async (args, width) => {
    const lines = (await mailconfHere(args, { width })).out.split('\n')
    // Lines that name a place are one line each, however long, so that editors can follow them.
    const wide = lines.filter((line) => line.length > width && !/\.yaml:/.test(line))
    expect(wide).toEqual([])
  },
)

test.each(commands)('CLI %s says the same in every width', async (...args) => {
  const words = async (width?: number) =>
    (await mailconfHere(args, { width })).out.replace(/\s/g, '').length
  expect(await words(60)).toBe(await words())
  expect(await words(200)).toBe(await words())
})

test.each([
  [0, 'domains'],
  [1, 'domain'],
  [2, 'domains'],
])('CLI %s %s', (count, words) => {
  expect(plural(count, 'domain')).toBe(`${count} ${words}`)
})
