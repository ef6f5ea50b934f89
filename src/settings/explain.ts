// Why a domain is answered as it is: which line of the settings decides, and what was made of what is written there.
import { appliedDefaults, type AppliedDefaults } from './applied-defaults.js'
import { type FilledText, filledTexts } from './filled-texts.js'
import { type FindOrigin, type LookedFor, lookedFor } from './origin.js'
import { type PlaceholderValues, replacePlaceholdersInside } from './placeholders.js'
import type { Path } from './problems.js'
import { resolveProvider } from './provider.js'
import { parseRedirectAddr } from './redirect-addr.js'
import type { DomainEntry, Settings, WrittenProvider } from './schema.js'
import type { Entry } from './table.js'

/** One domain that was looked for. */
export interface LookUp {
  domain: string
  /** The last one is there, unless none is. */
  names: readonly LookedFor[]
  /** Its mailboxes moved: as written, and where. The next look-up is for that domain. */
  movedTo?: { address: string; path: Path }
}

export interface Override {
  field: string
  path: Path
  /** As the provider has it; undefined where it has none. */
  from: unknown
  to: unknown
}

export interface Explanation {
  /** Of the asked domain, then of each that its mailboxes moved to. */
  lookUps: readonly LookUp[]
  /** Whose settings they are, unless the entry is of another kind. */
  provider?: {
    key: string
    path: Path
    overrides: readonly Override[]
    defaults: readonly AppliedDefaults[]
    filled: readonly FilledText[]
  }
}

export interface Explained {
  settings: Settings
  findOrigin: FindOrigin
  domain: string
  /** What answers for it. */
  entry: Entry | undefined
  /** Of the asked address; undefined: only a domain was asked for, and placeholders stay. */
  values: PlaceholderValues | undefined
}

/** For settings that loaded without errors, and an entry that came from them. */
export function explain({ settings, findOrigin, domain, entry, values }: Explained): Explanation {
  const lookUps = lookUpsOf(domain, findOrigin)
  const origin = lookUps.at(-1)?.names.at(-1)?.origin
  if (origin === undefined || entry?.kind !== 'settings') return { lookUps }
  const written = origin.kind === 'map' ? origin.entry : origin.provider
  const key = typeof written === 'string' ? written : (written.provider ?? '')
  const provider = settings.providers[key]
  if (provider === undefined) return { lookUps }
  const replaced = replacedFields(written)
  const merged: WrittenProvider = { ...provider, ...replaced }
  const resolved = resolveProvider(key, merged, () => [], ignore)
  const answering = values ? replacePlaceholdersInside(entry.provider, values) : entry.provider
  const below = origin.kind === 'map' ? origin.path : []
  return {
    lookUps,
    provider: {
      key,
      path: ['providers', key],
      overrides: Object.entries(replaced).map(([field, to]) => ({
        field,
        path: [...below, field],
        from: provider[field as keyof WrittenProvider],
        to,
      })),
      defaults: appliedDefaults(merged, resolved),
      filled: filledTexts(resolved, answering),
    },
  }
}

function ignore(): void {
  // Nothing is wrong with settings that loaded.
}

function replacedFields(entry: DomainEntry): Partial<WrittenProvider> {
  if (typeof entry === 'string') return {}
  const { provider: _, redirect: _r, redirectAddr: _a, ...replaced } = entry
  return replaced
}

function lookUpsOf(domain: string, find: FindOrigin): LookUp[] {
  const lookUps: LookUp[] = []
  const seen = new Set<string>()
  for (let next: string | undefined = domain; next !== undefined && !seen.has(next);) {
    seen.add(next)
    const names = lookedFor(next, find)
    const origin = names.at(-1)?.origin
    const entry = origin?.kind === 'map' ? origin.entry : ''
    const address = typeof entry === 'string' ? undefined : entry.redirectAddr
    if (origin?.kind !== 'map' || address === undefined)
      return [...lookUps, { domain: next, names }]
    const movedTo = { address, path: [...origin.path, 'redirectAddr'] }
    lookUps.push({ domain: next, names, movedTo })
    next = parseRedirectAddr(address)?.domain
  }
  return lookUps
}
