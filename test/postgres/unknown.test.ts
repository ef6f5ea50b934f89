// Names that strangers make up: known to be unknown without a query, and never in the way of those that are hosted.
import { beforeAll, expect, test } from 'vitest'
import { isServiceName } from '../../src/settings/service-names.js'
import type { DatabaseTable } from '../../src/store/postgres/database-table.js'
import { waitFor } from './asking.js'
import { type Cluster, startCluster } from './cluster.js'
import { databaseOf, openTable } from './store.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

const SETTINGS = `providers:
  p: { displayName: P, hostname: mail.p.example, incomingServers: [imap], outgoingServers: [smtp] }
domains: { a.example: p, b.example: p, '*.wild.example': p }
`

/** Counts the queries of a table from now on. */
function countQueries(table: DatabaseTable): { readonly queries: number } {
  const count = { queries: 0 }
  table.figures.onQuery(() => {
    count.queries += 1
  })
  return count
}

/** The names have been read: an unknown one costs no query. */
async function readAll(table: DatabaseTable): Promise<void> {
  await waitFor(async () => {
    const count = countQueries(table)
    await table.find(`${Math.random()}.unknown.test`)
    expect(count.queries).toBe(0)
  })
}

test('OPS-L8 20,000 unknown names cost no query, and hosted ones are found meanwhile', async () => {
  const { url } = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(url)
  await readAll(table)
  const count = countQueries(table)
  for (let index = 0; index < 20_000; index += 1) {
    expect(await table.find(`flood-${index}.example`)).toBeUndefined()
  }
  // The look at the change log every few seconds goes on.
  expect(count.queries).toBeLessThan(10)
  expect((await table.find('a.example'))?.kind).toBe('settings')
  expect((await table.find('any.wild.example'))?.kind).toBe('settings')
  expect(table.figures.cache.entries.unknown).toBeLessThan(10)
})

test('OPS-L7 the same for names of certificates; a hosted one is looked up once', async () => {
  const { url } = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(url)
  await readAll(table)
  const count = countQueries(table)
  for (let index = 0; index < 2000; index += 1) {
    expect(await isServiceName(`autoconfig.flood-${index}.example`, table)).toBe(false)
    expect(await isServiceName('autoconfig.a.example', table)).toBe(true)
    expect(await isServiceName('autodiscover.b.example', table)).toBe(true)
    expect(await isServiceName('autodiscover.any.wild.example', table)).toBe(false)
  }
  expect(count.queries).toBeLessThan(10)
})

test('a domain that comes is hosted within seconds, by itself, in a crowd, and as a wildcard', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const { table } = await openTable(database.url)
  await readAll(table)
  const isHosted = (domain: string) =>
    waitFor(async () => {
      expect((await table.find(domain))?.kind).toBe('settings')
    })
  expect(await table.find('new.example')).toBeUndefined()
  const insert = 'INSERT INTO mailconf.domain (name, provider_key)'
  await database.query(`${insert} VALUES ('new.example', 'p')`)
  await isHosted('new.example')
  await database.query(
    `${insert} SELECT 'crowd-' || n || '.example', 'p' FROM generate_series(1, 5000) AS n`,
  )
  await isHosted('crowd-4999.example')
  await database.query(`${insert} VALUES ('*.later.example', 'p')`)
  await isHosted('any.later.example')
  await database.query("DELETE FROM mailconf.domain WHERE name = 'new.example'")
  await waitFor(async () => {
    expect(await table.find('new.example')).toBeUndefined()
  })
})

test('OPS-F37 while the database is away: names that were answered for may have certificates, others are told 503', async () => {
  const other = await startCluster()
  try {
    const { url } = await databaseOf(other, SETTINGS)
    const { table } = await openTable(url)
    expect(await isServiceName('autoconfig.a.example', table)).toBe(true)
    await other.kill()
    await waitFor(() => {
      expect(table.health()).toBe('degraded')
    })
    expect(await isServiceName('autoconfig.a.example', table)).toBe(true)
    await waitFor(async () => {
      const asked = isServiceName('autoconfig.never-asked.example', table)
      await expect(asked).rejects.toMatchObject({ statusCode: 503 })
    })
  } finally {
    await other.stop()
  }
})
