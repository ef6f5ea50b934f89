// Settings that an import is added to: what their keys are, and what they answer for which name.
import { clientConfig } from '../protocols/autoconfig/document.js'
import type { Entry, MemoryTable } from '../settings/table.js'
import type { Standing } from './collection.js'

export const NOTHING_STANDS: Standing = {
  keys: [],
  find: () => undefined,
  nameless: () => [],
}

export function standingIn(table: MemoryTable): Standing {
  // A wildcard answers for a name that does not stand there itself: only exact names are taken.
  const entries = new Map(table.entries())
  return {
    keys: table.providers.keys(),
    find(domain) {
      const entry = entries.get(domain)
      return entry && { document: documentOf(entry, domain) }
    },
    nameless: () =>
      [...table.providers.values()]
        .filter(({ domains }) => domains.length === 0)
        .flatMap((one) => clientConfig(one, { defaultId: '', domains: [] }) ?? []),
  }
}

function documentOf(entry: Entry, domain: string) {
  if (entry.kind !== 'settings') return undefined
  const { provider, publishes } = entry
  const domains = publishes === 'own domains' ? provider.domains : [{ name: domain }]
  return clientConfig(provider, { defaultId: domain, domains })
}
