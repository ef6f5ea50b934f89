// Many changes, changes that undo each other, and tables of a newer program.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/settings.js'
import { ask, provider, waitFor } from './asking.js'
import { type Cluster, type Database, startCluster } from './cluster.js'
import { databaseOf, openTable } from './store.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

const SETTINGS = `providers: { p: ${provider('p')}, q: ${provider('q')} }
domains: { a.example: p, b.example: q }
`

async function addCustomers(database: Database, count: number): Promise<void> {
  await database.query(
    `INSERT INTO mailconf.domain (name, provider_key)
     SELECT 'c' || n || '.example', 'p' FROM generate_series(1, $1) AS n`,
    [count],
  )
}

test('OPS-F18 10,000 changes in one transaction: all are seen, and none is asked for that nobody asks for', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  await addCustomers(database, 10_000)
  const { table } = await openTable(database.url)
  for (const domain of ['c1.example', 'c10000.example', 'b.example']) await ask(table, domain)
  let queries = 0
  table.figures.onQuery(() => (queries += 1))
  await database.query(`DO $$ BEGIN FOR n IN 1..10000 LOOP
    UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'c' || n || '.example';
  END LOOP; END $$`)
  await waitFor(async () => {
    expect(await ask(table, 'c1.example')).toBe('q')
    expect(await ask(table, 'c10000.example')).toBe('q')
  })
  expect(queries).toBeLessThan(50)
  expect(await ask(table, 'b.example')).toBe('q')
})

test('OPS-F18 10,000 transactions: all are seen, and the log is not read once for each', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  await addCustomers(database, 10_000)
  const { table } = await openTable(database.url)
  for (const domain of ['c1.example', 'c10000.example']) await ask(table, domain)
  let queries = 0
  table.figures.onQuery(() => (queries += 1))
  await database.query(`CREATE PROCEDURE change_all() LANGUAGE plpgsql AS $$
    BEGIN FOR n IN 1..10000 LOOP
      UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'c' || n || '.example';
      COMMIT;
    END LOOP; END $$`)
  await database.query('SET synchronous_commit = off')
  await database.query('CALL change_all()')
  await waitFor(async () => {
    expect(await ask(table, 'c1.example')).toBe('q')
    expect(await ask(table, 'c10000.example')).toBe('q')
  })
  expect(queries).toBeLessThan(5000)
}, 120_000)

test('OPS-F20 deleted and there again with another provider, before anybody could look: the last state, and it stays', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const opened = await Promise.all([openTable(database.url), openTable(database.url)])
  const askBoth = () => Promise.all(opened.map(({ table }) => ask(table, 'a.example')))
  await waitFor(async () => {
    expect(await askBoth()).toEqual(['p', 'p'])
  })
  for (let turn = 0; turn < 20; turn += 1) {
    await database.query("DELETE FROM mailconf.domain WHERE name = 'a.example'")
    await database.query(
      "INSERT INTO mailconf.domain (name, provider_key) VALUES ('a.example', $1)",
      [turn % 2 === 0 ? 'p' : 'q'],
    )
  }
  await waitFor(async () => {
    expect(await askBoth()).toEqual(['q', 'q'])
  })
  const later = new Set<unknown>()
  for (let times = 0; times < 50; times += 1) {
    for (const answer of await askBoth()) later.add(answer)
    await sleep(20)
  }
  expect(later).toEqual(new Set(['q']))
})

test('OPS-F21 two instances under a change every 50 ms: both end where the database is', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  await addCustomers(database, 20)
  const opened = await Promise.all([openTable(database.url), openTable(database.url)])
  const names = Array.from({ length: 20 }, (_, index) => `c${index + 1}.example`)
  const askAll = () =>
    Promise.all(opened.map(({ table }) => Promise.all(names.map((name) => ask(table, name)))))
  for (let turn = 0; turn < 100; turn += 1) {
    await database.query('UPDATE mailconf.domain SET provider_key = $2 WHERE name = $1', [
      names[(turn * 7) % 20],
      turn % 3 === 0 ? 'q' : 'p',
    ])
    if (turn % 10 === 0) await askAll()
    await sleep(50)
  }
  const rows = await database.query<{ name: string; provider_key: string }>(
    'SELECT name, provider_key FROM mailconf.domain',
  )
  const last = names.map((name) => rows.find((row) => row.name === name)?.provider_key)
  await waitFor(async () => {
    expect(await askAll()).toEqual([last, last])
  })
})

const VERSION = 'INSERT INTO mailconf.schema_version (version, oldest_reader) VALUES (99, $1)'

test('OPS-F43 tables of a newer program that this one can read: it answers, and sees changes', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const older = await openTable(database.url)
  await database.query(VERSION, [1])
  await database.query("ALTER TABLE mailconf.domain ADD COLUMN later text DEFAULT 'x'")
  const started = await openTable(database.url)
  for (const { table } of [older, started]) {
    await waitFor(async () => {
      expect(await ask(table, 'a.example')).toBe('p')
    })
  }
  await database.query("UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'a.example'")
  for (const { table, told } of [older, started]) {
    await waitFor(async () => {
      expect(await ask(table, 'a.example')).toBe('q')
    })
    expect(told).toEqual([])
  }
})

test('OPS-F43 tables that only a newer program can read: refused at the start, and used when they are back', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  await database.query(VERSION, [99])
  const { table, told } = await openTable(database.url)
  expect(table.health()).toBe('starting')
  expect(await ask(table, 'a.example')).toBe(503)
  expect(told).toEqual([
    'error: the database cannot be used: its tables have version 99, this program knows 1; use a newer program',
  ])
  await database.query('DELETE FROM mailconf.schema_version WHERE version = 99')
  await waitFor(async () => {
    expect(table.health()).toBe('ready')
    expect(await ask(table, 'a.example')).toBe('p')
  })
})

test('OPS-F43 tables that become those of a newer program: what is known is answered, nothing else is read', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  expect(await ask(table, 'a.example')).toBe('p')
  await database.query(VERSION, [99])
  await waitFor(() => {
    expect(table.health()).toBe('degraded')
  })
  await database.query("UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'a.example'")
  expect(await ask(table, 'a.example')).toBe('p')
  expect(await ask(table, 'b.example')).toBe(503)
})

test('OPS-G9 a provider whose key changes: its domains are answered on, also when the database goes away then', async () => {
  const other = await startCluster()
  try {
    const database = await databaseOf(other, SETTINGS)
    const { table } = await openTable(database.url)
    expect(await ask(table, 'a.example')).toBe('p')
    await database.query(
      "UPDATE mailconf.provider SET provider_key = 'renamed' WHERE provider_key = 'p'",
    )
    await database.query(
      "INSERT INTO mailconf.domain (name, provider_key) VALUES ('new.example', 'renamed')",
    )
    const wrong: unknown[] = []
    await waitFor(async () => {
      const answer = await ask(table, 'a.example')
      if (answer !== 'p') wrong.push(answer)
      expect(await ask(table, 'new.example')).toBe('p')
    })
    await other.kill()
    await waitFor(() => {
      expect(table.health()).toBe('degraded')
    })
    expect(await ask(table, 'a.example')).toBe('p')
    expect(wrong).toEqual([])
  } finally {
    await other.stop()
  }
})

test('OPS-F22 rows of a provider that cannot be used: it is as it last could, also after a start with the snapshot', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const snapshotFile = join(await temporaryFolder({}), 'snapshot')
  const before = await openTable(database.url, { snapshotFile })
  expect(await ask(before.table, 'a.example')).toBe('p')
  await database.query(
    `UPDATE mailconf.provider SET documents = '{"nonsense": 1}' WHERE provider_key = 'p'`,
  )
  await waitFor(() => {
    expect(before.table.figures.faultyProviders()).toBe(1)
  })
  expect(await ask(before.table, 'a.example')).toBe('p')
  await before.table.close()
  const { table } = await openTable(database.url, { snapshotFile })
  expect(table.health()).toBe('ready')
  expect(await ask(table, 'a.example')).toBe('p')
})

test('OPS-G9 a provider and a domain that change together: no answer is made of the one before and the other after', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  // Nobody is told: only a look at the log would show it, some seconds later.
  await database.query(`CREATE OR REPLACE FUNCTION mailconf.record_change(changes text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
    AS 'INSERT INTO mailconf.settings_change (what) SELECT unnest(changes)'`)
  await addCustomers(database, 5)
  await database.query("UPDATE mailconf.domain SET provider_key = 'q' WHERE name LIKE 'c%'")
  const { table } = await openTable(database.url)
  expect(await ask(table, 'a.example')).toBe('p')
  for (let round = 1; round <= 5; round += 1) {
    await database.query(`BEGIN;
      UPDATE mailconf.provider SET display_name = 'p${round}' WHERE provider_key = 'p';
      UPDATE mailconf.domain SET provider_key = 'p' WHERE name = 'c${round}.example';
      COMMIT`)
    expect(await ask(table, `c${round}.example`)).toBe(`p${round}`)
  }
})
