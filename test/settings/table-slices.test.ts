// A table that is sent in slices is the same table on the other side, and what it says differently is counted.
import fc from 'fast-check'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { MemoryTable } from '../../src/settings/table.js'
import type { TableChange } from '../../src/settings/table-change.js'
import { assembleTable, generalToSlice, slicesOf } from '../../src/settings/table-slices.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { load, PUBLIC_URL, tableOf } from '../helpers/settings.js'
import { oddTable } from '../protocols/arbitrary-tables.js'
import { domains, top } from './settings-text.js'

const EXAMPLE = join(
  fileURLToPath(new URL('../../config/', import.meta.url)),
  'settings.example.yaml',
)

/** As if another thread had read it. */
function sent(table: MemoryTable, previous = table): { table: MemoryTable; change: TableChange } {
  const assembly = assembleTable(previous)
  for (const slice of slicesOf(table)) assembly.add(structuredClone(slice))
  return assembly.finish(structuredClone(generalToSlice(table)))
}

const UNCHANGED: TableChange = {
  domains: { added: 0, removed: 0, changed: 0 },
  providers: { added: [], removed: [], changed: [] },
  general: [],
}

function expectSame(table: MemoryTable): void {
  const { table: other, change } = sent(table)
  expect(other.general).toEqual(table.general)
  expect([...other.providers]).toEqual([...table.providers])
  expect([...other.entries()]).toEqual([...table.entries()])
  expect(other.size).toBe(table.size)
  expect(change).toEqual(UNCHANGED)
}

test('OPS-2.7 the example arrives whole', async () => {
  const { table } = await loadSettings(EXAMPLE, PUBLIC_URL)
  if (table === undefined) throw new Error('the example has errors')
  expect(table.general.images.size).toBeGreaterThan(0)
  expectSame(table)
})

test('OPS-2.7 any table arrives whole', async () => {
  await fc.assert(
    fc.asyncProperty(oddTable, async ({ settings }) => {
      const { table } = await load(JSON.stringify(settings))
      if (table !== undefined) expectSame(table)
    }),
    { numRuns: 60 },
  )
})

test('OPS-2.7 many names in many slices share one entry; overrides share the servers of their provider', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => `c${index}.example: p`)
  const own = Array.from({ length: 300 }, (_, index) => {
    return `o${index}.example: { provider: p, displayName: Customer ${index} }`
  })
  const table = await tableOf(domains(...many, ...own))
  const slices = [...slicesOf(table)]
  expect(slices.length).toBeGreaterThan(5)
  expect(Math.max(...slices.map(({ names }) => names.length))).toBeLessThanOrEqual(2000)
  const { table: other } = sent(table)
  expect(new Set(many.map((line) => other.find(line.split(':')[0] ?? ''))).size).toBe(1)
  const [one, two] = ['o1.example', 'o299.example'].map((name) => other.find(name))
  if (one?.kind !== 'settings' || two?.kind !== 'settings') throw new Error('they are lost')
  expect(one.provider.displayName).toBe('Customer 1')
  expect(one.provider.incomingServers).toBe(two.provider.incomingServers)
})

const BEFORE = domains('a.example: p', 'b.example: p', 'c.example: none')

test.each<[string, string, Partial<TableChange>]>([
  ['the same', BEFORE, {}],
  [
    'names',
    domains('a.example: p', 'c.example: p', '"*.d.example": p', 'e.example: none'),
    { domains: { added: 2, removed: 1, changed: 1 } },
  ],
  [
    'a provider, and with it its domains',
    BEFORE.replace('Example Mail', 'Other Mail'),
    {
      domains: { added: 0, removed: 0, changed: 2 },
      providers: { added: [], removed: [], changed: ['p'] },
    },
  ],
  [
    'the name of a provider',
    BEFORE.replaceAll(/\bp\b/g, 'q'),
    {
      domains: { added: 0, removed: 0, changed: 2 },
      providers: { added: ['q'], removed: ['p'], changed: [] },
    },
  ],
  ['publicUrl', BEFORE.replace('setup.', 'new.'), { general: ['publicUrl', 'applePrefix'] }],
  [
    'signing',
    `${BEFORE}apple: { certificateFile: c.pem, keyFile: k.pem }\n`,
    { general: ['signing'] },
  ],
])('OPS-2.7 what changed: %s', async (_title, text, change) => {
  const [before, after] = [await tableOf(BEFORE), await tableOf(text)]
  expect(sent(after, before).change).toEqual({ ...UNCHANGED, ...change })
})

test('OPS-2.7 what changed: a picture behind the same name', async () => {
  const text = `${top()}    logoFile: logo.svg\n`
  const [before, after] = await Promise.all(
    ['<svg></svg>', '<svg><g/></svg>'].map((svg) => load(text, { 'logo.svg': svg })),
  )
  if (before?.table === undefined || after?.table === undefined) throw new Error('not loaded')
  expect(sent(after.table, before.table).change).toEqual({ ...UNCHANGED, general: ['images'] })
})
