// A row for each server: which formats state it, and in notes why the others do not.
import { coverageOf } from '../protocols/registry.js'
import type { Server } from '../settings/provider.js'
import { SECTIONS } from '../settings/server-types.js'
import type { General } from '../settings/table.js'
import type { Subject } from './subjects.js'
import { renderTable } from './text.js'

/** Those of several subjects, where the formats state the same of all of them. */
interface View {
  names: string[]
  /** Of the first. */
  servers: readonly Server[]
  formats: readonly string[]
  /** By server, then by format: why not. */
  reasons: readonly (readonly (string | undefined)[])[]
  /** Whether all have the very same servers. */
  sameHosts: boolean
}

// About what a screen shows at once; the rest can be asked for.
const ROWS_SHOWN = 40

/** The views that most share come first. Not empty: `subjects`. */
export function coverageTable(
  subjects: readonly Subject[],
  general: General,
  width: number | undefined,
): string {
  const views = viewsOf(subjects, general).sort((a, b) => b.names.length - a.names.length)
  const shown = views.filter((_, index) => index === 0 || rowsUpTo(views, index) <= ROWS_SHOWN)
  const notes = new Map<string, number>()
  const cell = (reason: string | undefined) => {
    if (reason === undefined) return 'yes'
    const number = notes.get(reason) ?? notes.size + 1
    notes.set(reason, number)
    return `- ${number}`
  }
  const rows = shown.flatMap(({ names, servers, reasons, sameHosts }) => [
    [''],
    [heading(names, sameHosts)],
    ...servers.map((server, index) => [label(server), ...(reasons[index] ?? []).map(cell)]),
    ...(servers.length === 0 ? [['no servers']] : []),
  ])
  const table = renderTable([['Stated in', ...(shown[0]?.formats ?? [])], ...rows], width)
  const more = views.length - shown.length
  return [
    table,
    ...(notes.size === 0 ? [] : ['', renderTable(noteRows(notes), width)]),
    ...(more === 0
      ? []
      : ['', `${count(more)} more like these; see one with: mailconf check --provider KEY`]),
  ].join('\n')
}

function rowsUpTo(views: readonly View[], index: number): number {
  return views.slice(0, index + 1).reduce((sum, { servers }) => sum + servers.length + 2, 0)
}

function noteRows(notes: ReadonlyMap<string, number>): string[][] {
  return [...notes].map(([reason, number]) => [`${number}`, reason])
}

function viewsOf(subjects: readonly Subject[], general: General): View[] {
  const views = new Map<string, View>()
  for (const { name, entry, address } of subjects) {
    const servers = SECTIONS.flatMap((section) => entry.provider[section])
    const formats = coverageOf({ entry, address }, general)
    const reasons = servers.map((server) => formats.map(({ whyNot }) => whyNot(server)))
    const kinds = servers.map(({ type, port, socketType }) => [type, port, socketType])
    const key = JSON.stringify([kinds, reasons.map((all) => all.map((one) => one ?? ''))])
    const view = views.get(key)
    if (view === undefined) {
      const names = [name]
      const columns = formats.map(({ format }) => format)
      views.set(key, { names, servers, formats: columns, reasons, sameHosts: true })
    } else {
      view.names.push(name)
      view.sameHosts &&= servers.every((server, index) => isSame(server, view.servers[index]))
    }
  }
  return [...views.values()]
}

function isSame(one: Server, other: Server | undefined): boolean {
  return one.hostname === other?.hostname && one.url === other?.url
}

const NAMES_SHOWN = 3

function heading(names: readonly string[], sameHosts: boolean): string {
  const [first = ''] = names
  const rest = names.length - NAMES_SHOWN
  const listed = names.slice(0, NAMES_SHOWN).join(', ')
  const hosts = sameHosts ? '' : ` (hosts of ${first})`
  return `${listed}${rest > 0 ? ` and ${count(rest)} more` : ''}${hosts}:`
}

function label({ type, hostname, port, socketType, url }: Server): string {
  const host = [hostname ?? url, port].filter((one) => one !== undefined).join(':')
  return [type, host, socketType].filter((one) => one !== undefined && one !== '').join(' ')
}

function count(number: number): string {
  return number.toLocaleString('en')
}
