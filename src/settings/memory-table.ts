// A table that holds all of its names in memory.
import { namesInTable } from './domain.js'
import type { Provider } from './provider.js'
import type { ShardedMap } from './sharded-map.js'
import type { Entry, General, MemoryTable } from './table.js'

/** `general` without what follows from the providers. */
export function createTable(
  names: ShardedMap<Entry>,
  providers: ReadonlyMap<string, Provider>,
  general: Omit<General, 'onlyProvider'>,
): MemoryTable {
  const [onlyProvider, ...more] = [...providers.values()]
  const isOnly = onlyProvider !== undefined && more.length === 0
  return {
    general: isOnly ? { ...general, onlyProvider } : general,
    providers,
    size: names.size,
    entries: () => names.entries(),
    at: (name) => names.get(name),
    find: (domain) => findIn(names, domain),
  }
}

function findIn(names: ShardedMap<Entry>, domain: string): Entry | undefined {
  const exact = names.get(domain)
  if (exact !== undefined) return exact
  for (const name of namesInTable(domain)) {
    const entry = names.get(name)
    if (entry !== undefined) return entry
  }
  return undefined
}
