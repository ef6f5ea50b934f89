// JSON is YAML: the same settings in either make the same table, and the same complaints.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { load } from '../helpers/settings.js'
import { BAD, GOOD } from '../settings/kinds.cases.js'
import { unmark } from '../settings/settings-text.js'

const config = new URL('../../config/', import.meta.url)
const example = await readFile(new URL('settings.example.yaml', config), 'utf8')
const customers = await readFile(new URL('customers.example.tsv', config), 'utf8')
const shipped = await readFile(new URL('settings.yaml', config), 'utf8')

// JSON has no infinite numbers.
const texts = [example, shipped, ...GOOD, ...BAD.map(([marked]) => unmark(marked).text)].filter(
  (text) => !text.includes('.inf'),
)

test.each([
  ['in one line', undefined],
  ['indented', 2],
  ['indented by tabs', '\t'],
])('SM-2 JSON %s is YAML', async (_title, indent) => {
  for (const text of texts) {
    const json = JSON.stringify(parse(text), undefined, indent)
    const [fromYaml, fromJson] = await Promise.all(
      [text, json].map((one) => load(one, { 'customers.example.tsv': customers })),
    )
    const said = fromYaml?.problems.map(({ path, message }) => [path, message])
    expect(fromJson?.problems.map(({ path, message }) => [path, message]).sort(), json).toEqual(
      said?.sort(),
    )
    // Files are named from the folder of the settings, and these stand in two.
    const { signing: _s, ...general } = fromYaml?.table?.general ?? {}
    expect(fromJson?.table?.general ?? {}).toMatchObject(general)
    expect([...(fromJson?.table?.entries() ?? [])]).toEqual([...(fromYaml?.table?.entries() ?? [])])
  }
})

test('SM-2 problems of JSON stand where JSON has them', async () => {
  const json =
    '{\n  "publicUrl": "https://x.example",\n  "providers": {\n    "p": { "accent": 5 }\n  }\n}'
  const { problems } = await load(json)
  expect(problems.map(({ place, path }) => [place.line, place.column, path.join('.')])).toEqual([
    [4, 22, 'providers.p.accent'],
  ])
})
