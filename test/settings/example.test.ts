// config/settings.example.yaml shows every key there is, and cannot rot: what it shows is what loads.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { lookUp } from '../../src/settings/lookup.js'
import { parseAddress } from '../../src/settings/address.js'
import { settingsJsonSchema } from '../../src/settings/json-schema.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { PUBLIC_URL } from '../helpers/settings.js'

const file = fileURLToPath(new URL('../../config/settings.example.yaml', import.meta.url))
const example = await readFile(file, 'utf8')

interface JsonSchema {
  $ref?: string
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
}
type Definitions = Record<string, JsonSchema>

/** `Server.port`, `pop3.checkInterval`, …: each key that a schema has, with what it belongs to. */
function keysOfSchema(schema: JsonSchema, owner: string, definitions: Definitions): string[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, one]) => [
    `${owner}.${key}`,
    ...keysOfSchema(one, key, definitions),
  ])
  const inner = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])]
  return [
    ...below,
    ...inner.flatMap((one) =>
      typeof one === 'object' ? keysOfSchema(one, owner, definitions) : [],
    ),
  ]
}

/** The same for what a value has, with the schema telling what its keys belong to. */
function keysOfValue(
  value: unknown,
  schema: JsonSchema,
  owner: string,
  definitions: Definitions,
): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return keysOfValue(value, definitions[name] ?? {}, name, definitions)
  }
  if (schema.anyOf !== undefined) {
    return schema.anyOf.flatMap((one) => keysOfValue(value, one, owner, definitions))
  }
  if (Array.isArray(value)) {
    const { items = {} } = schema
    return value.flatMap((one) => keysOfValue(one, items, owner, definitions))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const known = schema.properties?.[key]
    if (known !== undefined) {
      return [`${owner}.${key}`, ...keysOfValue(one, known, key, definitions)]
    }
    const rest = schema.additionalProperties
    return typeof rest === 'object' ? keysOfValue(one, rest, owner, definitions) : []
  })
}

test('SM-2 every key of the JSON Schema occurs in the example', () => {
  const schema = settingsJsonSchema() as JsonSchema & { $defs: Definitions }
  const { $defs } = schema
  const known = [
    ...keysOfSchema(schema, 'top', $defs),
    ...Object.entries($defs).flatMap(([name, one]) => keysOfSchema(one, name, $defs)),
  ]
  // An entry may replace every field of a provider; where those are shown once is enough.
  const ofProviders = new Set(known.filter((key) => key.startsWith('Provider.')))
  const wanted = new Set(
    known.filter(
      (key) => !ofProviders.has(key.replace('DomainEntry.', 'Provider.')) || ofProviders.has(key),
    ),
  )
  const shown = new Set(keysOfValue(parse(example), schema, 'top', $defs))
  expect(wanted.size).toBeGreaterThan(90)
  expect([...wanted].filter((key) => !shown.has(key))).toEqual([])
})

test('SM-2 the example loads; it is warned about only where it says so', async () => {
  const { problems, table } = await loadSettings(file, PUBLIC_URL)
  expect(problems.map(({ severity, path }) => `${severity} ${path.join('.')}`)).toEqual([
    'warning apple.certificateFile',
    'warning apple.keyFile',
    'warning providers.groupware.videoConferences.0.type',
    'warning providers.groupware.oAuth2.clientSecret',
  ])
  const lines = example.split('\n')
  for (const { place } of problems) expect(lines[place.line - 2]).toContain('check warns about')
  expect(table?.size).toBeGreaterThan(10)
})

test.each([
  ['customer.example', 'settings'],
  ['paštas.example', 'settings'],
  ['brand.example', 'settings'],
  ['parked.example', 'none'],
  ['moving.example', 'redirect'],
  ['old-name.example', 'settings'],
  ['physics.campus.example', 'settings'],
  ['campus.example', undefined],
  ['first-customer.example', 'settings'],
  ['closed-customer.example', 'none'],
  ['elsewhere.example', undefined],
])('SM-2 the example answers for %s: %s', async (domain, kind) => {
  const { table } = await loadSettings(file, PUBLIC_URL)
  const address = parseAddress(`someone@${domain}`)
  const found = table && (await lookUp(table, { address }))
  expect(found?.entry.kind).toBe(kind)
})
