// One entry of the map "domains" → what the table says of that domain.
import { FULL_ADDRESS } from './placeholders.js'
import { type Problem, type Report, type ReportBelow, suggestion } from './problems.js'
import { concernsServers, type FieldPath, type Provider, resolveProvider } from './provider.js'
import { refuseLoops } from './redirect.js'
import { parseRedirectAddr } from './redirect-addr.js'
import type { DomainEntry, Redirect, WrittenProvider } from './schema.js'
import type { Entry, General } from './table.js'
import { warnAboutProvider } from './warnings.js'

/** A provider as the domains that point to it need it. */
export interface ProviderRow {
  written: WrittenProvider
  resolved: Provider
  /** The entry of every domain that is mapped to it and overrides nothing. */
  entry: Entry
  /** What it is to blame for: reported once, there, and not again for each domain that overrides it. */
  blamed: ReadonlySet<string>
}

export interface EntryContext {
  rows: ReadonlyMap<string, ProviderRow>
  general: General
  /** Where a field of this entry stands in the file. */
  fieldPath: FieldPath
  /** Reports an error of this entry, or of what lies below it. */
  error: ReportBelow
  report: Report
}

const NO_MAIL: Entry = { kind: 'none' }

/** The entry that all domains of a provider share; for the word none, that of a domain without mail. */
export function sharedEntry(
  key: string,
  rows: ReadonlyMap<string, ProviderRow>,
): Entry | undefined {
  return key === 'none' ? NO_MAIL : rows.get(key)?.entry
}

export function unknownProvider(key: string, rows: ReadonlyMap<string, ProviderRow>): string {
  return `there is no provider "${key}"; ${suggestion(key, ['none', ...rows.keys()])}`
}

/**
 * `name` is a domain or a wildcard, in A-labels; undefined where the key is none. Undefined after an error
 * was reported: then the rest has been checked all the same.
 */
export function parseEntry(
  name: string | undefined,
  written: DomainEntry,
  context: EntryContext,
): Entry | undefined {
  const { rows, error } = context
  if (typeof written === 'string') {
    const entry = sharedEntry(written, rows)
    if (entry === undefined) error(unknownProvider(written, rows))
    return entry
  }
  const { provider: key, redirect, redirectAddr, ...overrides } = written
  const others = [redirect, redirectAddr].filter((form) => form !== undefined)
  const forms = others.length + (key === undefined ? 0 : 1)
  if (forms !== 1) {
    error('needs exactly one of provider, redirect and redirectAddr, or the word none')
  }
  const surplus = Object.keys(overrides)
  const overridesProvider = key !== undefined || others.length === 0
  if (!overridesProvider && surplus.length > 0) {
    error(`${surplus.join(', ')}: only a provider can have its fields replaced`)
  }
  const entries = [
    overridesProvider ? overriddenEntry(key, overrides, context) : undefined,
    redirect && redirectEntry(name, redirect, context),
    redirectAddr === undefined ? undefined : movedEntry(redirectAddr, error),
  ]
  return forms === 1 ? entries.find((entry) => entry !== undefined) : undefined
}

function redirectEntry(
  name: string | undefined,
  redirect: Redirect,
  { general, error }: EntryContext,
): Entry {
  if (name !== undefined) refuseLoops(name, redirect, general, error)
  return { kind: 'redirect', redirect }
}

function movedEntry(address: string, error: ReportBelow): Entry | undefined {
  if (parseRedirectAddr(address) !== undefined) return { kind: 'moved', address }
  error('must look like "%EMAILLOCALPART%@other.example"', 'redirectAddr')
  return undefined
}

// In the place of a provider that is not there: fields that replace its own are checked without it.
const UNKNOWN_PROVIDER: WrittenProvider = { hostname: 'unknown.invalid' }

function overriddenEntry(
  key: string | undefined,
  overrides: Omit<WrittenProvider, 'domains'>,
  { rows, fieldPath, error, report }: EntryContext,
): Entry | undefined {
  const row = key === undefined ? undefined : rows.get(key)
  if (key !== undefined && row === undefined) {
    error(key === 'none' ? 'write the word none alone' : unknownProvider(key, rows), 'provider')
  }
  if (Object.keys(overrides).length === 0) return row?.entry
  const reportNew = (problem: Problem) => {
    const [, , field] = problem.path
    const inherited = typeof field !== 'string' || !(field in overrides)
    const isNew = row !== undefined && !row.blamed.has(problem.message)
    if (!inherited || isNew) report(problem)
  }
  const { domains: _, ...fields } = row?.written ?? UNKNOWN_PROVIDER
  const merged = { ...fields, ...overrides }
  // Thousands of customers with a name of their own share one list of servers.
  const servers = Object.keys(overrides).some(concernsServers) ? undefined : row?.resolved
  const provider = resolveProvider(key ?? '', merged, fieldPath, reportNew, servers)
  warnAboutProvider(provider, merged, fieldPath, reportNew)
  if (row === undefined) return undefined
  return {
    kind: 'settings',
    provider,
    publishes: 'asked domain',
    address: FULL_ADDRESS,
    shared: false,
  }
}
