// db export: the tables as they are at one moment, a slice at a time.
import type { ClientBase } from 'pg'
import { queryOf, requireSchema } from './migrate.js'
import { type DomainRow, providerOfRows } from './rows.js'
import { PROVIDERS, type ProviderRecord } from './provider-records.js'

const ROWS_AT_ONCE = 10_000

export interface Exported {
  /** Key and provider, as written. */
  providers(list: readonly (readonly [string, object])[]): Promise<void>
  domains(rows: readonly DomainRow[]): Promise<void>
}

/** Hands over all providers, then all domains that are not a provider's own, in the order of their names. */
export async function exportFromDatabase(client: ClientBase, to: Exported): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await requireSchema(queryOf(client))
  const { rows } = await client.query<ProviderRecord>(PROVIDERS)
  await to.providers(
    rows.map(({ provider, servers, own }) => [
      String(provider['provider_key']),
      providerOfRows(provider, servers, own),
    ]),
  )
  await client.query(`DECLARE domains CURSOR FOR
    SELECT * FROM mailconf.domain WHERE position IS NULL ORDER BY name`)
  for (;;) {
    const slice = await client.query<DomainRow>(`FETCH ${ROWS_AT_ONCE} FROM domains`)
    if (slice.rows.length === 0) break
    await to.domains(slice.rows)
  }
  await client.query('COMMIT')
}
