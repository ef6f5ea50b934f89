// The way to the database: with sslmode=verify-full it is by TLS, to the right server, or not at all.
import { chown, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import {
  certify,
  type CertificateWish,
  DAY_MS,
  type Holder,
  keyPem,
  pem,
} from '../helpers/certificates.js'
import { temporaryFolder } from '../helpers/settings.js'
import { type Cluster, type Database, startCluster } from './cluster.js'
import { databaseOf, openTable } from './store.js'

let cluster: Cluster
let authority: Holder
let database: Database
beforeAll(async () => {
  cluster = await startCluster()
  authority = await certify({ name: 'Ours', isAuthority: true })
  return cluster.stop
})

const SETTINGS = `providers:
  p: { displayName: P, hostname: mail.p.example, incomingServers: [imap], outgoingServers: [smtp] }
domains: { a.example: p }
`
beforeEach(async () => {
  database = await databaseOf(cluster, SETTINGS)
})

/** PostgreSQL shows this certificate from now on. */
async function present(wish: Partial<CertificateWish>): Promise<void> {
  const issuer = authority
  const shown = await certify({ name: 'db', alternativeNames: ['localhost'], issuer, ...wish })
  const [row] = await database.query<{ data_directory: string }>('SHOW data_directory')
  const data = row?.data_directory ?? ''
  const { uid, gid } = await stat(data)
  for (const [file, text] of [
    ['server.crt', pem(shown)],
    ['server.key', keyPem(shown)],
  ] as const) {
    await writeFile(join(data, file), text, { mode: 0o600 })
    await chown(join(data, file), uid, gid)
  }
  await database.query('ALTER SYSTEM SET ssl = on')
  await reload()
  expect(await database.query('SHOW ssl')).toEqual([{ ssl: 'on' }])
}

async function reload(): Promise<void> {
  const client = await database.client()
  const loadedAt = async () =>
    (await client.query<{ at: string }>('SELECT pg_conf_load_time()::text AS at')).rows[0]?.at
  const before = await loadedAt()
  await client.query('SELECT pg_reload_conf()')
  await vi.waitFor(async () => {
    expect(await loadedAt()).not.toBe(before)
  }, 20_000)
  await client.end()
}

/** As an admin writes it, who knows this authority. */
async function verified(known: Holder): Promise<string> {
  const folder = await temporaryFolder({ 'ca.pem': pem(known) })
  const url = database.url.replace('127.0.0.1', 'localhost')
  return `${url}?sslmode=verify-full&sslrootcert=${join(folder, 'ca.pem')}`
}

/** How those that the service has opened are connected: by TLS or not. */
async function connections(): Promise<boolean[]> {
  const rows = await database.query<{ ssl: boolean }>(
    `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
     WHERE application_name = 'mailconf' AND datname = current_database()`,
  )
  return rows.map(({ ssl }) => ssl)
}

test('OPS-F33 the right certificate: every connection is by TLS', async () => {
  await present({})
  const { table } = await openTable(await verified(authority))
  expect(table.health()).toBe('ready')
  await vi.waitFor(async () => {
    expect(await table.find('a.example')).toMatchObject({ kind: 'settings' })
  }, 20_000)
  const ways = await connections()
  expect(ways.length).toBeGreaterThan(0)
  expect(new Set(ways)).toEqual(new Set([true]))
})

test.each<[what: string, wish: Partial<CertificateWish>, says: string]>([
  ['has expired', { notBefore: -3 * DAY_MS, notAfter: -DAY_MS }, 'its certificate has expired'],
  [
    'is for another name',
    { alternativeNames: ['db.example'] },
    'its certificate is for another name',
  ],
  [
    'is signed by itself',
    { issuer: undefined },
    'its certificate is signed by nobody known; see sslrootcert',
  ],
])('OPS-F33 a certificate that %s: refused, and never the plain way', async (_what, wish, says) => {
  await present(wish)
  const { table, told } = await openTable(await verified(authority))
  expect(table.health()).toBe('starting')
  expect(told).toEqual([`error: the database cannot be used: ${says}`])
  await expect(table.find('a.example')).rejects.toMatchObject({ statusCode: 503 })
  expect(await connections()).toEqual([])
})

test('OPS-F33 an authority that is not known: refused, and never the plain way', async () => {
  await present({})
  const stranger = await certify({ name: 'Stranger', isAuthority: true })
  const { table, told } = await openTable(await verified(stranger))
  expect(table.health()).toBe('starting')
  expect(told).toEqual([
    'error: the database cannot be used: its certificate is signed by nobody known; see sslrootcert',
  ])
  expect(await connections()).toEqual([])
})

test('OPS-F33 a server that speaks no TLS: refused, and never the plain way', async () => {
  await database.query('ALTER SYSTEM SET ssl = off')
  await reload()
  const { table, told } = await openTable(await verified(authority))
  expect(table.health()).toBe('starting')
  expect(told).toEqual(['error: the database cannot be used: it speaks no TLS; see sslmode'])
  expect(await connections()).toEqual([])
})

test('OPS-F33 the certificate expires while it is served: what is known is answered, then it is fresh again', async () => {
  await present({})
  const { table, told } = await openTable(await verified(authority))
  await vi.waitFor(async () => {
    expect(await table.find('a.example')).toMatchObject({ kind: 'settings' })
  }, 20_000)
  await present({ notBefore: -3 * DAY_MS, notAfter: -DAY_MS })
  await database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mailconf' AND datname = current_database()",
  )
  await vi.waitFor(() => {
    expect(told.join('\n')).toContain('its certificate has expired')
  }, 20_000)
  expect(await table.find('a.example')).toMatchObject({ kind: 'settings' })
  expect(await connections()).toEqual([])
  await present({})
  await vi.waitFor(() => {
    expect(table.health()).toBe('ready')
    expect(told.at(-1)).toBe('well: the database answers')
  }, 20_000)
  expect(new Set(await connections())).toEqual(new Set([true]))
})
