// The providers in memory: read whole whenever one of them changed.
import type { OwnedProviderRow } from '../../settings/build-table.js'
import { NO_PROVIDERS, type Providers, readProviders, resolveProviders } from './providers.js'
import type { ProviderRecord } from './provider-records.js'
import type { Query } from './pool.js'

export interface LoadedProviders {
  readonly now: Providers
  /** Those of now, and behind them the former ones: for domains that still name one. */
  readonly forDomains: ReadonlyMap<string, OwnedProviderRow>
  /** Reads them, not by a reading that began before; once for all who want that at the same time. */
  reload(): Promise<void>
  /** Of a snapshot. */
  seed(records: readonly ProviderRecord[]): Promise<void>
}

/** `prepare` is awaited before new providers are taken into use; `taken` is called after. */
export function createLoadedProviders(
  query: Query,
  prepare: (records: readonly ProviderRecord[]) => Promise<void>,
  taken: (providers: Providers) => void,
): LoadedProviders {
  let now = NO_PROVIDERS
  let forDomains: ReadonlyMap<string, OwnedProviderRow> = new Map()
  let reloading: Promise<void> | undefined

  const take = async (records: readonly ProviderRecord[]) => {
    const next = resolveProviders(records, now)
    await prepare(records)
    now = next
    forDomains = new Map([...next.former, ...next.rows])
    taken(next)
  }
  const read = async () => take(await readProviders(query))
  const readOnce = () =>
    (reloading ??= read().finally(() => {
      reloading = undefined
    }))
  return {
    get now() {
      return now
    },
    get forDomains() {
      return forDomains
    },
    async reload() {
      await reloading?.catch(() => undefined)
      await readOnce()
    },
    seed: take,
  }
}
