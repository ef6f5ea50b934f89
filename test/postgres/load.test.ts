// db load and db export: settings into the database and out of it, without loss and without needless writing.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { CONFIG, type Ended, mailconfHere } from '../cli/mailconf.js'
import { temporaryFolder } from '../helpers/settings.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { type Cluster, type Database, startCluster } from './cluster.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

async function migrated(): Promise<Database> {
  const database = await cluster.database()
  await mailconfHere(['db', 'migrate'], { variables: { DATABASE_URL: database.url } })
  return database
}

function load({ url }: Database, file: string): Promise<Ended> {
  return mailconfHere(['db', 'load', file], { variables: { DATABASE_URL: url } })
}

function exported({ url }: Database): Promise<Ended> {
  return mailconfHere(['db', 'export'], { variables: { DATABASE_URL: url } })
}

/** What a settings file means, whatever it looks like. */
async function meaningOf(file: string) {
  const { table, problems } = await loadSettings(file, 'https://setup.example')
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (table === undefined) throw new Error(JSON.stringify(errors))
  const { providers } = table
  const entries = [...table.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    providers: [...providers.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    entries,
  }
}

const EVERYTHING = `
providers:
  full:
    id: full.example
    displayName: "Full: every kind of value"
    hostname: mail.full.example
    authentication: [{ sasl: SCRAM-SHA-256 }, password-cleartext]
    domains: [own.example, { name: mx.own.example, purpose: mx }, bücher.example, Second.Own.example]
    incomingServers:
      - imap
      - { type: pop3, port: null, socketType: STARTTLS, username: null }
      - { type: imap, port: 143, socketType: STARTTLS, authentication: [], pop3: { checkInterval: 15 } }
      - { type: jmap, url: "https://jmap.full.example/" }
    outgoingServers: [{ type: smtp, restriction: client-IP-address, addThisServer: true }]
    documentation: [{ url: "https://full.example/help", descr: { zz: Zed, en: English, a: Short } }]
    oAuth2: { issuer: login.full.example, scope: "a b" }
    extensions:
      - element: zebra
        attributes: { zz: "1", a: "2" }
        children: [{ element: child, text: "a & b" }]
  plain: { displayName: 'with "quotes" and \\ and é', hostname: mail.plain.example, incomingServers: [imap], outgoingServers: [smtp] }
  "1e3": { displayName: Number, hostname: mail.number.example, incomingServers: [imap], outgoingServers: [smtp] }
domains:
  mapped.example: plain
  number.example: "1e3"
  none.example: none
  Über.example: plain
  "*.wild.example": full
  own-name.example: { provider: plain, displayName: Own, incomingServers: [] }
  same.example: { provider: plain }
  away.example: { redirect: { autoconfig: "https://elsewhere.test/config.xml", page: "https://elsewhere.test/" } }
  moved.example: { redirectAddr: "%EMAILLOCALPART%@mapped.example" }
  gone.example: { redirectAddr: "%EMAILLOCALPART%@none.example" }
  foreign.example: { redirectAddr: "%EMAILLOCALPART%@foreign.test" }
domainFiles: [list.tsv]
`
const LIST = 'listed.example\tplain\nquiet.example\tnone\nüml.example\tfull\n'

test('PG load, export, load: nothing is lost, and nothing is written twice', async () => {
  const database = await migrated()
  const folder = await temporaryFolder({ 'settings.yaml': EVERYTHING, 'list.tsv': LIST })
  const file = join(folder, 'settings.yaml')
  expect(await load(database, file)).toEqual({
    code: 0,
    out: '3 providers: 3 added\n18 domains: 18 added\n',
    err: '',
  })
  const { out, err } = await exported(database)
  expect(err).toBe('')
  const copy = join(folder, 'copy.yaml')
  await writeFile(copy, out)
  expect(await meaningOf(copy)).toEqual(await meaningOf(file))
  for (const again of [file, copy]) {
    expect((await load(database, again)).out).toBe(
      '3 providers: nothing to change\n18 domains: nothing to change\n',
    )
  }
  expect((await exported(database)).out).toBe(out)
})

test.each(['settings.yaml', 'settings.example.yaml'])(
  'PG load and export: config/%s comes back as it was',
  async (name) => {
    const database = await migrated()
    const text = await readFile(join(CONFIG, name), 'utf8')
    const folder = await temporaryFolder({
      'settings.yaml': text.replace(/^domainFiles:[^]*?\n(?=\S|$)/m, ''),
    })
    const file = join(folder, 'settings.yaml')
    expect(await load(database, file)).toMatchObject({ code: 0, err: '' })
    const copy = join(folder, 'copy.yaml')
    await writeFile(copy, (await exported(database)).out)
    expect(await meaningOf(copy)).toEqual(await meaningOf(file))
  },
)

test('PG export -o: a file and a list beside it, which mean the same', async () => {
  const database = await migrated()
  const folder = await temporaryFolder({ 'settings.yaml': EVERYTHING, 'list.tsv': LIST })
  await load(database, join(folder, 'settings.yaml'))
  const file = join(folder, 'copy.yaml')
  const run = () =>
    mailconfHere(['db', 'export', '-o', file], { variables: { DATABASE_URL: database.url } })
  expect(await run()).toEqual({ code: 0, out: '', err: '' })
  expect(await meaningOf(file)).toEqual(await meaningOf(join(folder, 'settings.yaml')))
  expect(await readFile(`${file}.domains.tsv`, 'utf8')).toContain('listed.example\tplain\n')
  expect((await load(database, file)).out).toContain('18 domains: nothing to change\n')
  // What is there stays.
  const before = await readFile(file, 'utf8')
  const again = `${file}: cannot be written: it, or its list, is there already\n`
  expect(await run()).toEqual({ code: 1, out: '', err: again })
  expect(await readFile(file, 'utf8')).toBe(before)
})

const providerText =
  'displayName: P, hostname: mail.p.example, incomingServers: [imap], outgoingServers: [smtp]'

test('PG load: changes, additions and removals; the log names them, with one notification', async () => {
  const database = await migrated()
  const folder = await temporaryFolder({
    'a.yaml': `providers: { p: { ${providerText} }, q: { ${providerText} } }
domains: { a.example: p, b.example: q, c.example: none }`,
    'b.yaml': `providers: { p: { ${providerText} }, r: { ${providerText} } }
domains: { a.example: p, b.example: r, d.example: { provider: p, note: New } }`,
  })
  await load(database, join(folder, 'a.yaml'))
  await database.query('DELETE FROM mailconf.settings_change')
  const notified: (string | undefined)[] = []
  const listener = await database.client()
  listener.on('notification', ({ payload }) => notified.push(payload))
  await listener.query('LISTEN mailconf_settings')
  const { out } = await load(database, join(folder, 'b.yaml'))
  expect(out).toBe('2 providers: 1 added, 1 removed\n3 domains: 1 added, 1 changed, 1 removed\n')
  const log = await database.query<{ what: string }>(
    'SELECT DISTINCT what FROM mailconf.settings_change ORDER BY what',
  )
  expect(log.map(({ what }) => what)).toEqual([
    ...['domain b.example', 'domain c.example', 'domain d.example'],
    ...['provider q', 'provider r'],
  ])
  await listener.query('SELECT 1')
  expect(notified).toEqual([''])
})

test('PG load: a file with errors changes nothing', async () => {
  const database = await migrated()
  await load(database, join(CONFIG, 'settings.yaml'))
  const before = await exported(database)
  const folder = await temporaryFolder({
    'bad.yaml': `providers: { p: { ${providerText} } }\ndomains: { a.example: q }`,
  })
  const { code, err } = await load(database, join(folder, 'bad.yaml'))
  expect(code).toBe(1)
  expect(err).toContain('there is no provider "q"')
  expect(err).toContain('cannot be loaded; nothing is changed')
  expect(await exported(database)).toEqual(before)
})

test('PG load: 20,000 domains are one "all" in the log, and shown on a terminal', async () => {
  const database = await migrated()
  const lines = Array.from({ length: 20_000 }, (_, index) => `customer-${index}.example\tp\n`)
  const folder = await temporaryFolder({
    'settings.yaml': `providers: { p: { ${providerText} } }\ndomainFiles: [list.tsv]`,
    'list.tsv': lines.join(''),
  })
  expect((await load(database, join(folder, 'settings.yaml'))).out).toContain(
    '20000 domains: 20,000 added',
  )
  const log = await database.query('SELECT what FROM mailconf.settings_change ORDER BY what')
  expect(log.map(({ what }) => String(what))).toEqual(['all', 'provider p', 'provider p'])
})

test.each([
  ['a domain in capitals', "INSERT INTO mailconf.domain (name) VALUES ('A.example')"],
  [
    'an unknown provider',
    "INSERT INTO mailconf.domain (name, provider_key) VALUES ('a.example', 'x')",
  ],
  [
    'two answers',
    "INSERT INTO mailconf.domain (name, provider_key, redirect_addr) VALUES ('a.example', 'p', 'a@b.example')",
  ],
  ['a provider in use', "DELETE FROM mailconf.provider WHERE provider_key = 'p'"],
  ['a provider called none', "INSERT INTO mailconf.provider (provider_key) VALUES ('none')"],
])('PG tables: %s is refused', async (_what, sql) => {
  const database = await migrated()
  await database.query("INSERT INTO mailconf.provider (provider_key) VALUES ('p')")
  await database.query("INSERT INTO mailconf.domain (name, provider_key) VALUES ('p.example', 'p')")
  await expect(database.query(sql)).rejects.toThrow(/violates/)
})
