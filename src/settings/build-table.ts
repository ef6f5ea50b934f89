// Settings that the schema accepted → the table, or all the reasons why not.
import { parseDomain, parseWildcard, SERVICE_LABELS } from './domain.js'
import { parseEntry, type ProviderRow, sharedEntry, unknownProvider } from './domain-entry.js'
import { createTable } from './memory-table.js'
import { PATHS } from './paths.js'
import { FULL_ADDRESS } from './placeholders.js'
import type { Path, Problem, Report } from './problems.js'
import { type FieldPath, resolveProvider } from './provider.js'
import { type MovedName, resolveMoves } from './redirect-addr.js'
import { refuseCircles, type RedirectedName } from './redirect.js'
import type { DomainEntry, Settings, WrittenProvider } from './schema.js'
import { createShardedMap } from './sharded-map.js'
import type { Entry, General, Image, MemoryTable } from './table.js'
import { warnAboutProvider } from './warnings.js'

/** Sentences about the two parts of a line. */
export interface ListedFaults {
  domain: string | undefined
  provider: string | undefined
}

export interface TableBuilder {
  /** Adds a line of a list; returns what is wrong with it, if anything is. */
  addListed(domain: string, providerKey: string): ListedFaults | undefined
  /** How many names there are so far. */
  size(): number
  finish(): MemoryTable
}

const DEFAULT_AUTODISCOVER_URL = `https://${SERVICE_LABELS.autodiscover}.%EMAILDOMAIN%${PATHS.autodiscover}`

/** Holds the name of a faulty entry, so that a second mention shows; nothing is served then. */
const FAULTY: Entry = { kind: 'none' }

/** What the settings rest on and does not stand in them. */
export interface Beside {
  /** In the place of a publicUrl that is not written. */
  publicUrl: string
  /** By the name that the settings give them. */
  images: ReadonlyMap<string, Image>
  /** Where the folder of a file name is known: the whole path. */
  resolvePath: (file: string) => string
}

/**
 * Fills a table from settings that the schema accepted. Everything else that is wrong is reported;
 * after an error the table is good for finding more errors, not for serving.
 */
export function buildTable(settings: Settings, beside: Beside, report: Report): TableBuilder {
  const names = createShardedMap<Entry>()
  const rows = new Map<string, ProviderRow>()
  const movedNames: MovedName[] = []
  const redirectedNames: RedirectedName[] = []
  // A list can name the same unknown provider a million times, and looking for the nearest name takes a while.
  const unknownProviders = new Map<string, string>()
  const general = generalOf(settings, beside, report)

  /** Puts a name into the table; returns a sentence if it is there already. */
  const add = (name: string, entry: Entry): string | undefined => {
    const first = names.get(name)
    if (first !== undefined) return `"${name}" stands here a second time, first ${describe(first)}`
    names.set(name, entry)
    return undefined
  }

  const addProvider = (key: string, written: WrittenProvider) => {
    const { own, ...row } = providerRow(key, written, report)
    rows.set(key, row)
    for (const [index, { name }] of row.resolved.domains.entries()) {
      // A document may name one domain twice; a table may not name it for two providers.
      if (names.get(name) === own) continue
      const message = add(name, own)
      const path = ['providers', key, 'domains', index]
      if (message !== undefined) report({ severity: 'error', path, message })
    }
  }

  const addDomain = (text: string, written: DomainEntry) => {
    const path = ['domains', text]
    const refuseKey = (message: string) => {
      report({ severity: 'error', path, at: 'key', message })
    }
    const name = parseWildcard(text) ?? parseDomain(text)
    if (name === undefined) refuseKey(`"${text}" is no domain name`)
    const entry = parseEntry(name, written, {
      rows,
      general,
      report,
      error(message, ...below) {
        report({ severity: 'error', path: [...path, ...below], message })
      },
      fieldPath: (field) =>
        typeof written === 'object' && field in written ? [...path, field] : path,
    })
    if (name === undefined) return
    const message = add(name, entry ?? FAULTY)
    if (message !== undefined) refuseKey(message)
    else if (entry?.kind === 'moved') {
      movedNames.push({ name, address: entry.address, path: [...path, 'redirectAddr'] })
    } else if (entry?.kind === 'redirect') {
      redirectedNames.push({ name, redirect: entry.redirect, path: [...path, 'redirect'] })
    }
  }

  const whyUnknown = (key: string): string => {
    const message = unknownProviders.get(key) ?? unknownProvider(key, rows)
    unknownProviders.set(key, message)
    return message
  }

  for (const [key, written] of Object.entries(settings.providers)) addProvider(key, written)
  for (const [text, written] of Object.entries(settings.domains ?? {})) addDomain(text, written)

  return {
    addListed(text, key) {
      const entry = sharedEntry(key, rows)
      const name = parseDomain(text)
      const domain = name === undefined ? `"${text}" is no domain name` : add(name, entry ?? FAULTY)
      const provider = entry === undefined ? whyUnknown(key) : undefined
      return domain === undefined && provider === undefined ? undefined : { domain, provider }
    },
    size: () => names.size,
    finish() {
      resolveMoves(movedNames, names, report)
      refuseCircles(redirectedNames, names, report)
      // Nothing of the builder goes along, or the table would keep alive what it was built from.
      const providers = [...rows].map(([key, { resolved }]) => [key, resolved] as const)
      return createTable(names, new Map(providers), general)
    },
  }
}

function generalOf(
  { publicUrl: written, autodiscoverUrl, support, apple = {} }: Settings,
  { publicUrl: ofDefault, images, resolvePath }: Beside,
  report: Report,
): General {
  const publicUrl = (written ?? ofDefault).replace(/\/$/, '')
  const { certificateFile, keyFile } = apple
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    const message = 'certificateFile and keyFile belong together; profiles are not signed'
    report({ severity: 'warning', path: ['apple'], message })
  }
  return {
    publicUrl,
    autodiscoverUrl: autodiscoverUrl ?? DEFAULT_AUTODISCOVER_URL,
    applePrefix:
      apple.identifierPrefix ?? new URL(publicUrl).hostname.split('.').reverse().join('.'),
    images,
    ...(support !== undefined && { support }),
    ...(certificateFile !== undefined &&
      keyFile !== undefined && {
        signing: { certificateFile: resolvePath(certificateFile), keyFile: resolvePath(keyFile) },
      }),
  }
}

export interface OwnedProviderRow extends ProviderRow {
  /** The entry of the domains that the provider itself names, which it publishes together. */
  own: Entry
}

/** Reports everything that is wrong with the provider; after an error it is not to be served. */
export function providerRow(
  key: string,
  written: WrittenProvider,
  report: Report,
): OwnedProviderRow {
  const fieldPath: FieldPath = (field) => {
    const path: Path = ['providers', key]
    return field in written ? [...path, field] : path
  }
  const blamed = new Set<string>()
  const reportAndKeep = (problem: Problem) => {
    blamed.add(problem.message)
    report(problem)
  }
  const resolved = resolveProvider(key, written, fieldPath, reportAndKeep)
  warnAboutProvider(resolved, written, fieldPath, reportAndKeep)
  const common = { kind: 'settings', provider: resolved, address: FULL_ADDRESS } as const
  return {
    written,
    resolved,
    blamed,
    entry: { ...common, publishes: 'asked domain', shared: true },
    own: { ...common, publishes: 'own domains', shared: true },
  }
}

function describe(entry: Entry): string {
  if (entry === FAULTY) return 'in an entry with errors'
  switch (entry.kind) {
    case 'settings':
      return `with provider "${entry.provider.key}"`
    case 'none':
      return 'with the word none'
    case 'redirect':
      return 'with redirect'
    case 'moved':
      return 'with redirectAddr'
  }
}
