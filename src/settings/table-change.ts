// What one table says differently from another, counted while the other is filled.
import { isDeepStrictEqual } from 'node:util'
import type { Provider } from './provider.js'
import type { Entry, General, MemoryTable } from './table.js'

interface ByKind<What> {
  added: What
  removed: What
  changed: What
}

export interface TableChange {
  /** How many names, wildcards included. A name changed if anything changed that may be said of it. */
  domains: ByKind<number>
  /** Keys of providers. */
  providers: ByKind<readonly string[]>
  /** What holds for every domain, by the names in `General`. */
  general: readonly string[]
}

export interface ChangeTracker {
  provider(provider: Provider): void
  domain(name: string, entry: Entry): void
  finish(general: General): TableChange
}

/** Takes every provider and every name of the new table once. */
export function trackChange(previous: MemoryTable): ChangeTracker {
  const providers = { added: [] as string[], removed: [] as string[], changed: [] as string[] }
  const keys = new Set<string>()
  const domains = { added: 0, removed: 0, changed: 0 }
  let kept = 0
  // A million names share one entry, before and after.
  const compared = new Map<Entry, { with: Entry; same: boolean }>()
  const isSame = (entry: Entry, before: Entry): boolean => {
    const last = compared.get(entry)
    if (last?.with === before) return last.same
    const same = isDeepStrictEqual(entry, before)
    compared.set(entry, { with: before, same })
    return same
  }
  return {
    provider(provider) {
      const { key } = provider
      keys.add(key)
      const before = previous.providers.get(key)
      if (before === undefined) providers.added.push(key)
      else if (!isDeepStrictEqual(provider, before)) providers.changed.push(key)
    },
    domain(name, entry) {
      const before = previous.at(name)
      if (before === undefined) {
        domains.added += 1
        return
      }
      kept += 1
      if (!isSame(entry, before)) domains.changed += 1
    },
    finish(general) {
      for (const key of previous.providers.keys()) {
        if (!keys.has(key)) providers.removed.push(key)
      }
      domains.removed = previous.size - kept
      return { domains, providers, general: changedKeys(previous.general, general) }
    },
  }
}

// Follows from the providers.
const DERIVED = 'onlyProvider'

function changedKeys(before: General, after: General): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof General)[])
  keys.delete(DERIVED)
  return [...keys].filter((key) =>
    key === 'images'
      ? !isDeepStrictEqual(digestsOf(before), digestsOf(after))
      : !isDeepStrictEqual(before[key], after[key]),
  )
}

function digestsOf({ images }: General): Map<string, string> {
  return new Map([...images].map(([name, { digest }]) => [name, digest]))
}
