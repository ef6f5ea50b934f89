// The README's table “Clients tested”, from what the last run noted. With --write it goes into the README, else the
// two are compared: all but versions and dates must be the same.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { ARTEFACTS, type Tested } from './tested.js'

const README = fileURLToPath(new URL('../../README.md', import.meta.url))
const BEGIN = '<!-- Written by npm run gen:clients -->\n\n'
const END = '\n<!-- Until here -->'

const WORDS: Readonly<Record<string, string>> = {
  all: 'everything at once',
  'local-part': 'local part as user name',
  'pop-only': 'POP3 only',
  oauth2: 'OAuth2 with a password to fall back on',
  ssl: 'SSL',
  starttls: 'STARTTLS',
}

function inWords(names: readonly string[]): string {
  return names.map((name) => WORDS[name] ?? name).join(', ')
}

async function noted(): Promise<Tested[]> {
  const files = (await readdir(ARTEFACTS)).filter((name) => name.endsWith('.json')).toSorted()
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(ARTEFACTS, name), 'utf8')) as Tested),
  )
}

function tableOf(tested: readonly Tested[], date: string): Promise<string> {
  const rows = [
    ['Client', 'Version', 'Tested', 'Looks up by', 'Reads'],
    ['-', '-', '-', '-', '-'],
    ...tested.map(({ client, version, ways, kinds }) => [
      client,
      version,
      date,
      inWords(ways),
      inWords(kinds),
    ]),
  ]
  const text = rows.map((row) => `| ${row.join(' | ')} |`).join('\n')
  return format(text, { parser: 'markdown' })
}

/** Without what changes from day to day. */
function lasting(table: string): string[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => {
      const [, client = '', , , ...rest] = line.split('|').map((cell) => cell.trim())
      return [client, ...rest].join(' | ').replace(/-+/g, '-')
    })
}

const readme = await readFile(README, 'utf8')
const [from, to] = [readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END)]
if (from < BEGIN.length || to === -1) throw new Error('README.md has no place for the table')
const table = await tableOf(await noted(), new Date().toISOString().slice(0, 10))
process.stdout.write(table)
if (process.argv.includes('--write')) {
  await writeFile(README, readme.slice(0, from) + table + readme.slice(to))
} else if (lasting(table).join('\n') !== lasting(readme.slice(from, to)).join('\n')) {
  process.stdout.write('README.md says something else: npm run gen:clients\n')
  process.exitCode = 1
}
