// Settings that the schema accepted → the table, or all the reasons why not.
import { namesInTable, parseDomain, parseWildcard } from './domain.js'
import { type Path, type Problem, type Report, suggestion } from './problems.js'
import { type FieldPath, type Provider, resolveProvider } from './provider.js'
import { type MoveTarget, moveEntry, parseRedirectAddr } from './redirect-addr.js'
import type { DomainEntry, Redirect, Settings, WrittenProvider } from './schema.js'
import { createShardedMap, type ShardedMap } from './sharded-map.js'
import type { Entry, MemoryTable } from './table.js'
import { warnAboutProvider } from './warnings.js'

export interface TableBuilder {
  /** Adds a line of a list; returns what is wrong with it. */
  addListed(domain: string, providerKey: string): string | undefined
  /** How many names there are so far. */
  size(): number
  finish(): MemoryTable
}

const DEFAULT_AUTODISCOVER_URL = 'https://autodiscover.%EMAILDOMAIN%/autodiscover/autodiscover.xml'
const NO_MAIL: Entry = { kind: 'none' }

/**
 * Fills a table from settings that the schema accepted. Everything else that is wrong is reported;
 * after an error the table is good for finding more errors, not for serving.
 */
export function buildTable(
  settings: Settings,
  defaultPublicUrl: string,
  report: Report,
): TableBuilder {
  const names = createShardedMap<Entry>()
  const providers = new Map<string, Provider>()
  const mapped = new Map<string, Entry>([['none', NO_MAIL]])
  const blamed = new Map<string, ReadonlySet<string>>()
  const movedNames: MovedName[] = []

  const describe = (entry: Entry) =>
    entry.kind === 'settings' ? `provider "${entry.provider.key}"` : `"${entry.kind}"`
  const add = (name: string, entry: Entry): string | undefined => {
    const first = names.get(name)
    if (first !== undefined)
      return `"${name}" stands here a second time, first with ${describe(first)}`
    names.set(name, entry)
    return undefined
  }
  const unknownProvider = (key: string) =>
    `there is no provider "${key}"; ${suggestion(key, [...mapped.keys()])}`

  for (const [key, written] of Object.entries(settings.providers)) {
    const fieldPath: FieldPath = (field) =>
      field in written ? ['providers', key, field] : ['providers', key]
    const messages = new Set<string>()
    const reportAndKeep = (problem: Problem) => {
      messages.add(problem.message)
      report(problem)
    }
    const provider = resolveProvider(key, written, fieldPath, reportAndKeep)
    warnAboutProvider(provider, fieldPath, reportAndKeep)
    blamed.set(key, messages)
    providers.set(key, provider)
    const common = { kind: 'settings', provider, address: '%EMAILADDRESS%', shared: true } as const
    mapped.set(key, { ...common, publishes: 'asked domain' })
    const own: Entry = { ...common, publishes: 'own domains' }
    for (const [index, { name }] of provider.domains.entries()) {
      // A document may name one domain twice; a table may not name it for two providers.
      if (names.get(name) === own) continue
      const message = add(name, own)
      const path = ['providers', key, 'domains', index]
      if (message !== undefined) report({ severity: 'error', path, message })
    }
  }

  for (const [text, written] of Object.entries(settings.domains ?? {})) {
    const path = ['domains', text]
    const error = (message: string, field?: string, at?: 'key') => {
      report({
        severity: 'error',
        path: field === undefined ? path : [...path, field],
        message,
        ...(at === undefined ? {} : { at }),
      })
    }
    const name = parseWildcard(text) ?? parseDomain(text)
    if (name === undefined) {
      error(`"${text}" is no domain name`, undefined, 'key')
      continue
    }
    const context = { settings, blamed, mapped, movedNames, error, report, unknownProvider }
    const entry = entryOf(name, written, context)
    const message = entry === undefined ? undefined : add(name, entry)
    if (message !== undefined) error(message, undefined, 'key')
  }

  return {
    addListed(domain, key) {
      const entry = mapped.get(key)
      if (entry === undefined) return unknownProvider(key)
      const name = parseDomain(domain)
      return name === undefined ? `"${domain}" is no domain name` : add(name, entry)
    },
    size: () => names.size,
    finish() {
      resolveMoves(movedNames, names, report)
      return {
        providers,
        general: {
          publicUrl: settings.publicUrl ?? defaultPublicUrl,
          autodiscoverUrl: settings.autodiscoverUrl ?? DEFAULT_AUTODISCOVER_URL,
        },
        size: names.size,
        entries: () => names.entries(),
        find: (domain) => findIn(names, domain),
      }
    },
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

interface MovedName extends MoveTarget {
  name: string
  path: Path
}

interface EntryContext {
  settings: Settings
  /** What each provider is to blame for is reported once, there, and not for each domain that overrides it. */
  blamed: ReadonlyMap<string, ReadonlySet<string>>
  mapped: ReadonlyMap<string, Entry>
  movedNames: MovedName[]
  error: (message: string, field?: string) => void
  report: Report
  unknownProvider: (key: string) => string
}

function entryOf(name: string, written: DomainEntry, context: EntryContext): Entry | undefined {
  const { error } = context
  if (typeof written === 'string') {
    const entry = context.mapped.get(written)
    if (entry === undefined) error(context.unknownProvider(written))
    return entry
  }
  const { provider: key, redirect, redirectAddr, ...overrides } = written
  const forms = Object.entries({ provider: key, redirect, redirectAddr }).filter(
    ([, value]) => value,
  )
  if (forms.length !== 1) {
    error('needs exactly one of provider, redirect and redirectAddr, or the word none')
    return undefined
  }
  if (key !== undefined) return overriddenEntry(name, key, overrides, context)
  if (Object.keys(overrides).length > 0) {
    error(`${Object.keys(overrides).join(', ')}: only a provider can have its fields replaced`)
  }
  if (redirect !== undefined) {
    refuseLoop(name, redirect, error)
    return { kind: 'redirect', redirect }
  }
  const target = parseRedirectAddr(redirectAddr ?? '')
  if (target === undefined) {
    error('must look like "%EMAILLOCALPART%@other.example"', 'redirectAddr')
    return undefined
  }
  context.movedNames.push({ name, ...target, path: ['domains', name, 'redirectAddr'] })
  return { kind: 'moved', address: redirectAddr ?? '' }
}

function overriddenEntry(
  name: string,
  key: string,
  overrides: Omit<WrittenProvider, 'domains'>,
  { settings, blamed, mapped, error, report, unknownProvider }: EntryContext,
): Entry | undefined {
  const base = Object.hasOwn(settings.providers, key) ? settings.providers[key] : undefined
  if (base === undefined) {
    if (key !== 'none') error(unknownProvider(key), 'provider')
    else error('write the word none alone', 'provider')
    return undefined
  }
  if (Object.keys(overrides).length === 0) return mapped.get(key)
  const { domains: _, ...fields } = base
  const merged = { ...fields, ...overrides }
  const fieldPath: FieldPath = (field) =>
    field in overrides ? ['domains', name, field] : ['domains', name]
  const reportNew = (problem: Problem) => {
    if (blamed.get(key)?.has(problem.message) !== true) report(problem)
  }
  const provider = resolveProvider(key, merged, fieldPath, reportNew)
  warnAboutProvider(provider, fieldPath, reportNew)
  return {
    kind: 'settings',
    provider,
    publishes: 'asked domain',
    address: '%EMAILADDRESS%',
    shared: false,
  }
}

function refuseLoop(
  name: string,
  redirect: Redirect,
  error: (message: string, field?: string) => void,
): void {
  const parent = name.startsWith('*.') ? name.slice(2) : name
  for (const [format, target] of Object.entries(redirect)) {
    if (target === undefined) continue
    const { hostname } = new URL(target)
    const own = ['', 'autoconfig.', 'autodiscover.', 'www.'].map((label) => label + parent)
    if (own.includes(hostname) || (name !== parent && hostname.endsWith(`.${parent}`))) {
      error(`redirect.${format} leads back to the same domain`)
    }
  }
}

/** Mailboxes that moved to a domain of ours are answered with that domain's settings. */
function resolveMoves(moved: readonly MovedName[], names: ShardedMap<Entry>, report: Report): void {
  const byName = new Map(moved.map((one) => [one.name, one]))
  const done = new Set<string>()
  const resolve = (one: MovedName, seen: readonly string[]): void => {
    if (done.has(one.name)) return
    const targetName = [...namesInTable(one.domain)].find((name) => names.get(name) !== undefined)
    if (targetName === undefined) return
    if (targetName === one.name || seen.includes(targetName)) {
      report({ severity: 'error', path: one.path, message: 'leads back to the same domain' })
      return
    }
    const next = byName.get(targetName)
    if (next !== undefined) resolve(next, [...seen, one.name])
    const target = names.get(targetName)
    if (target !== undefined) names.set(one.name, moveEntry(target, one))
    done.add(one.name)
  }
  for (const one of moved) resolve(one, [])
}
