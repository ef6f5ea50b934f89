// Rows of the tables ↔ what the settings file says. Columns are for people who write SQL; each table keeps
// whatever has no column of its own in one of JSON, so that nothing is lost.
import type { DomainEntry, WrittenProvider, WrittenServer } from '../../settings/schema.js'
import { SECTIONS, type Section } from '../../settings/server-types.js'

/** A row of mailconf.domain. */
export interface DomainRow {
  name: string
  provider_key: string | null
  /** Of a domain that a provider publishes together with others; from 1. */
  position: number | null
  purpose: 'mx' | null
  overrides: object | null
  redirect: object | null
  redirect_addr: string | null
}

export type Row = Readonly<Record<string, unknown>>

export interface ProviderRows {
  provider: Row
  servers: Row[]
}

const PROVIDER_COLUMNS: Columns = {
  id: 'id',
  displayName: 'display_name',
  displayShortName: 'display_short_name',
  hostname: 'hostname',
  socketType: 'socket_type',
  authentication: 'authentication',
  username: 'username',
}
const SERVER_COLUMNS: Columns = {
  type: 'type',
  hostname: 'hostname',
  port: 'port',
  socketType: 'socket_type',
  url: 'url',
  authentication: 'authentication',
  username: 'username',
}

/** Key of the settings → column. */
type Columns = Readonly<Record<string, string>>

/** A provider without its own domains: those are rows of mailconf.domain. */
export function rowsOfProvider(key: string, written: WrittenProvider): ProviderRows {
  const { domains: _, ...rest } = written
  const scalars = Object.entries(rest).filter(([field]) => !isSection(field))
  const servers = SECTIONS.flatMap((section) =>
    (written[section] ?? []).map((server, index) => ({
      provider_key: key,
      section,
      position: index + 1,
      ...toColumns(
        typeof server === 'string' ? { type: server } : server,
        SERVER_COLUMNS,
        'options',
      ),
    })),
  )
  const columns = toColumns(Object.fromEntries(scalars), PROVIDER_COLUMNS, 'documents')
  return { provider: { provider_key: key, ...columns }, servers }
}

/**
 * The provider that rows stand for. Unknown keys and wrong values come through: whoever reads rows that others
 * wrote has them checked by the schema.
 */
export function providerOfRows(provider: Row, servers: readonly Row[], own: readonly Row[]) {
  const lists = SECTIONS.map((section): [Section, unknown[]] => [
    section,
    servers.filter((server) => server['section'] === section).map(writtenServer),
  ])
  return {
    ...fromColumns(provider, PROVIDER_COLUMNS, 'documents'),
    ...Object.fromEntries(lists.filter(([, list]) => list.length > 0)),
    ...(own.length > 0 && {
      domains: own.map(({ name, purpose }) => (purpose === null ? name : { name, purpose })),
    }),
  }
}

/** As a person would write it: a type alone is enough. */
function writtenServer(row: Row): Partial<WrittenServer> | string {
  const server = fromColumns(row, SERVER_COLUMNS, 'options') as Partial<WrittenServer>
  return Object.keys(server).length === 1 && server.type !== undefined ? server.type : server
}

/** `name` is in A-labels, as in the table. */
export function rowOfDomain(name: string, entry: DomainEntry): DomainRow {
  const row = { ...NO_MAIL, name }
  if (entry === 'none') return row
  if (typeof entry === 'string') return { ...row, provider_key: entry }
  const { provider, redirect, redirectAddr, ...overrides } = entry
  return {
    ...row,
    provider_key: provider ?? null,
    overrides: Object.keys(overrides).length > 0 ? overrides : null,
    redirect: redirect ?? null,
    redirect_addr: redirectAddr ?? null,
  }
}

export const NO_MAIL: Omit<DomainRow, 'name'> = {
  provider_key: null,
  position: null,
  purpose: null,
  overrides: null,
  redirect: null,
  redirect_addr: null,
}

/** What the settings file would say; like `providerOfRows`, unchecked. */
export function entryOfRow(row: DomainRow): DomainEntry {
  const { provider_key: provider, overrides, redirect, redirect_addr: redirectAddr } = row
  const forms = {
    ...(provider !== null && { provider }),
    ...(redirect !== null && { redirect }),
    ...(redirectAddr !== null && { redirectAddr }),
  }
  if (Object.keys(forms).length === 0) return 'none'
  return provider !== null && overrides === null ? provider : { ...forms, ...overrides }
}

/** null means “not stated” in the settings and “nothing” in a column: those go to the rest. */
function toColumns(written: object, columns: Columns, rest: string): Row {
  const entries = Object.entries(written) as [string, unknown][]
  const isColumn = ([key, value]: [string, unknown]) =>
    Object.hasOwn(columns, key) && value !== null
  const others = entries.filter((entry) => !isColumn(entry))
  return {
    ...Object.fromEntries(
      entries.filter(isColumn).map(([key, value]) => [columns[key] as string, value]),
    ),
    ...(others.length > 0 && { [rest]: Object.fromEntries(others) }),
  }
}

function fromColumns(row: Row, columns: Columns, rest: string): object {
  const stated = Object.entries(columns)
    .map(([key, column]) => [key, row[column] ?? null] as const)
    .filter(([, value]) => value !== null)
  return { ...Object.fromEntries(stated), ...(row[rest] as object | null) }
}

function isSection(field: string): boolean {
  return SECTIONS.some((section) => section === field)
}
