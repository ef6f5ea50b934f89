// The providers of the database, in memory: checked like those of a file, and one by one, so that a faulty row
// harms nobody else.
import { isDeepStrictEqual } from 'node:util'
import { type OwnedProviderRow, providerRow } from '../../settings/build-table.js'
import { parseSettings } from '../../settings/parse.js'
import type { Problem } from '../../settings/problems.js'
import { PROVIDERS, type ProviderRecord } from './provider-records.js'
import type { Query } from './pool.js'
import { providerOfRows } from './rows.js'

export interface Providers {
  /** By key: those of the database. */
  rows: ReadonlyMap<string, OwnedProviderRow>
  /** Those that are there no more. Domains that were read before still name them, until they are read again. */
  former: ReadonlyMap<string, OwnedProviderRow>
  /** What each of both was made of: for the snapshot. */
  records: ReadonlyMap<string, ProviderRecord>
  /** Keys of those whose rows cannot be used: they are as they last could, or not there. */
  faulty: ReadonlyMap<string, string>
}

export const NO_PROVIDERS: Providers = {
  rows: new Map(),
  former: new Map(),
  records: new Map(),
  faulty: new Map(),
}

export async function readProviders(query: Query): Promise<ProviderRecord[]> {
  return query<ProviderRecord>(PROVIDERS)
}

/** What did not change stays the same object, with all the answers that were made of it. */
export function resolveProviders(found: readonly ProviderRecord[], before: Providers): Providers {
  const known = new Map([...before.former, ...before.rows])
  const rows = new Map<string, OwnedProviderRow>()
  const records = new Map(before.records)
  const faulty = new Map<string, string>()
  for (const record of found) {
    const key = String(record.provider['provider_key'])
    const last = known.get(key)
    const isSame = last !== undefined && isDeepStrictEqual(before.records.get(key), record)
    const made = isSame ? last : makeRow(key, record)
    if (typeof made === 'string') faulty.set(key, made)
    else records.set(key, record)
    const row = typeof made === 'string' ? last : made
    if (row !== undefined) rows.set(key, row)
  }
  const former = new Map([...known].filter(([key]) => !rows.has(key)))
  return { rows, former, records, faulty }
}

/** A sentence where the rows are no provider. */
function makeRow(
  key: string,
  { provider, servers, own }: ProviderRecord,
): OwnedProviderRow | string {
  const written = providerOfRows(provider, servers, own)
  const { settings, problems } = parseSettings({ providers: { [key]: written } })
  const [wrong] = problems.filter(isError)
  const sound = settings?.providers[key]
  if (wrong !== undefined || sound === undefined) return wrong?.message ?? 'is no provider'
  const errors: Problem[] = []
  const row = providerRow(key, sound, (problem) => {
    if (isError(problem)) errors.push(problem)
  })
  return errors[0]?.message ?? row
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}
