// Documents, one after the other → providers, each domain with one of them. Equal documents are one provider;
// where two claim a domain the first keeps it.
import { canonicalJson } from '../format/canonical-json.js'
import type { XmlElement } from '../format/xml-document.js'
import { differences } from '../protocols/autoconfig/equality.js'
import type { DomainEntry, WrittenProvider } from '../settings/schema.js'
import { factor } from './factor.js'
import type { Findings } from './findings.js'
import { type ImportedDocument, ownDomains, withoutDomains } from './imported.js'
import { createKeys, keyOfTitle } from './provider-keys.js'

export interface CollectedProvider {
  key: string
  /** As it is to be written. */
  provider: WrittenProvider
  /** The document that it was made of: what is to be served again. */
  document?: ImportedDocument
}

export interface Collected {
  providers: readonly CollectedProvider[]
  /** How many documents said what was there already. */
  repeated: number
  /** Domains that are no provider's own. */
  domains: ReadonlyMap<string, DomainEntry>
}

/** What stands in the settings that all this is to be added to. */
export interface Standing {
  keys: Iterable<string>
  /** What the settings answer for exactly this name; `document` is absent where they answer with none. */
  find(domain: string): { document?: XmlElement | undefined } | undefined
  /** What providers without a domain of their own say: nobody finds them by name. */
  nameless(): readonly XmlElement[]
}

export interface Collection {
  /** A provider with its own domains. */
  addDocument(document: ImportedDocument): void
  /** A provider that domains are mapped to. */
  addShared(
    about: string,
    provider: WrittenProvider,
    domains: ReadonlyMap<string, Omit<WrittenProvider, 'domains'>>,
  ): void
  /** Everything, in the order in which it was added. */
  finish(): Collected
}

/** A provider that waits for its key. */
interface Pending {
  about: string
  wishes: readonly (string | undefined)[]
  /** Whether what it is called is a domain of its own: then no other provider of that name gets the key. */
  isEntitled: boolean
  /** Whether another name that is free is better than the first with a number. */
  takesOthers: boolean
  provider: (key: string) => CollectedProvider
  mapped: (key: string) => readonly (readonly [string, DomainEntry])[]
}

interface Owner {
  name: string
  document?: XmlElement | undefined
}

const STANDING = 'the settings it is added to'

export function createCollection(standing: Standing, findings: Findings): Collection {
  const pending: Pending[] = []
  const owners = new Map<string, Owner>()
  const nameless = new Set<string>()
  let repeated = 0

  const ownerOf = (domain: string): Owner | undefined => {
    const stands = standing.find(domain)
    return stands === undefined ? owners.get(domain) : { ...stands, name: STANDING }
  }

  /** Those that are still free; whoever has the others is told. */
  const claim = (about: string, names: readonly string[], isDocument: boolean): string[] => {
    const taken = new Map<string, string[]>()
    for (const name of names) {
      const owner = ownerOf(name)
      if (owner !== undefined) taken.set(owner.name, [...(taken.get(owner.name) ?? []), name])
    }
    const free = names.filter((name) => ownerOf(name) === undefined)
    for (const [owner, theirs] of taken) {
      const without = theirs.length === 1 ? 'imported without it' : 'imported without them'
      const rest = free.length === 0 ? 'not imported' : without
      const why = isDocument ? `, ${rest}` : ''
      findings.problem(about, `${listed(theirs)}: already in ${owner}; the first wins${why}`)
    }
    return free
  }

  return {
    addDocument(document) {
      const { name, provider, expected } = document
      const names = ownDomains(provider)
      const same = [...new Set(names.map(ownerOf))].find((owner) => isSame(owner, expected))
      const isKnownNameless =
        names.length === 0 &&
        (nameless.size === nameless.add(canonicalJson(provider)).size ||
          standing.nameless().some((one) => differences(one, expected).length === 0))
      if (same !== undefined || isKnownNameless) {
        repeated += 1
        return
      }
      const free = claim(name, names, true)
      if (names.length > 0 && free.length === 0) return
      if (names.length === 0) findings.note(name, 'names no domain; map yours to it in "domains"')
      const taken = new Set(names.filter((one) => !free.includes(one)))
      const kept = taken.size === 0 ? document : withoutDomains(document, taken)
      for (const one of free) owners.set(one, { name, document: expected })
      const { id, displayName = '' } = provider
      pending.push({
        about: name,
        wishes: [id, free[0], keyOfTitle(displayName)],
        isEntitled: free.includes(id ?? ''),
        takesOthers: false,
        provider: (key) => ({
          key,
          provider: factor(withNeededId(kept.provider, key)),
          document: kept,
        }),
        mapped: () => [],
      })
    },
    addShared(about, provider, mapped) {
      const names = [...mapped.keys()]
      const free = claim(about, names, false)
      if (free.length === 0) return
      const { id, displayShortName, displayName } = provider
      const title = [displayShortName, displayName]
        .map((one) => keyOfTitle(one ?? ''))
        .find((one) => one !== undefined)
      for (const one of free) owners.set(one, { name: about })
      pending.push({
        about,
        wishes: free.length === 1 ? [title, free[0]] : [title, id, free[0]],
        isEntitled: false,
        // The domain says more than a number, where there is only one.
        takesOthers: free.length === 1,
        provider: (key) => ({ key, provider }),
        mapped: (key) =>
          free.map((domain) => {
            const overrides = mapped.get(domain) ?? {}
            const isPlain = Object.keys(overrides).length === 0
            return [domain, isPlain ? key : { provider: key, ...overrides }] as const
          }),
      })
    },
    finish() {
      const taken = new Set(standing.keys)
      const { keyFor, firstFreeFor } = createKeys(taken)
      const keys = new Map<Pending, string>()
      const entitled = pending.filter(({ isEntitled }) => isEntitled)
      for (const one of [...entitled, ...pending]) {
        if (keys.has(one)) continue
        const key = one.takesOthers ? firstFreeFor(one.wishes) : keyFor(one.wishes)
        keys.set(one, key)
        const [wish = ''] = one.wishes
        if (taken.has(wish)) findings.note(one.about, `"${wish}" stands there; this is "${key}"`)
      }
      const keyed = pending.map((one) => [one, keys.get(one) ?? ''] as const)
      return {
        providers: keyed.map(([one, key]) => one.provider(key)),
        domains: new Map(keyed.flatMap(([one, key]) => one.mapped(key))),
        repeated,
      }
    },
  }
}

function isSame(owner: Owner | undefined, document: XmlElement): boolean {
  return owner?.document !== undefined && differences(owner.document, document).length === 0
}

/** Without an id the asked domain is one: that says the same where there is no other to ask for. */
function withNeededId(provider: WrittenProvider, key: string): WrittenProvider {
  const { id, ...others } = provider
  const names = new Set(provider.domains ?? [])
  return names.size === 1 && id === key && names.has(id) ? others : provider
}

const NAMES_SHOWN = 5

function listed(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
