// What was found out of many domains → few providers: domains that differ in nothing, or in a name or a host alone,
// have one in common, and the exceptions are written at the domain.
import { canonicalJson } from '../format/canonical-json.js'
import type { WrittenProvider } from '../settings/schema.js'
import { factor } from './factor.js'

// What a domain may have of its own.
const OWN = ['displayName', 'displayShortName', 'hostname'] as const
type Own = Partial<Pick<WrittenProvider, (typeof OWN)[number]>>

interface SharedProvider {
  provider: WrittenProvider
  /** Each domain with what it has in the place of the provider's own. */
  domains: Map<string, Own>
}

interface Group {
  common: WrittenProvider
  members: Map<string, Own>
}

export interface SharedProviders {
  add(domain: string, provider: WrittenProvider): void
  /** In the order in which their first domains were added. */
  finish(): SharedProvider[]
}

export function createSharedProviders(): SharedProviders {
  const groups = new Map<string, Group>()
  return {
    add(domain, provider) {
      const written = factor(provider)
      const own: Own = {}
      for (const field of OWN) if (written[field] !== undefined) own[field] = written[field]
      // Whether a field is there at all is nothing that a domain could override.
      const mask = Object.fromEntries(Object.keys(own).map((field) => [field, '']))
      const key = canonicalJson({ ...written, ...mask })
      const group = groups.get(key) ?? { common: written, members: new Map<string, Own>() }
      groups.set(key, group)
      group.members.set(domain, own)
    },
    finish: () => [...groups.values()].map(withMostCommon),
  }
}

function withMostCommon({ common, members }: Group): SharedProvider {
  const counts = new Map<string, number>()
  const countOf = (own: Own) => counts.get(canonicalJson(own)) ?? 0
  for (const own of members.values()) counts.set(canonicalJson(own), countOf(own) + 1)
  const [usual = {}] = [...members.values()].toSorted((a, b) => countOf(b) - countOf(a))
  const domains = [...members].map(([domain, own]): [string, Own] => [
    domain,
    Object.fromEntries(OWN.filter((one) => own[one] !== usual[one]).map((one) => [one, own[one]])),
  ])
  return { provider: { ...common, ...usual }, domains: new Map(domains) }
}
