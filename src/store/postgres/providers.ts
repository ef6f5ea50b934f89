// The providers of the database, in memory: checked like those of a file, and one by one, so that a faulty row
// harms nobody else.
import { type OwnedProviderRow, providerRow } from '../../settings/build-table.js'
import { parseSettings } from '../../settings/parse.js'
import type { Problem } from '../../settings/problems.js'
import { PROVIDERS, type ProviderRecord } from './provider-records.js'
import type { Query } from './pool.js'
import { providerOfRows } from './rows.js'

export interface Providers {
  /** By key. */
  rows: ReadonlyMap<string, OwnedProviderRow>
  /** What each was made of. */
  texts: ReadonlyMap<string, string>
  /** As in the database: for the snapshot. */
  records: readonly ProviderRecord[]
  /** Keys of those whose rows cannot be used: they are as they last could, or not there. */
  faulty: ReadonlyMap<string, string>
}

export const NO_PROVIDERS: Providers = {
  rows: new Map(),
  texts: new Map(),
  records: [],
  faulty: new Map(),
}

export async function readProviders(query: Query): Promise<ProviderRecord[]> {
  return query<ProviderRecord>(PROVIDERS)
}

/** What did not change stays the same object, with all the answers that were made of it. */
export function resolveProviders(records: readonly ProviderRecord[], before: Providers): Providers {
  const rows = new Map<string, OwnedProviderRow>()
  const texts = new Map<string, string>()
  const faulty = new Map<string, string>()
  for (const record of records) {
    const key = String(record.provider['provider_key'])
    const text = JSON.stringify(record)
    const known = before.rows.get(key)
    const made =
      known !== undefined && before.texts.get(key) === text ? known : makeRow(key, record)
    const row = typeof made === 'string' ? known : made
    if (typeof made === 'string') faulty.set(key, made)
    else texts.set(key, text)
    if (row !== undefined) rows.set(key, row)
  }
  return { rows, texts, records, faulty }
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
