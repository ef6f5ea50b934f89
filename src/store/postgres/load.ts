// db load: makes the tables equal to checked settings, in one transaction that touches only what differs.
import type { ClientBase } from 'pg'
import { parseDomain, parseWildcard } from '../../settings/domain.js'
import type { DomainEntry, Settings } from '../../settings/schema.js'
import type { Entry, MemoryTable } from '../../settings/table.js'
import { requireSchemaToWrite } from './migrate.js'
import { type DomainRow, NO_MAIL, type Row, rowOfDomain, rowsOfProvider } from './rows.js'

const ROWS_AT_ONCE = 10_000

export interface Changes {
  added: number
  changed: number
  removed: number
}

/** A provider has changed as well where its servers have. */
export interface LoadedRows {
  providers: Changes
  domains: Changes
}

/**
 * `table` is what `settings` made; it holds the lists besides. Readers see the old settings until the end, and then
 * the new ones. `progress` hears how many domains have been sent.
 */
export async function loadIntoDatabase(
  client: ClientBase,
  settings: Settings,
  table: MemoryTable,
  progress: (domains: number) => void,
): Promise<LoadedRows> {
  await client.query('BEGIN')
  try {
    await requireSchemaToWrite(client)
    await client.query("SET LOCAL lock_timeout = '10s'")
    // Others read on; who writes waits.
    await client.query(
      'LOCK TABLE mailconf.provider, mailconf.server, mailconf.domain IN SHARE ROW EXCLUSIVE MODE',
    )
    await stage(client, settings, table, progress)
    const changes = await makeEqual(client)
    await client.query('COMMIT')
    return changes
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Brings all rows into temporary tables, where the database compares them with what it has. */
async function stage(
  client: ClientBase,
  settings: Settings,
  table: MemoryTable,
  progress: (domains: number) => void,
): Promise<void> {
  for (const name of ['provider', 'server', 'domain']) {
    await client.query(`CREATE TEMPORARY TABLE new_${name} (LIKE mailconf.${name}) ON COMMIT DROP`)
  }
  const rows = Object.entries(settings.providers).map(([key, written]) =>
    rowsOfProvider(key, written),
  )
  await send(
    client,
    'provider',
    rows.map(({ provider }) => provider),
  )
  await send(
    client,
    'server',
    rows.flatMap(({ servers }) => servers),
  )
  let sent = 0
  let batch: DomainRow[] = []
  for (const row of domainRows(settings, table)) {
    if (batch.push(row) < ROWS_AT_ONCE) continue
    await send(client, 'domain', batch)
    sent += batch.length
    batch = []
    progress(sent)
  }
  await send(client, 'domain', batch)
  // Nothing does it by itself for temporary tables.
  for (const name of ['provider', 'server', 'domain']) await client.query(`ANALYZE new_${name}`)
}

async function send(
  client: ClientBase,
  table: string,
  rows: readonly (Row | DomainRow)[],
): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO new_${table} SELECT * FROM json_populate_recordset(NULL::mailconf.${table}, $1)`,
    [JSON.stringify(rows)],
  )
}

/** Every name of the table once: as the map "domains" writes it, else as own domain or line of a list. */
function* domainRows(settings: Settings, table: MemoryTable): Generator<DomainRow> {
  const written = new Map<string, DomainEntry>()
  for (const [text, entry] of Object.entries(settings.domains ?? {})) {
    const name = parseWildcard(text) ?? parseDomain(text)
    if (name !== undefined) written.set(name, entry)
  }
  for (const { key, domains } of table.providers.values()) {
    const told = new Set<string>()
    for (const { name, purpose = null } of domains) {
      if (told.has(name)) continue
      told.add(name)
      yield { ...NO_MAIL, name, provider_key: key, position: told.size, purpose }
    }
  }
  for (const [name, entry] of table.entries()) {
    const asWritten = written.get(name)
    if (asWritten !== undefined) yield rowOfDomain(name, asWritten)
    else if (!isOwn(entry)) yield { ...NO_MAIL, name, provider_key: keyOf(entry) }
  }
}

function isOwn(entry: Entry): boolean {
  return entry.kind === 'settings' && entry.publishes === 'own domains'
}

function keyOf(entry: Entry): string | null {
  return entry.kind === 'settings' ? entry.provider.key : null
}

/** Domains go before their providers, and come after them. */
async function makeEqual(client: ClientBase): Promise<LoadedRows> {
  const run = async (sql: string) => (await client.query(sql)).rowCount ?? 0
  const changedProviders = await run(CHANGED_PROVIDERS)
  const removedDomains = await run(removal('domain', ['name']))
  const addedProviders = await run(addition('provider', ['provider_key']))
  await run(change('provider', ['provider_key']))
  const server = ['provider_key', 'section', 'position']
  await run(removal('server', server))
  await run(change('server', server))
  await run(addition('server', server))
  const changedDomains = await run(change('domain', ['name']))
  const addedDomains = await run(addition('domain', ['name']))
  const removedProviders = await run(removal('provider', ['provider_key']))
  return {
    providers: { added: addedProviders, changed: changedProviders, removed: removedProviders },
    domains: { added: addedDomains, changed: changedDomains, removed: removedDomains },
  }
}

const servers = (table: string) =>
  `(SELECT array_agg(server::text ORDER BY section, position) FROM ${table} AS server
    WHERE server.provider_key = old.provider_key)`

const CHANGED_PROVIDERS = `
  SELECT FROM new_provider AS new JOIN mailconf.provider AS old USING (provider_key)
  WHERE old::text IS DISTINCT FROM new::text
    OR ${servers('mailconf.server')} IS DISTINCT FROM ${servers('new_server')}`

function same(key: readonly string[]): string {
  return key.map((column) => `old.${column} = new.${column}`).join(' AND ')
}

function removal(table: string, key: readonly string[]): string {
  return `DELETE FROM mailconf.${table} AS old
    WHERE NOT EXISTS (SELECT FROM new_${table} AS new WHERE ${same(key)})`
}

function addition(table: string, key: readonly string[]): string {
  return `INSERT INTO mailconf.${table} SELECT new.* FROM new_${table} AS new
    WHERE NOT EXISTS (SELECT FROM mailconf.${table} AS old WHERE ${same(key)})`
}

// An upsert would lock, and so write, every row that stays as it is.
function change(table: string, key: readonly string[]): string {
  const columns = COLUMNS[table] ?? []
  const list = columns.join(', ')
  return `UPDATE mailconf.${table} AS old SET (${list}) = ROW (${columns.map((one) => `new.${one}`).join(', ')})
    FROM new_${table} AS new WHERE ${same(key)} AND old::text IS DISTINCT FROM new::text`
}

/** Those that are no key. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  provider: [
    ...['id', 'display_name', 'display_short_name', 'hostname', 'socket_type'],
    ...['authentication', 'username', 'documents'],
  ],
  server: [
    ...['type', 'hostname', 'port', 'socket_type', 'url', 'authentication', 'username', 'options'],
  ],
  domain: ['provider_key', 'position', 'purpose', 'overrides', 'redirect', 'redirect_addr'],
}
