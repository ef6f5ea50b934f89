// The README and docs/, compared with the program: what they say is what there is.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { describeEnv } from '../src/env.js'
import { protocols } from '../src/protocols/registry.js'
import { settingsSchema, providerSchema, serverSchema } from '../src/settings/schema.js'
import { mailconfHere } from './cli/mailconf.js'
import { load, temporaryFolder } from './helpers/settings.js'

const PAGES = [
  'README.md',
  'docs/settings.md',
  'docs/moving.md',
  'docs/deployment.md',
  'docs/operation.md',
  'docs/protocols.md',
  'docs/development.md',
] as const
type Page = (typeof PAGES)[number]

const root = new URL('../', import.meta.url)
const read = (page: Page) => readFileSync(new URL(page, root), 'utf8')
const readme = read('README.md')

function section(page: Page, heading: string): string {
  const found = read(page)
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`))
  if (found === undefined) throw new Error(`${page} has no section "${heading}"`)
  return found
}

/** Rows of the tables under a heading: cells without their back-ticks' outer spaces. */
function table(page: Page, heading: string): string[][] {
  return section(page, heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )
}

/** Blocks of a language, '' for none, in the order of the page. */
function blocks(text: string, language: string): string[] {
  const all = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
  return all.filter(([, of]) => of === language).map(([, , block = '']) => block)
}

test('the endpoint table is the registry', () => {
  const endpoints = protocols.flatMap((protocol) => protocol.endpoints)
  expect(table('docs/protocols.md', 'Endpoints')).toEqual(
    endpoints.map(({ method, path, askedBy }) => [`\`${method} ${path}\``, askedBy]),
  )
})

test('every protocol says which document it follows', () => {
  const rows = table('docs/protocols.md', 'Documents followed, and deviations')
  expect(rows.map(([name]) => name)).toEqual(protocols.map(({ name }) => `\`${name}\``))
})

test('the environment table is the environment', () => {
  expect(table('docs/deployment.md', 'Environment')).toEqual(
    describeEnv().map(({ name, default: value, meaning }) => [
      `\`${name}\``,
      value === '' ? '' : `\`${value}\``,
      meaning,
    ]),
  )
})

test('the command table has every command with its usage', async () => {
  const rows = table('README.md', 'Commands').map(([usage]) => usage)
  const usages = await Promise.all(
    commands.map(async (entry) => (await entry.load()).usage.split('\n')[0]),
  )
  expect(rows).toEqual(usages.map((usage) => `\`${usage ?? ''}\``))
})

test.each([
  ['the top level', settingsSchema.shape, ['$schema']],
  ['providers', providerSchema.shape, []],
  [
    'servers',
    serverSchema.shape,
    ['restriction', 'addThisServer', 'useGlobalPreferredServer', 'owaURL', 'ewsURL', 'easURL'],
  ],
])('the settings reference names every key of %s', (_title, shape, inTheExampleOnly) => {
  const named = table('docs/settings.md', 'Reference').flat().join(' ')
  const missing = Object.keys(shape).filter((key) => !named.includes(key))
  expect(missing).toEqual(inTheExampleOnly)
})

test('every key that gives the page its look is told in one place', () => {
  const keys = Object.entries(providerSchema.shape)
    .filter(([, schema]) => schema.meta()?.description?.includes('set-up page'))
    .map(([key]) => `\`${key}\``)
  expect(keys.length).toBeGreaterThan(3)
  const told = table('docs/settings.md', 'The page for people').map(([key]) => key)
  expect(told).toEqual(expect.arrayContaining(keys))
})

test.each([
  ['README.md', 'Your own domain', {}],
  ['docs/settings.md', 'The page for people', { 'logo.svg': '<svg />' }],
] as const)('the settings of %s load without a warning', async (page, heading, files) => {
  const [yaml = ''] = blocks(section(page, heading), 'yaml')
  const { problems, table: loaded } = await load(yaml, files)
  expect(problems).toEqual([])
  expect(loaded?.size).toBe(1)
})

test.each([
  ['autoconfig', blocks(readme, 'xml')[0]],
  ['autodiscover-json', blocks(readme, '')[0]],
  ['mobileconfig', blocks(readme, '')[1]],
])('the answer that the README shows is the answer: %s', async (format, shown = 'nothing') => {
  const { code, out } = await mailconfHere(['render', format, 'jonas@example.lt'])
  expect(code).toBe(0)
  expect(`${out}\n`.startsWith(shown), shown).toBe(true)
})

test('the zone that is shown is what the program prints', async () => {
  const [yaml = ''] = blocks(readme, 'yaml')
  const folder = await temporaryFolder({ 'my-settings.yaml': yaml })
  const file = join(folder, 'my-settings.yaml')
  const { code, out } = await mailconfHere(['dns', 'example.com', '--config', file])
  const [shown = 'nothing'] = blocks(section('docs/deployment.md', 'DNS to publish'), '')
  expect(code).toBe(0)
  expect(out.startsWith(shown), shown).toBe(true)
})

test('links between the pages lead somewhere', () => {
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-')
  const headings = (page: string) =>
    [...readFileSync(new URL(page, root), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      anchor(text),
    )
  for (const page of PAGES) {
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)]+)\)/g)) {
      const { href, hash } = new URL(target, new URL(page, root))
      const file = href.replace(root.href, '').replace(hash, '')
      expect(existsSync(new URL(file, root)), `${page}: ${target}`).toBe(true)
      if (hash !== '') expect(headings(file), `${page}: ${target}`).toContain(hash.slice(1))
    }
  }
})

test('every file that the pages name is there', () => {
  for (const page of PAGES) {
    for (const [, path = ''] of read(page).matchAll(/`((?:config|docs|src|test)\/[\w./-]+)`/g)) {
      expect(existsSync(new URL(path, root)), `${page}: ${path}`).toBe(true)
    }
  }
  const sources = section('docs/development.md', 'Where things are')
  const paths = [...sources.matchAll(/`([\w-]+\/[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(10)
  expect(paths.filter((path) => !existsSync(new URL(`src/${path}`, root)))).toEqual([])
})
