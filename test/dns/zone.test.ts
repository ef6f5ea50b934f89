// Records as text: quoting, long strings, and whole zones as admins see them.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { characterStrings, zoneJson, zoneText } from '../../src/dns/zone.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { tableOf } from '../helpers/settings.js'
import { FIXTURE, groupsOf } from './ask.js'

const SHIPPED = fileURLToPath(new URL('../../config/settings.yaml', import.meta.url))

test.each([0, 1, 255, 256, 510, 511, 1000])('AC-T72 a text of %i octets', (length) => {
  const text = 'ž'.repeat(length / 2).padEnd(length - Math.floor(length / 2), 'x')
  const strings = characterStrings(text)
  expect(strings.every((one) => one.length <= 255)).toBe(true)
  expect(Buffer.concat(strings).toString()).toBe(text)
  expect(strings.length).toBe(Math.max(1, Math.ceil(Buffer.byteLength(text) / 255)))
})

test('AC-T72 quotes, backslashes, line feeds and everything beyond ASCII are escaped', () => {
  const text = 'a "b" \\ ; c\nž'
  const records = [{ type: 'TXT', name: 'a.example', text }] as const
  const zone = zoneText('a.example', [{ about: [], records, leftOut: [] }])
  expect(zone).toContain('a.example.  3600  IN  TXT  "a \\"b\\" \\\\ ; c\\010\\197\\190"\n')
})

test('AC-T72 a long text stands in one line, in several strings', () => {
  const records = [{ type: 'TXT', name: 'a.example', text: 'x'.repeat(300) }] as const
  const zone = zoneText('a.example', [{ about: [], records, leftOut: [] }])
  expect(zone).toContain(`TXT  "${'x'.repeat(255)}" "${'x'.repeat(45)}"\n`)
})

test('AC-T67 the whole zone of the shipped table', async () => {
  const { table } = await loadSettings(SHIPPED, 'http://localhost:8080')
  if (table === undefined) throw new Error('the shipped settings do not load')
  const groups = groupsOf(table, 'example.lt')
  await expect(zoneText('example.lt', groups)).toMatchFileSnapshot('./golden/shipped.zone')
  await expect(zoneJson('example.lt', groups)).toMatchFileSnapshot('./golden/shipped.json')
})

test.each(['example.lt', 'both.example', 'awkward.example', 'parked.example', 'gone.example'])(
  'AC-T67 the whole zone of %s',
  async (domain) => {
    const groups = groupsOf(await tableOf(FIXTURE), domain)
    await expect(zoneText(domain, groups)).toMatchFileSnapshot(`./golden/${domain}.zone`)
  },
)

test('AC-T67 JSON has the same records, in the same order', async () => {
  const groups = groupsOf(await tableOf(FIXTURE), 'example.lt')
  const { domain, records, leftOut } = JSON.parse(zoneJson('example.lt', groups)) as {
    domain: string
    records: { name: string; type: string; ttl: number }[]
    leftOut: string[]
  }
  expect([domain, leftOut]).toEqual(['example.lt', []])
  expect(records.map(({ ttl, ...record }) => ({ ...record, ttl: ttl === 3600 }))).toEqual(
    groups.flatMap((group) => group.records).map((record) => ({ ...record, ttl: true })),
  )
})
