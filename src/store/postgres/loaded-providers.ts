// The providers in memory, and how many domains they have: read whole whenever one of them changed.
import { NO_PROVIDERS, type Providers, readProviders, resolveProviders } from './providers.js'
import type { ProviderRecord } from './provider-records.js'
import type { Query } from './pool.js'

export interface LoadedProviders {
  readonly now: Providers
  /** How many domains are hosted; of millions, about. */
  readonly size: number
  /** Reads them anew, once for all who want that at the same time. */
  reload(): Promise<void>
  /** As `reload`, and not by one that began before. */
  reloadAnew(): Promise<void>
  /** Of a snapshot. */
  seed(records: readonly ProviderRecord[], size: number): Promise<void>
}

// To count millions of rows takes longer than a look-up may.
const SIZE = `
SELECT CASE WHEN reltuples > 500000 THEN reltuples::bigint
  ELSE (SELECT count(*) FROM mailconf.domain) END::float8 AS size
FROM pg_class WHERE oid = 'mailconf.domain'::regclass`

/** `prepare` is awaited before new providers are taken into use; `taken` is called after. */
export function createLoadedProviders(
  query: Query,
  prepare: (records: readonly ProviderRecord[]) => Promise<void>,
  taken: (providers: Providers) => void,
): LoadedProviders {
  let now = NO_PROVIDERS
  let size = 0
  let reloading: Promise<void> | undefined

  const take = async (records: readonly ProviderRecord[]) => {
    const next = resolveProviders(records, now)
    await prepare(records)
    now = next
    taken(next)
  }
  const read = async () => {
    await take(await readProviders(query))
    const [counted] = await query<{ size: number }>(SIZE)
    size = counted?.size ?? size
  }
  const reload = () =>
    (reloading ??= read().finally(() => {
      reloading = undefined
    }))
  return {
    get now() {
      return now
    },
    get size() {
      return size
    },
    reload,
    async reloadAnew() {
      await reloading?.catch(() => undefined)
      await reload()
    },
    async seed(records, known) {
      await take(records)
      size = known
    },
  }
}
