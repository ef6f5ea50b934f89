// What may happen to a database while it is served from: known domains are answered on, changes arrive.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/settings.js'
import type { Table } from '../../src/settings/table.js'
import { ask, provider, waitFor } from './asking.js'
import { type Cluster, type Database, PASSWORD, startCluster } from './cluster.js'
import { databaseOf, loadInto, openTable } from './store.js'
import { startToyProxy } from './toy-proxy.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

const SETTINGS = `providers: { p: ${provider('p')}, q: ${provider('q')} }
domains:
  a.example: p
  b.example: q
  c.example: none
  own.example: { provider: p, displayName: Own }
  moved.example: { redirectAddr: '%EMAILLOCALPART%@a.example' }
`
const DOMAINS = ['a.example', 'b.example', 'c.example', 'own.example', 'moved.example']

async function askAll(table: Table) {
  return Promise.all(DOMAINS.map((domain) => ask(table, domain)))
}
const ALL_WELL = ['p', 'q', 'none', 'Own', 'p']

/** A busy machine may need more than the moment that a request waits. */
async function knowAll(table: Table): Promise<void> {
  await waitFor(async () => {
    expect(await askAll(table)).toEqual(ALL_WELL)
  })
}

/** Asks all known domains without pause until told to stop; gives every answer that was not right. */
function load(table: Table): { stop: () => Promise<unknown[]> } {
  const wrong: unknown[] = []
  const end = new AbortController()
  const running = (async () => {
    while (!end.signal.aborted) {
      const answers = await askAll(table)
      if (answers.some((answer, index) => answer !== ALL_WELL[index])) wrong.push(answers)
      await sleep(5)
    }
  })()
  return {
    async stop() {
      end.abort()
      await running
      return wrong
    },
  }
}

const set = (database: Database, domain: string, key: string) =>
  database.query('UPDATE mailconf.domain SET provider_key = $2 WHERE name = $1', [domain, key])

test('OPS-F14 kill -9 of the postmaster under load: known domains are answered, changes arrive afterwards', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table, told } = await openTable(database.url)
  await knowAll(table)
  const { stop } = load(table)
  await cluster.kill()
  await sleep(3000)
  // Only the database could tell.
  expect(await ask(table, 'never-asked.example')).toBe(503)
  await cluster.start()
  await waitFor(() => {
    expect(table.health()).toBe('ready')
    expect(told.at(-1)).toBe('well: the database answers')
  })
  expect(await stop()).toEqual([])
  await waitFor(async () => {
    expect(await ask(table, 'never-asked.example')).toBeUndefined()
  })
  await set(database, 'a.example', 'q')
  await waitFor(async () => {
    expect(await askAll(table)).toEqual(['q', 'q', 'none', 'Own', 'q'])
  })
  expect(told.join('\n')).not.toContain(PASSWORD)
})

test('OPS-F12 packets are swallowed: known domains at once, others 503, and fresh afterwards', async () => {
  const never = Array.from({ length: 20 }, (_, index) => `never-${index}.example\tp\n`)
  const settings = `${SETTINGS}domainFiles: [never.tsv]\n`
  const database = await databaseOf(cluster, settings, { 'never.tsv': never.join('') })
  const proxy = await startToyProxy(cluster.port)
  const { table } = await openTable(database.urlOf({ port: proxy.port }))
  await knowAll(table)
  proxy.mode = 'swallow'
  const { stop } = load(table)
  const asked = never.map((_, index) => ask(table, `never-${index}.example`))
  expect(new Set(await Promise.all(asked))).toEqual(new Set([503]))
  await waitFor(() => {
    expect(table.health()).toBe('degraded')
  })
  await set(database, 'a.example', 'q')
  expect(await stop()).toEqual([])
  proxy.mode = 'ok'
  await waitFor(async () => {
    expect(await ask(table, 'a.example')).toBe('q')
    expect(table.health()).toBe('ready')
  })
})

test('OPS-F13 all connections are terminated again and again', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  await knowAll(table)
  const { stop } = load(table)
  for (let round = 0; round < 5; round += 1) {
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mailconf' AND datname = $1",
      [database.name],
    )
    await sleep(200)
  }
  expect(await stop()).toEqual([])
  await set(database, 'b.example', 'p')
  await waitFor(async () => {
    expect(await ask(table, 'b.example')).toBe('p')
  })
  expect(table.figures.listenReconnects()).toBeGreaterThan(0)
})

test('OPS-F15 the tables are locked, then every reply takes a second: known domains do not wait', async () => {
  const never = 'never.example\tp\nother.example\tp\n'
  const settings = `${SETTINGS}domainFiles: [never.tsv]\n`
  const database = await databaseOf(cluster, settings, { 'never.tsv': never })
  const proxy = await startToyProxy(cluster.port)
  const { table } = await openTable(database.urlOf({ port: proxy.port }))
  await knowAll(table)
  const { stop } = load(table)
  const locker = await database.client()
  await locker.query('BEGIN; LOCK TABLE mailconf.domain')
  expect(await ask(table, 'never.example')).toBe(503)
  await locker.query('ROLLBACK')
  proxy.mode = 'slow'
  expect(await ask(table, 'other.example')).toBe(503)
  expect(await stop()).toEqual([])
  proxy.mode = 'ok'
  await waitFor(async () => {
    expect(await ask(table, 'other.example')).toBe('p')
  })
})

test('OPS-F16 a right is revoked: what is known is answered, and it is told once', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  await database.query(
    `CREATE ROLE reader_${database.name} LOGIN PASSWORD '${PASSWORD}';
     GRANT USAGE ON SCHEMA mailconf TO reader_${database.name};
     GRANT SELECT ON ALL TABLES IN SCHEMA mailconf TO reader_${database.name}`,
  )
  const { table, told } = await openTable(database.urlOf({ role: `reader_${database.name}` }))
  await knowAll(table)
  await database.query(
    `REVOKE SELECT ON ALL TABLES IN SCHEMA mailconf FROM reader_${database.name}`,
  )
  await waitFor(() => {
    expect(told).toContain('error: the database cannot be used: the role lacks a permission')
  })
  const { stop } = load(table)
  await sleep(1000)
  expect(await stop()).toEqual([])
  expect(told).toHaveLength(1)
})

test('OPS-F10 no database at the start: not ready, then ready by itself', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const proxy = await startToyProxy(cluster.port)
  proxy.mode = 'refuse'
  const { table, told } = await openTable(database.urlOf({ port: proxy.port }))
  expect(table.health()).toBe('starting')
  expect(await ask(table, 'a.example')).toBe(503)
  expect(told).toEqual(['error: the database cannot be used: it closed the connection'])
  proxy.mode = 'ok'
  await waitFor(() => {
    expect(table.health()).toBe('ready')
  })
  await waitFor(async () => {
    expect(await askAll(table)).toEqual(ALL_WELL)
  })
})

test('OPS-F10 no database at the start, but a snapshot: what was known is answered', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const folder = await temporaryFolder({})
  const snapshotFile = join(folder, 'snapshot')
  const first = await openTable(database.url, { snapshotFile })
  await knowAll(first.table)
  await first.table.close()
  const text = await readFile(snapshotFile, 'utf8')
  expect(text).not.toContain(PASSWORD)

  const proxy = await startToyProxy(cluster.port)
  proxy.mode = 'refuse'
  const url = database.urlOf({ port: proxy.port })
  const second = await openTable(url, { snapshotFile })
  expect(second.table.health()).toBe('degraded')
  expect(await askAll(second.table)).toEqual(ALL_WELL)
  expect(second.table.size).toBe(5)
  expect(await ask(second.table, 'unknown.example')).toBe(503)
  // What changed meanwhile is seen as soon as the database is.
  await set(database, 'a.example', 'q')
  proxy.mode = 'ok'
  await waitFor(async () => {
    expect(await ask(second.table, 'a.example')).toBe('q')
  })
})

test.each([
  ['cut', (text: string) => text.slice(0, -20)],
  ['changed', (text: string) => text.replace('"p"', '"q"')],
  ['empty', () => ''],
  ['of another kind', () => 'providers: {}\n'],
])('OPS-F30 a snapshot that is %s is not used', async (_what, spoil) => {
  const database = await databaseOf(cluster, SETTINGS)
  const folder = await temporaryFolder({})
  const snapshotFile = join(folder, 'snapshot')
  const first = await openTable(database.url, { snapshotFile })
  await knowAll(first.table)
  await first.table.close()
  await writeFile(snapshotFile, spoil(await readFile(snapshotFile, 'utf8')))
  const { table, told } = await openTable(database.urlOf({ port: 1 }), { snapshotFile })
  expect(table.health()).toBe('starting')
  expect(told[0]).toBe(
    'warning: SNAPSHOT_PATH: the file is not used: is no snapshot, or not a whole one',
  )
})

test('OPS-F30 a snapshot that cannot be written harms nothing', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table, told } = await openTable(database.url, { snapshotFile: '/proc/snapshot' })
  await knowAll(table)
  await table.close()
  expect(told.at(-1)).toContain('SNAPSHOT_PATH: the file cannot be written')
})

test('OPS-F17 a notification is lost: the change is seen by looking', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  expect(await ask(table, 'a.example')).toBe('p')
  // As behind a pooler: nobody ever hears anything.
  await database.query(
    `CREATE OR REPLACE FUNCTION mailconf.record_change(changes text[]) RETURNS void LANGUAGE sql
     SECURITY DEFINER AS 'INSERT INTO mailconf.settings_change (what) SELECT unnest(changes)'`,
  )
  await set(database, 'a.example', 'q')
  await waitFor(async () => {
    expect(await ask(table, 'a.example')).toBe('q')
  })
})

test('changes that commit in another order than they began are all seen', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  await knowAll(table)
  const early = await database.client()
  await early.query('BEGIN')
  await early.query("UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'a.example'")
  await set(database, 'b.example', 'p')
  await waitFor(async () => {
    expect(await ask(table, 'b.example')).toBe('p')
  })
  expect(await ask(table, 'a.example')).toBe('p')
  await early.query('COMMIT')
  await waitFor(async () => {
    expect(await ask(table, 'a.example')).toBe('q')
  })
})

test('a change is seen by every way of making it', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  await knowAll(table)
  expect(await ask(table, 'new.example')).toBeUndefined()
  expect(await ask(table, 'x.wild.example')).toBeUndefined()
  const steps: [sql: string, domain: string, answer: string | undefined][] = [
    [
      "INSERT INTO mailconf.domain (name, provider_key) VALUES ('new.example', 'p')",
      'new.example',
      'p',
    ],
    ["DELETE FROM mailconf.domain WHERE name = 'new.example'", 'new.example', undefined],
    [
      "INSERT INTO mailconf.domain (name, provider_key) VALUES ('*.wild.example', 'q')",
      'x.wild.example',
      'q',
    ],
    ["INSERT INTO mailconf.domain (name) VALUES ('x.wild.example')", 'x.wild.example', 'none'],
    [
      "UPDATE mailconf.provider SET display_name = 'P2' WHERE provider_key = 'p'",
      'a.example',
      'P2',
    ],
    ["UPDATE mailconf.domain SET overrides = NULL WHERE name = 'own.example'", 'own.example', 'P2'],
    // Where mailboxes moved to.
    [
      "UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'a.example'",
      'moved.example',
      'q',
    ],
    ["UPDATE mailconf.provider SET provider_key = 'r' WHERE provider_key = 'q'", 'b.example', 'q'],
    ['TRUNCATE mailconf.domain', 'b.example', undefined],
  ]
  for (const [sql, domain, answer] of steps) {
    await database.query(sql)
    await waitFor(async () => {
      expect([sql, await ask(table, domain)]).toEqual([sql, answer])
    })
  }
})

test('a server of a provider changes: whoever overrides something of it gets the new one as well', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  const hostOf = async (domain: string) => {
    const entry = await table.find(domain)
    return entry?.kind === 'settings' ? entry.provider.incomingServers[0]?.hostname : undefined
  }
  expect(await hostOf('own.example')).toBe('mail.p.example')
  const before = await table.find('b.example')
  await database.query(
    "UPDATE mailconf.server SET hostname = 'new.p.example' WHERE provider_key = 'p'",
  )
  for (const domain of ['a.example', 'own.example', 'moved.example']) {
    await waitFor(async () => {
      expect(await hostOf(domain)).toBe('new.p.example')
    })
  }
  // Nobody else's answers are made anew.
  expect(await table.find('b.example')).toBe(before)
})

test('OPS-F22 a provider becomes faulty: it is answered as it was, others change, and it is told', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table, told } = await openTable(database.url)
  await knowAll(table)
  await database.query(
    `UPDATE mailconf.provider SET documents = '{"nonsense": 1}' WHERE provider_key = 'p'`,
  )
  await database.query("UPDATE mailconf.provider SET display_name = 'Q2' WHERE provider_key = 'q'")
  await waitFor(async () => {
    expect(await ask(table, 'b.example')).toBe('Q2')
  })
  expect(await ask(table, 'a.example')).toBe('p')
  expect(table.figures.faultyProviders()).toBe(1)
  expect(told.join('\n')).toContain('error: the rows of provider p are not used: ')
  await database.query(
    "UPDATE mailconf.provider SET documents = NULL, display_name = 'P2' WHERE provider_key = 'p'",
  )
  await waitFor(async () => {
    expect(await ask(table, 'a.example')).toBe('P2')
  })
  expect(table.figures.faultyProviders()).toBe(0)
})

test('OPS-F22 a domain becomes faulty: it is answered as it was; one that never was sound cannot be', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table, told } = await openTable(database.url)
  expect(await ask(table, 'own.example')).toBe('Own')
  await database.query(
    `UPDATE mailconf.domain SET overrides = '{"displayName": 7}' WHERE name = 'own.example'`,
  )
  await database.query(
    "INSERT INTO mailconf.domain (name, redirect_addr) VALUES ('bad.example', 'nothing')",
  )
  await waitFor(async () => {
    expect(await ask(table, 'own.example')).toBe('Own')
    expect(told.join('\n')).toContain('the row of domain own.example is not used')
  })
  // It is unknown until its change is noticed.
  await waitFor(async () => {
    expect(await ask(table, 'bad.example')).toBe(503)
  })
  expect(await ask(table, 'a.example')).toBe('p')
})

test('everything is loaded anew while it is served: no failed request for known domains', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  await knowAll(table)
  const { stop } = load(table)
  const list = Array.from({ length: 30_000 }, (_, index) => `customer-${index}.example\tq\n`)
  await loadInto(database, `${SETTINGS}domainFiles: [list.tsv]\n`, { 'list.tsv': list.join('') })
  await waitFor(async () => {
    expect(await ask(table, 'customer-29999.example')).toBe('q')
    expect(table.size).toBe(30_005)
  })
  await loadInto(database, SETTINGS)
  await waitFor(async () => {
    expect(await ask(table, 'customer-29999.example')).toBeUndefined()
  })
  expect(await stop()).toEqual([])
})

// A machine without any time to spare gets another chance: a second without an answer is an outage.
test(
  'OPS-L5 5,000 clients ask for 1,000 domains after a start: all are answered, by a query each',
  {
    retry: 2,
  },
  async () => {
    const list = Array.from({ length: 1000 }, (_, index) => `c${index}.example\tq\n`).join('')
    const settings = `${SETTINGS}domainFiles: [list.tsv]\n`
    const database = await databaseOf(cluster, settings, { 'list.tsv': list })
    const { table } = await openTable(database.url)
    let queries = 0
    table.figures.onQuery(() => (queries += 1))
    const asked = Array.from({ length: 5000 }, (_, index) => ask(table, `c${index % 1000}.example`))
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['q']))
    expect(queries).toBeGreaterThanOrEqual(1000)
    expect(queries).toBeLessThan(1010)
  },
)
