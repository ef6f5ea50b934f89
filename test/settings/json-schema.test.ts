// config/settings.schema.json, for editors: generated, and of one opinion with the program.
import Fastify from 'fastify'
import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { settingsJsonSchema } from '../../src/settings/json-schema.js'
import { BAD, GOOD } from './kinds.cases.js'
import { domains, provider, server, top, unmark } from './settings-text.js'

test('SM-2 config/settings.schema.json is what the program reads (npm run gen:schema)', async () => {
  const text = `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../config/settings.schema.json')
})

// A validator of JSON Schema comes with the web framework: each of its routes has one.
const { $schema: _, ...body } = settingsJsonSchema() as Record<string, unknown>
const strictly = { coerceTypes: false, removeAdditional: false, useDefaults: false }
const validator = Fastify({ ajv: { customOptions: strictly } })
validator.post('/', { schema: { body } }, () => 'fits')
afterAll(() => validator.close())

async function fits(value: unknown): Promise<boolean> {
  const headers = { 'content-type': 'application/json' }
  const payload = JSON.stringify(value)
  const { statusCode } = await validator.inject({ method: 'POST', url: '/', headers, payload })
  return statusCode === 200
}

const shipped = ['settings.yaml', 'settings.example.yaml'] as const

test.each(shipped)('SM-2 config/%s fits the JSON Schema', async (name) => {
  const text = await readFile(new URL(`../../config/${name}`, import.meta.url), 'utf8')
  expect(await fits(parse(text))).toBe(true)
})

test.each(GOOD)('SM-2 what the program takes fits the JSON Schema: %#', async (text) => {
  expect(await fits(parse(text))).toBe(true)
})

// A JSON Schema knows kinds, ranges, choices and keys; of URLs and blanks only the program speaks.
// JSON has no infinite numbers.
const refused = BAD.filter(
  ([text, , says]) => !/URL|blank/.test(says) && !text.includes('.inf'),
).map(([text, path]) => [path, unmark(text).text] as const)

test.each([
  ...refused,
  ['an unknown key', top('publicurl: https://x.example')],
  ['an unknown key of a provider', provider('displayname: x')],
  ['an unknown key of a server', server('prot: 993')],
  ['a password', server('password: secret')],
  ['an unknown key of an entry', domains('a.example: { provider: p, domains: [b.example] }')],
] as const)('SM-2 what the program refuses does not fit the JSON Schema: %s', async (_, text) => {
  expect(await fits(parse(text) as unknown)).toBe(false)
})
