// db migrate: brings the tables to the version of this program, in one transaction, one program at a time.
import type { ClientBase, QueryResultRow } from 'pg'
import { UnfitSchema } from './connection.js'
import { MIGRATIONS, SCHEMA_VERSION } from './migrations.js'
import type { Query } from './pool.js'

/** "mailconf" in letters of a telephone: any number does that nobody else locks. */
const LOCK = 62452663

interface Versions {
  version: number
  oldestReader: number
}

/**
 * Runs what is missing; nothing, the second time. Gives the versions before and after.
 * Refuses tables that a newer program made.
 */
export async function migrate(client: ClientBase): Promise<{ from: number; to: number }> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const before = await versionsOf(queryOf(client))
    if (before.version > SCHEMA_VERSION) throw new UnfitSchema(tooNew(before.version))
    if (before.version === 0) await prepare(client)
    for (const { version, oldestReader, sql } of MIGRATIONS.slice(before.version)) {
      await client.query(sql)
      const row = 'INSERT INTO mailconf.schema_version (version, oldest_reader) VALUES ($1, $2)'
      await client.query(row, [version, oldestReader])
    }
    await client.query('COMMIT')
    return { from: before.version, to: SCHEMA_VERSION }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Throws UnfitSchema where the tables are not there, too old, or too new to be read. */
export async function requireSchema(query: Query): Promise<void> {
  const { version, oldestReader } = await versionsOf(query)
  if (version < SCHEMA_VERSION) {
    throw new UnfitSchema(
      version === 0
        ? 'it has no tables of ours, or the role may not see them; run: mailconf db migrate'
        : `its tables have version ${version}, this program needs ${SCHEMA_VERSION}; run: mailconf db migrate`,
    )
  }
  if (oldestReader > SCHEMA_VERSION) throw new UnfitSchema(tooNew(version))
}

/** The same for who writes: what a newer program keeps would be lost. */
export async function requireSchemaToWrite(client: ClientBase): Promise<void> {
  const query = queryOf(client)
  await requireSchema(query)
  const { version } = await versionsOf(query)
  if (version > SCHEMA_VERSION) throw new UnfitSchema(tooNew(version))
}

function tooNew(version: number): string {
  return `its tables have version ${version}, this program knows ${SCHEMA_VERSION}; use a newer program`
}

async function versionsOf(query: Query): Promise<Versions> {
  const [found] = await query<{ there: boolean }>(
    "SELECT to_regclass('mailconf.schema_version') IS NOT NULL AS there",
  )
  if (found?.there !== true) return { version: 0, oldestReader: 0 }
  const [last] = await query<{ version: number; oldest_reader: number }>(
    'SELECT version, oldest_reader FROM mailconf.schema_version ORDER BY version DESC LIMIT 1',
  )
  return { version: last?.version ?? 0, oldestReader: last?.oldest_reader ?? 0 }
}

/** For what a connection and a pool can be asked alike. */
export function queryOf(client: ClientBase): Query {
  return async <Row extends QueryResultRow>(sql: string, values?: unknown[]) =>
    (await client.query<Row>(sql, values)).rows
}

async function prepare(client: ClientBase): Promise<void> {
  // Who may not create a schema may be given an empty one.
  const { rows } = await client.query("SELECT FROM pg_namespace WHERE nspname = 'mailconf'")
  if (rows.length === 0) await client.query('CREATE SCHEMA mailconf')
  await client.query(`CREATE TABLE mailconf.schema_version (
    version integer PRIMARY KEY,
    oldest_reader integer NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  )`)
}
