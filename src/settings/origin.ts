// Where the names of a table were written: in a provider, in the map "domains", or in a list.
import { namesInTable, parseDomain, parseWildcard } from './domain.js'
import type { Path, Place } from './problems.js'
import { parseRedirectAddr } from './redirect-addr.js'
import type { DomainEntry, Settings } from './schema.js'

export interface ListedLine {
  provider: string
  place: Place
}

export type Origin =
  | { kind: 'own'; provider: string; path: Path }
  | { kind: 'map'; entry: DomainEntry; path: Path }
  | ({ kind: 'list' } & ListedLine)

export interface LookedFor {
  name: string
  /** Absent for a name that is not there. */
  origin?: Origin
}

/** Finds the line of a name, as it stands in the table, in settings that loaded without errors. */
export type FindOrigin = (name: string) => Origin | undefined

/** `listed`: by domain, of the lists; those that `domainsToFind` names are enough. */
export function originsOf(settings: Settings, listed: ReadonlyMap<string, ListedLine>): FindOrigin {
  const written = new Map<string, Origin>()
  for (const [provider, { domains = [] }] of Object.entries(settings.providers)) {
    for (const [index, domain] of domains.entries()) {
      const name = parseDomain(typeof domain === 'string' ? domain : domain.name)
      // One provider may name a domain twice.
      if (name === undefined || written.has(name)) continue
      written.set(name, { kind: 'own', provider, path: ['providers', provider, 'domains', index] })
    }
  }
  for (const [text, entry] of Object.entries(settings.domains ?? {})) {
    const name = parseWildcard(text) ?? parseDomain(text)
    if (name !== undefined) written.set(name, { kind: 'map', entry, path: ['domains', text] })
  }
  return (name) => {
    const line = listed.get(name)
    return written.get(name) ?? (line && { kind: 'list', ...line })
  }
}

/** The domains that the answer for one of them may depend on: itself, and those that mailboxes moved to. */
export function domainsToFind({ domains = {} }: Settings, domain: string): ReadonlySet<string> {
  const targets = Object.values(domains).flatMap((entry) => {
    const address = typeof entry === 'string' ? undefined : entry.redirectAddr
    return address === undefined ? [] : (parseRedirectAddr(address)?.domain ?? [])
  })
  return new Set([domain, ...targets])
}

/** The names that are looked for, in their order, up to the one that is there. */
export function lookedFor(domain: string, find: FindOrigin): LookedFor[] {
  const looked: LookedFor[] = []
  for (const name of namesInTable(domain)) {
    const origin = find(name)
    if (origin !== undefined) return [...looked, { name, origin }]
    looked.push({ name })
  }
  return looked
}
