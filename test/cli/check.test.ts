// check: every problem with its place, and the clients that will set themselves up.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PUBLIC_URL, temporaryFolder } from '../helpers/settings.js'
import { provider, server, top, unmark } from '../settings/settings-text.js'
import { BROKEN, CUSTOMERS, SAID } from '../store/broken.cases.js'
import { mailconf, mailconfHere } from './mailconf.js'

/** The rows of the table: client → whether it sets itself up, from lines of fixed columns. */
function verdicts(out: string): Map<string, string> {
  const lines = out.split('\n')
  const head = lines.findIndex((line) => line.startsWith('Client '))
  const starts = ['Sets itself up', 'Why not'].map((title) => lines[head]?.indexOf(title) ?? 0)
  const [second = 0, third = 0] = starts
  const rows: [string, string][] = []
  for (const line of lines.slice(head + 1, lines.indexOf('', head))) {
    const [client, works] = [line.slice(0, second).trim(), line.slice(second, third).trim()]
    const last = rows.at(-1)
    if (works !== '') rows.push([client, works])
    else if (last !== undefined && client !== '') last[0] += ` ${client}`
  }
  return new Map(rows)
}

const ASKS_US = [
  'Thunderbird',
  'Thunderbird for Android, K-9 Mail',
  'Thunderbird for iOS',
  'Delta Chat',
  'FairEmail',
  'Nextcloud Mail',
  'Evolution',
  'KMail',
  'Outlook (classic, old account wizard)',
  'eM Client',
  'iPhone, iPad, Mac: with the profile',
  'PACC clients (Himalaya, Evolution)',
]
const ASKS_OTHERS = [
  'New Outlook, Outlook for Mac and mobile',
  "Classic Outlook's simplified set-up",
  'iPhone, iPad, Mac: an account added by hand',
  'Accounts of type Exchange (Apple, Samsung, Gmail app)',
]

test('CLI check: with the shipped settings every client that asks us sets itself up', async () => {
  const { out } = await mailconf(['check'])
  expect(verdicts(out)).toEqual(
    new Map([
      ...ASKS_US.map((client) => [client, 'yes'] as const),
      ...ASKS_OTHERS.map((client) => [client, 'no'] as const),
    ]),
  )
  expect(out).toMatch(/New Outlook.* no +they ask Microsoft's own service/)
})

test('CLI check: for whom a client does not, by name, and why', async () => {
  const plain =
    '  q: { displayName: Q, hostname: a.example, socketType: plain, incomingServers: [imap], outgoingServers: [smtp] }\n'
  const folder = await temporaryFolder({ 'settings.yaml': provider() + plain })
  const { out, code } = await mailconfHere(['check', join(folder, 'settings.yaml')])
  expect(verdicts(out).get('Thunderbird')).toBe('yes')
  expect(verdicts(out).get('Thunderbird for Android, K-9 Mail')).toBe('1 of 2')
  expect(out).toMatch(/K-9 Mail +1 of 2 +q: it refuses the whole file/)
  expect(code).toBe(0)
})

test('CLI check: a client that does without something is told from one that does not work', async () => {
  const folder = await temporaryFolder({
    'settings.yaml':
      'providers: { p: { displayName: P, displayShortName: longer than twenty characters, hostname: a.example, incomingServers: [imap], outgoingServers: [smtp] } }\n',
  })
  const { out, code } = await mailconfHere(['check', join(folder, 'settings.yaml')])
  expect(verdicts(out).get('PACC clients (Himalaya, Evolution)')).toBe('partly')
  expect(out).toMatch(/PACC .* partly +the short name is left out/)
  expect(verdicts(out).get('New Outlook, Outlook for Mac and mobile')).toBe('no')
  expect(code).toBe(0)
})

test('CLI check: every problem of a broken file, each in one line that leads to its place', async () => {
  const { text, places } = unmark(BROKEN)
  const folder = await temporaryFolder({ 'settings.yaml': text, 'customers.tsv': CUSTOMERS })
  const file = join(folder, 'settings.yaml')
  const { out, code, err } = await mailconf(['check', file])
  const lines = out.trimEnd().split('\n')
  expect(lines).toHaveLength(SAID.length + 2)
  for (const [index, place] of places.entries()) {
    const [, severity = '', , message = ''] = /^(\w+) (.*?): (.*)$/.exec(SAID[index] ?? '') ?? []
    expect(lines[index]).toMatch(`${file}:${place}: ${severity}: `)
    expect(lines[index]?.endsWith(message), lines[index]).toBe(true)
  }
  expect(lines.at(-2)).toMatch(`${join(folder, 'customers.tsv')}:1:18: error: there is no provider`)
  expect(lines.at(-1)).toBe(`${file}: ${SAID.length + 1} errors, 0 warnings; it cannot be served`)
  expect([code, err]).toEqual([1, ''])
})

// how a path is written, so that it can be found again
test.each([
  [provider('»xyz: 1'), 'providers.p.xyz: unknown key'],
  [server('port: »0'), 'providers.p.incomingServers[0].port: must be'],
  [top('domains: { a.example: »q }'), 'domains."a.example": there is no provider'],
  [
    top('domains: { »"a\\e[31m\\nb": p }'),
    'domains."a\\u001b[31m\\nb": "a\\u{1b}[31m\\u{a}b" is no domain name',
  ],
  [top('domains: { »"a\\u202eb": p }'), 'domains."a\\u{202e}b": "a\\u{202e}b" is no domain name'],
])('CLI check: a path and a name in one line: %#', async (marked, says) => {
  const { text, places } = unmark(marked)
  const folder = await temporaryFolder({ 'settings.yaml': text })
  const file = join(folder, 'settings.yaml')
  const { out } = await mailconfHere(['check', file])
  const [first = '', last = '', ...more] = out.trimEnd().split('\n')
  expect(first).toContain(`${file}:${places[0] ?? ''}: error: ${says}`)
  expect(last).toContain('1 error, 0 warnings')
  expect(more).toEqual([])
})

test('CLI check: a very long name does not fill the screen', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': top(`"${'x'.repeat(100_000)}": 1`) })
  const { out } = await mailconfHere(['check', join(folder, 'settings.yaml')])
  expect(out.length).toBeLessThan(2500)
})

test.each([
  ['nothing to say', top(), [], 0],
  ['nothing to say', top(), ['--strict'], 0],
  ['a warning', server('socketType: plain'), [], 0],
  ['a warning', server('socketType: plain'), ['--strict'], 1],
  ['an error', server('port: 0'), [], 1],
  ['an error', server('port: 0'), ['--strict'], 1],
])('CLI check: %s %#: exit code', async (_title, text, flags, code) => {
  const folder = await temporaryFolder({ 'settings.yaml': text })
  expect((await mailconfHere(['check', join(folder, 'settings.yaml'), ...flags])).code).toBe(code)
})

test('CLI check: settings that host nobody are said to', async () => {
  const folder = await temporaryFolder({
    'settings.yaml': `publicUrl: ${PUBLIC_URL}
providers: { p: { displayName: P, hostname: a.example, incomingServers: [imap], outgoingServers: [smtp] } }
`,
  })
  const { code, out } = await mailconfHere(['check', join(folder, 'settings.yaml')])
  expect(code).toBe(0)
  expect(out).toContain('No domain is hosted: name yours under "domains".')
})
