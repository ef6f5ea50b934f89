// The YAML that is written says what it should, whatever the values are, and reads well.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { providerLines } from '../../src/migration/settings-yaml.js'
import { createKeys, keyOfTitle } from '../../src/migration/provider-keys.js'
import { yamlScalar } from '../../src/migration/yaml-scalar.js'
import type { WrittenProvider } from '../../src/settings/schema.js'
import { readYaml } from '../../src/store/yaml.js'
import { provider } from '../protocols/autoconfig/arbitrary-providers.js'

test.each([
  ['Example Mail', 'Example Mail'],
  ['1und1.de', '1und1.de'],
  ['163.com', '163.com'],
  ['https://a.example/?b=1&c=2#d', 'https://a.example/?b=1&c=2#d'],
  ['Größe & Söhne', 'Größe & Söhne'],
  ['%EMAILADDRESS%', '"%EMAILADDRESS%"'],
  ['*.example.com', '"*.example.com"'],
  ['true', '"true"'],
  ['No', '"No"'],
  ['null', '"null"'],
  ['12', '"12"'],
  ['1e3', '"1e3"'],
  ['0x1F', '"0x1F"'],
  ['2026-11-25', '"2026-11-25"'],
  ['12:30', '"12:30"'],
  ['a: b', '"a: b"'],
  ['a #b', '"a #b"'],
  ['a:', '"a:"'],
  ['- a', '"- a"'],
  ['', '""'],
  ['a\nb', '"a\\nb"'],
])('the text %j is written as %s', (text, written) => {
  expect(yamlScalar(text, false)).toBe(written)
})

const TEXT = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ...': # , [ ] { } & * ! | > \' " % @ ` - ? ~ 1 e true null .inf \t \n'.split(' '),
        ' ',
        ', ',
        ': ',
      ),
    ),
  )
  .map((parts) =>
    parts.join('').replace(/[\p{Cs}\u2028\u2029\ufdd0-\ufdef\ufeff]|[^\P{Cc}\t\n]/gu, () => ''),
  )

test('any text comes back, as a value, as a key, and between brackets', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      const lines = [
        `value: ${yamlScalar(text, false)}`,
        `list: [${yamlScalar(text, true)}, { key: ${yamlScalar(text, true)} }]`,
        'map:',
        `  ${yamlScalar(text, false)}: 1`,
        `flow: { ${yamlScalar(text, true)}: 1 }`,
      ]
      const { value, problems } = readYaml(`${lines.join('\n')}\n`, 'x')
      const map = { [text]: 1 }
      expect([problems, value]).toEqual([
        [],
        { value: text, list: [text, { key: text }], map, flow: map },
      ])
    }),
    { numRuns: 500 },
  )
})

test('any provider comes back, with comments anywhere in it, in lines that a screen holds', () => {
  const step = fc.constantFrom(
    'incomingServers',
    'outgoingServers',
    'oAuth2',
    'documentation',
    'displayName',
    'username',
    0,
    1,
    'socketType',
    'extensions',
  )
  const comments = fc.array(
    fc.record({
      path: fc.array(step, { maxLength: 4 }),
      message: fc.constantFrom('one', 'two\nlines', '# three'),
    }),
  )
  fc.assert(
    fc.property(provider, comments, (one, some) => {
      const lines = providerLines('key', one as unknown as WrittenProvider, some, '  ')
      const { value, problems } = readYaml(`providers:\n${lines.join('\n')}\n`, 'x')
      expect([problems, value]).toEqual([
        [],
        { providers: { key: JSON.parse(JSON.stringify(one)) as unknown } },
      ])
      const comment = lines.filter((line) => /^ *# /.test(line)).map((line) => line.trim().slice(2))
      const wanted = new Set(some.map(({ message }) => message.replace('\n', ' ')))
      expect(new Set(comment)).toEqual(wanted)
    }),
    { numRuns: 300 },
  )
})

test.each([
  [
    ['zoho.com', 'zoho.com', 'zoho.com'],
    ['zoho.com', 'zoho.com-2', 'zoho.com-3'],
  ],
  [
    ['none', '__proto__', ''],
    ['provider', 'provider-2', 'provider-3'],
  ],
  [
    ['a b', 'é/ü', '-x-', '中'],
    ['a-b', 'e-u', 'x', 'provider'],
  ],
  [
    ['taken', 'taken-2'],
    ['taken-2', 'taken-2-2'],
  ],
])('wishes %j become the keys %j', (wishes, keys) => {
  const { keyFor } = createKeys(['taken'])
  expect(wishes.map((wish) => keyFor([wish]))).toEqual(keys)
})

test('a wish that is free comes before a number', () => {
  const { firstFreeFor } = createKeys(['taken'])
  const wishes = ['taken', undefined, 'second', '']
  expect([1, 2, 3].map(() => firstFreeFor(wishes))).toEqual(['second', 'taken-2', 'taken-3'])
})

test('a title becomes what people would type', () => {
  expect(['Example Inc.', 'Größe & Söhne', '  '].map(keyOfTitle)).toEqual([
    'example-inc',
    'grosse-sohne',
    undefined,
  ])
})
