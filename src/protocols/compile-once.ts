// Keeps compiled answers: one for each entry that many domains share, and the last used of the others.
import { LRUCache } from 'lru-cache'
import type { SettingsEntry } from '../settings/table.js'

const OVERRIDDEN_ENTRIES = 2000

/**
 * Compiles an entry's answer on first use. An entry that leaves the table takes its answer with it;
 * of entries with overrides of their own only the most recently asked ones are kept.
 */
export function compileOnce<Compiled extends object>(
  compile: (entry: SettingsEntry) => Compiled,
): (entry: SettingsEntry) => Compiled {
  const shared = new WeakMap<SettingsEntry, Compiled>()
  const overridden = new LRUCache<SettingsEntry, Compiled>({ max: OVERRIDDEN_ENTRIES })
  return (entry) => {
    const kept = entry.shared ? shared : overridden
    let compiled = kept.get(entry)
    if (compiled === undefined) {
      compiled = compile(entry)
      kept.set(entry, compiled)
    }
    return compiled
  }
}
