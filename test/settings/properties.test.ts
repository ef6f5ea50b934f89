// Whatever stands in the file: no throw, no hang, every problem at a place inside it; and what is accepted is found.
import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { LoadedSettings } from '../../src/store/settings-file.js'
import { load } from '../helpers/settings.js'

const config = new URL('../../config/', import.meta.url)
const exampleText = await readFile(new URL('settings.example.yaml', config), 'utf8')
const besides = {
  'customers.example.tsv': await readFile(new URL('customers.example.tsv', config), 'utf8'),
}

function expectSound(text: string, { problems, table }: LoadedSettings): void {
  const lines = text.replace(/^\ufeff/, '').split('\n')
  for (const { place, message } of problems) {
    expect(message).not.toBe('')
    expect(place.line).toBeGreaterThanOrEqual(1)
    expect(place.column).toBeGreaterThanOrEqual(1)
    if (!place.file.endsWith('settings.yaml')) continue
    expect(place.line).toBeLessThanOrEqual(lines.length)
    expect(place.column).toBeLessThanOrEqual((lines[place.line - 1] ?? '').length + 1)
  }
  expect(table === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
}

const runs = { numRuns: 300 }

test('SM-2 any JSON value', async () => {
  const values = fc.anything({ withBigInt: false, withDate: false, withMap: false, withSet: false })
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      const text = JSON.stringify([value]).slice(1, -1)
      expectSound(text, await load(text))
    }),
    runs,
  )
})

const PIECES = [
  ...'*&!|>%@`"\'#?-:,[]{}\n\t '.split(''),
  ': ',
  '- ',
  '---\n',
  '\r\n',
  '  ',
  '*.a.example: p',
  'providers:\n',
  'domains:\n',
  '&a ',
  '*a',
  '<<: ',
  '__proto__: ',
  '"\\u0000"',
  '\ufeff',
  '%EMAILADDRESS%',
]

test('SM-2 any text as YAML', async () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  )
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const onDisk = text.toWellFormed()
      expectSound(onDisk, await load(onDisk))
    }),
    { numRuns: 700 },
  )
})

test('SM-2 the example with a piece cut out or put in', async () => {
  const edits = fc.record({
    at: fc.nat(exampleText.length),
    length: fc.nat(40),
    piece: fc.oneof(fc.constantFrom('', ...PIECES), fc.string({ maxLength: 5 })),
  })
  await fc.assert(
    fc.asyncProperty(edits, async ({ at, length, piece }) => {
      const text =
        `${exampleText.slice(0, at)}${piece}${exampleText.slice(at + length)}`.toWellFormed()
      expectSound(text, await load(text, besides))
    }),
    { numRuns: 100 },
  )
})

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every place of a value, as a path. */
function placesIn(value: Json): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const entries: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return [[], ...entries.flatMap(([key, one]) => placesIn(one).map((path) => [key, ...path]))]
}

function put(value: Json, [step, ...rest]: readonly (string | number)[], replacement: Json): Json {
  if (step === undefined) return replacement
  if (Array.isArray(value)) {
    return value.map((one, index) => (index === step ? put(one, rest, replacement) : one))
  }
  const map = value as Record<string, Json>
  return { ...map, [step]: put(map[step] ?? null, rest, replacement) }
}

const example = parse(exampleText) as Json
const places = placesIn(example)

test('SM-2 the example with other values in any place', async () => {
  const replacements = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<Json>(
      '',
      'none',
      'hosting',
      '*',
      '%EMAILADDRESS%',
      'a.example',
      -1,
      0,
      1e9,
      [],
      {},
    ),
  )
  const changes = fc.array(fc.tuple(fc.constantFrom(...places), replacements), {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      // The longest paths first, so that none is gone when its turn comes.
      const ordered = all.toSorted(([a], [b]) => b.length - a.length)
      const changed = ordered.reduce((value, [path, one]) => put(value, path, one as Json), example)
      const text = JSON.stringify(changed, undefined, 1)
      expectSound(text, await load(text, besides))
    }),
    { numRuns: 100 },
  )
})

test('SM-2 whatever else is wrong, a fault elsewhere is told in the same run', async () => {
  const planted = put(example, ['domains', 'planted.example'], 'nowhere')
  const below = places.filter(([section, key]) => {
    return ['providers', 'domains'].includes(String(section)) && key !== undefined
  })
  const replacements = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<Json>(null, 5, 'x y', [], [5], {}, { unknown: 1 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...below), replacements, async (path, one) => {
      const text = JSON.stringify(put(planted, path, one as Json))
      const { problems } = await load(text, besides)
      expect(problems.filter(({ message }) => message.includes('"nowhere"'))).toHaveLength(1)
    }),
    runs,
  )
})

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/)
const letters = fc.constantFrom('bücher', 'paštas', 'почта', '例え', 'Ünï', 'MIXED')
const domain = fc
  .tuple(fc.oneof(label, letters), label, fc.constantFrom('example', 'test', 'invalid'))
  .map((labels) => labels.join('.'))
const name = fc.oneof(
  { weight: 5, arbitrary: domain },
  { weight: 1, arbitrary: domain.map((one) => `*.${one}`) },
)
const entry = fc.oneof(
  fc.constantFrom('p', 'q', 'none'),
  fc.constant({ provider: 'q', displayName: 'Changed' }),
  fc.constant({ redirect: { page: 'https://elsewhere.example.net/' } }),
  domain.map((target) => ({ redirectAddr: `%EMAILLOCALPART%@${target}` })),
)
const settings = fc.record({
  own: fc.array(domain, { maxLength: 5 }),
  mapped: fc.dictionary(name, entry, { maxKeys: 20 }),
  listed: fc.array(fc.tuple(domain, fc.constantFrom('p', 'q', 'none')), { maxLength: 20 }),
})

test('SM-2 of settings without an error every domain is found', async () => {
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(settings, async ({ own, mapped, listed }) => {
      const servers = {
        hostname: 'a.example',
        incomingServers: ['imap'],
        outgoingServers: ['smtp'],
      }
      const providers = {
        p: { displayName: 'P', ...servers, domains: own },
        q: { displayName: 'Q', ...servers },
      }
      const text = JSON.stringify({ providers, domains: mapped, domainFiles: ['list.tsv'] })
      const list = listed.map((line) => line.join('\t')).join('\n')
      const loaded = await load(text, { 'list.tsv': list })
      expectSound(text, loaded)
      if (loaded.table === undefined) return
      accepted += 1
      const ascii = (one: string) => new URL(`http://${one}`).hostname
      const plain = [...own, ...Object.keys(mapped), ...listed.map(([one]) => one)]
      for (const one of plain) {
        const asked = one.startsWith('*.') ? `below.it.${one.slice(2)}` : one
        expect(loaded.table.find(ascii(asked)), asked).toBeDefined()
      }
    }),
    runs,
  )
  expect(accepted).toBeGreaterThan(50)
})
