// What the database says of a domain, and the entry that follows from it.
import type { OwnedProviderRow } from '../../settings/build-table.js'
import { namesInTable } from '../../settings/domain.js'
import { parseEntry, sharedEntry } from '../../settings/domain-entry.js'
import { parseSettings } from '../../settings/parse.js'
import type { Problem } from '../../settings/problems.js'
import { parseRedirectAddr, resolveMoves } from '../../settings/redirect-addr.js'
import type { Entry, General } from '../../settings/table.js'
import type { Noticed } from './feed.js'
import type { Query } from './pool.js'
import { type DomainRow, entryOfRow } from './rows.js'

export interface KnownDomain {
  row: DomainRow
  /** Where the mailboxes of `row` moved to, and from there on: rows of ours. */
  targets: readonly DomainRow[]
}

const MOST_MOVES = 10

// One statement, so that both are of one moment.
const LOOK_UP = `
SELECT domain.*, EXISTS (SELECT FROM mailconf.settings_change
  WHERE xid >= $2::xid8 AND xid <> ALL ($3::xid8[]) AND what NOT LIKE 'domain %') AS is_ahead
FROM unnest($1::text[]) WITH ORDINALITY AS asked (name, place)
JOIN mailconf.domain USING (name) ORDER BY place LIMIT 1`

export interface ReadDomain extends KnownDomain {
  /** Providers changed in a transaction that was not noticed: those in memory may be older than these rows. */
  isAhead: boolean
}

/** Undefined: neither the domain nor a wildcard above it is in the database. */
export async function readDomain(
  query: Query,
  domain: string,
  { before, besides }: Noticed,
): Promise<ReadDomain | undefined> {
  let isAhead = false
  const find = async (name: string): Promise<DomainRow | undefined> => {
    const values = [[...namesInTable(name)], before, besides]
    const [found] = await query<DomainRow & { is_ahead: boolean }>(LOOK_UP, values)
    if (found === undefined) return undefined
    const { is_ahead, ...row } = found
    isAhead ||= is_ahead
    return row
  }
  const row = await find(domain)
  if (row === undefined) return undefined
  const targets: DomainRow[] = []
  for (let last = row; last.redirect_addr !== null && targets.length < MOST_MOVES;) {
    const target = parseRedirectAddr(last.redirect_addr)
    const next = target && (await find(target.domain))
    if (next === undefined) break
    targets.push(next)
    last = next
  }
  return { row, targets, isAhead }
}

/** Thrown for rows that cannot be used, with a sentence that says why. */
export class FaultyRow extends Error {}

export type EntryOf = (
  known: KnownDomain,
  providers: ReadonlyMap<string, OwnedProviderRow>,
  general: General,
) => Entry

/**
 * The same rows and providers give the same entry, however often it is asked for: compiled answers hang on it.
 * Throws FaultyRow.
 */
export function createEntryOf(): EntryOf {
  const made = new WeakMap<DomainRow, { of: readonly unknown[]; entry: Entry }>()
  return (known, providers, general) => {
    const { row, targets } = known
    const simple = simpleEntry(row, providers)
    if (simple !== undefined) return simple
    const keys = [row, ...targets].map(({ provider_key }) => provider_key ?? '')
    const of = [...targets, ...keys.map((key) => providers.get(key))]
    const before = made.get(row)
    if (before?.of.length === of.length && of.every((one, index) => one === before.of[index])) {
      return before.entry
    }
    const entry = makeEntry(known, providers, general, before?.entry)
    made.set(row, { of, entry })
    return entry
  }
}

/** That of all domains of a provider, or of all without mail; undefined for any other. */
function simpleEntry(
  { provider_key: key, position, overrides, redirect, redirect_addr: moved }: DomainRow,
  providers: ReadonlyMap<string, OwnedProviderRow>,
): Entry | undefined {
  if (key === null) {
    return redirect === null && moved === null ? sharedEntry('none', providers) : undefined
  }
  if (overrides !== null) return undefined
  const provider = providers.get(key)
  if (provider === undefined) throw new FaultyRow(`there is no usable provider "${key}"`)
  return position === null ? provider.entry : provider.own
}

/** `before`: what answers on where a provider changed so that the row is faulty now. */
function makeEntry(
  known: KnownDomain,
  providers: ReadonlyMap<string, OwnedProviderRow>,
  general: General,
  before: Entry | undefined,
): Entry {
  try {
    return resolvedEntry(known, providers, general)
  } catch (error) {
    if (before !== undefined && error instanceof FaultyRow) return before
    throw error
  }
}

function resolvedEntry(
  { row, targets }: KnownDomain,
  providers: ReadonlyMap<string, OwnedProviderRow>,
  general: General,
): Entry {
  const rows = [row, ...targets]
  const names = new Map(rows.map((one) => [one.name, ownEntry(one, providers, general)]))
  const moved = rows.flatMap(({ name, redirect_addr: address }) =>
    address === null ? [] : [{ name, address, path: [] }],
  )
  resolveMoves(moved, names, refuse)
  const entry = names.get(row.name)
  if (entry === undefined) throw new FaultyRow('is no entry')
  return entry
}

/** Without following where mailboxes moved to. */
function ownEntry(
  row: DomainRow,
  providers: ReadonlyMap<string, OwnedProviderRow>,
  general: General,
): Entry {
  const simple = simpleEntry(row, providers)
  if (simple !== undefined) return simple
  const { settings, problems } = parseSettings({
    providers: {},
    domains: { [row.name]: entryOfRow(row) },
  })
  problems.forEach(refuse)
  const written = settings?.domains?.[row.name]
  if (written === undefined) throw new FaultyRow('is no entry')
  const entry = parseEntry(row.name, written, {
    rows: providers,
    general,
    fieldPath: (field) => [field],
    error(message) {
      throw new FaultyRow(message)
    },
    report: refuse,
  })
  if (entry === undefined) throw new FaultyRow('is no entry')
  return entry
}

function refuse({ severity, message }: Problem): void {
  if (severity === 'error') throw new FaultyRow(message)
}
