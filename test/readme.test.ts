// The README's tables, compared with the program: what they say is what there is.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { describeEnv } from '../src/env.js'
import { protocols } from '../src/protocols/registry.js'
import { settingsSchema, providerSchema, serverSchema } from '../src/settings/schema.js'
import { mailconfHere } from './cli/mailconf.js'
import { load, temporaryFolder } from './helpers/settings.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** Rows of the first table under a heading: cells without their back-ticks' outer spaces. */
function table(heading: string): string[][] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )
}

test('the endpoint table is the registry', () => {
  const endpoints = protocols.flatMap((protocol) => protocol.endpoints)
  expect(table('Endpoints')).toEqual(
    endpoints.map(({ method, path, askedBy }) => [`\`${method} ${path}\``, askedBy]),
  )
})

test('the environment table is the environment', () => {
  expect(table('Environment')).toEqual(
    describeEnv().map(({ name, default: value, meaning }) => [
      `\`${name}\``,
      value === '' ? '' : `\`${value}\``,
      meaning,
    ]),
  )
})

test('the command table has every command with its usage', async () => {
  const rows = table('Commands').map(([usage]) => usage)
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
  const named = table('Settings').flat().join(' ')
  const missing = Object.keys(shape).filter((key) => !named.includes(key))
  expect(missing).toEqual(inTheExampleOnly)
})

test('the settings of the README load without a warning', async () => {
  const yaml = /```yaml\n(.*?)```/s.exec(readme)?.[1] ?? ''
  const { problems, table: loaded } = await load(yaml)
  expect(problems).toEqual([])
  expect(loaded?.size).toBe(1)
})

test('the zone of the README is what the program prints', async () => {
  const yaml = /```yaml\n(.*?)```/s.exec(readme)?.[1] ?? ''
  const folder = await temporaryFolder({ 'my-settings.yaml': yaml })
  const file = join(folder, 'my-settings.yaml')
  const { code, out, err } = await mailconfHere(['dns', 'example.com', '--config', file])
  const shown = /```\n(; example\.com.*?)```/s.exec(readme)?.[1] ?? 'nothing'
  expect([code, err, out.startsWith(shown)]).toEqual([0, '', true])
})
