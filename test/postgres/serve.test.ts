// The built program with DATABASE_URL.
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { CONFIG, type Ended, serve, type Service } from '../cli/mailconf.js'
import { temporaryFolder } from '../helpers/settings.js'
import { type Cluster, PASSWORD, startCluster } from './cluster.js'
import { databaseOf } from './store.js'
import { startToyProxy } from './toy-proxy.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

const SETTINGS = `providers:
  p: { displayName: Of the database, hostname: mail.p.example, incomingServers: [imap], outgoingServers: [smtp] }
domains: { a.example: p, b.example: p }
`
const TOP_LEVEL =
  'publicUrl: https://setup.example.net\nsupport: https://help.example.net/\nproviders: {}\n'

async function served(variables: Readonly<Record<string, string>>): Promise<Service> {
  const service = await serve([], { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'trace', ...variables })
  if ('code' in service) throw new Error(`ended with ${String(service.code)}: ${service.err}`)
  return service
}

async function get(url: string): Promise<{ status: number; text: string; retry: string | null }> {
  const response = await fetch(url, { headers: { connection: 'close' } })
  const text = await response.text()
  return { status: response.status, text, retry: response.headers.get('retry-after') }
}

const configOf = ({ url }: Service, domain: string) =>
  get(`${url}/mail/config-v1.1.xml?emailaddress=x@${domain}`)

function withoutPassword({ out, err }: Ended): void {
  expect(`${out}${err}`).not.toContain(PASSWORD)
  expect(`${out}${err}`).not.toContain('postgresql://')
}

test('PG serve: providers and domains of the database, the top level of the file', async () => {
  const { url: DATABASE_URL } = await databaseOf(cluster, SETTINGS)
  const folder = await temporaryFolder({ 'top.yaml': TOP_LEVEL })
  const service = await served({ DATABASE_URL, MAILCONF_CONFIG: join(folder, 'top.yaml') })
  expect(service.first).toMatchObject({ msg: 'mailconf listens', domains: 2 })
  const answer = await configOf(service, 'a.example')
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('<displayName>Of the database</displayName>')
  expect((await configOf(service, 'example.lt')).status).toBe(404)
  const page = await get(`${service.url}/?email=x@a.example`)
  expect(page.text).toContain('https://help.example.net/')
  expect(await get(`${service.admin}/readyz`)).toMatchObject({
    status: 200,
    text: '{"status":"ready"}',
  })
  const { text } = await get(`${service.admin}/metrics`)
  for (const line of [
    'mailconf_store_up{store="postgres"} 1',
    'mailconf_settings_domains 2',
    'mailconf_store_faulty_providers{store="postgres"} 0',
    'mailconf_listen_reconnects_total{store="postgres"} 0',
    'mailconf_cache_entries{cache="domains"} 1',
    'mailconf_cache_evictions_total{cache="domains"} 0',
  ]) {
    expect(text).toContain(`${line}\n`)
  }
  // Whether an unknown name costs a query depends on whether all names have been read.
  expect(text).toMatch(/^mailconf_lookups_total\{result="miss"\} [12]$/m)
  expect(text).toMatch(/^mailconf_cache_entries\{cache="unknown"\} [01]$/m)
  expect(text).toMatch(/^mailconf_store_staleness_seconds\{store="postgres"\} \d/m)
  expect(text).not.toContain(PASSWORD)
  await configOf(service, 'b.example')
  expect((await get(`${service.admin}/metrics`)).text).toMatch(
    /^mailconf_store_query_duration_seconds_count\{store="postgres"\} [1-9]/m,
  )
  const ended = await service.stop()
  expect(ended).toMatchObject({ code: 0, err: '' })
  withoutPassword(ended)
})

test('PG serve: a database that is away is waited for, with readiness to match, and nothing secret is told', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const proxy = await startToyProxy(cluster.port)
  proxy.mode = 'refuse'
  const folder = await temporaryFolder({})
  const service = await served({
    DATABASE_URL: database.urlOf({ port: proxy.port }),
    SNAPSHOT_PATH: join(folder, 'snapshot'),
  })
  expect(await get(`${service.admin}/readyz`)).toMatchObject({
    status: 503,
    text: '{"status":"starting"}',
  })
  expect((await get(`${service.admin}/healthz`)).status).toBe(200)
  expect(await configOf(service, 'a.example')).toMatchObject({ status: 503, retry: '5' })
  proxy.mode = 'ok'
  await vi.waitFor(
    async () => {
      expect((await configOf(service, 'a.example')).status).toBe(200)
      expect((await get(`${service.admin}/readyz`)).text).toBe('{"status":"ready"}')
      // Counted beside everything else, so it may come last.
      expect((await get(`${service.admin}/metrics`)).text).toContain(
        'mailconf_settings_domains 2\n',
      )
    },
    { timeout: 20_000, interval: 100 },
  )
  proxy.mode = 'refuse'
  proxy.reset()
  await vi.waitFor(
    async () => {
      expect(await get(`${service.admin}/readyz`)).toMatchObject({
        status: 200,
        text: '{"status":"degraded"}',
      })
    },
    { timeout: 20_000, interval: 100 },
  )
  expect((await configOf(service, 'a.example')).status).toBe(200)
  expect((await configOf(service, 'never-asked.example')).status).toBe(503)
  expect((await get(`${service.admin}/metrics`)).text).toContain(
    'mailconf_store_up{store="postgres"} 0\n',
  )
  const ended = await service.stop()
  expect(ended.code).toBe(0)
  expect(ended.out).toContain('"msg":"the settings store has a problem"')
  withoutPassword(ended)

  // It starts with what it knew.
  const again = await served({
    DATABASE_URL: database.urlOf({ port: proxy.port }),
    SNAPSHOT_PATH: join(folder, 'snapshot'),
  })
  expect(again.first).toMatchObject({ domains: 2 })
  expect((await configOf(again, 'a.example')).status).toBe(200)
  expect((await get(`${again.admin}/readyz`)).text).toBe('{"status":"degraded"}')
  await again.stop()
})

test('PG serve: tables that are not there yet are waited for as well', async () => {
  const database = await cluster.database()
  const service = await served({ DATABASE_URL: database.url })
  expect((await get(`${service.admin}/readyz`)).status).toBe(503)
  const ended = await service.stop()
  expect(ended.out).toContain('run: mailconf db migrate')
  withoutPassword(ended)
})

test('PG serve: the role of the documentation is enough, and can change nothing', async () => {
  const database = await databaseOf(cluster, SETTINGS)
  const role = `reads_${database.name}`
  await database.query(`CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}';
    ALTER ROLE ${role} SET default_transaction_read_only = on;
    GRANT USAGE ON SCHEMA mailconf TO ${role};
    GRANT SELECT ON ALL TABLES IN SCHEMA mailconf TO ${role}`)
  const url = database.urlOf({ role })
  const service = await served({
    DATABASE_URL: url,
    MAILCONF_CONFIG: join(CONFIG, 'settings.yaml'),
  })
  expect((await configOf(service, 'a.example')).status).toBe(200)
  await database.query(
    "INSERT INTO mailconf.domain (name, provider_key) VALUES ('new.example', 'p')",
  )
  await vi.waitFor(
    async () => {
      expect((await configOf(service, 'new.example')).status).toBe(200)
    },
    { timeout: 20_000, interval: 100 },
  )
  await service.stop()
})
