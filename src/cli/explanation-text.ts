// An explanation of the settings as lines for a terminal.
import { relative } from 'node:path'
import type { AppliedDefaults } from '../settings/applied-defaults.js'
import type { Explanation, LookUp, Override } from '../settings/explain.js'
import type { FilledText } from '../settings/filled-texts.js'
import type { Origin } from '../settings/origin.js'
import type { Place } from '../settings/problems.js'
import type { WrittenServer } from '../settings/schema.js'
import type { Entry } from '../settings/table.js'
import type { SettingsSource } from '../store/settings-source.js'
import { formatPath, printable } from './problem-text.js'
import { renderTable } from './text.js'

export interface Located extends Pick<SettingsSource, 'locate'> {
  /** What answers. */
  entry: Entry
  width: number | undefined
}

type Row = readonly [label: string, what: string, said: string]

// What "# " takes of a line of 100.
const NO_TERMINAL_WIDTH = 98

/** Without a line feed at the end; the lines are two characters shorter than the terminal is wide. */
export function explanationText(
  { lookUps, provider }: Explanation,
  { entry, locate, width }: Located,
): string {
  const rows: Row[] = lookUps.flatMap((lookUp) => lookUpRows(lookUp, locate))
  if (provider !== undefined) {
    const { key, path, overrides, defaults, filled } = provider
    rows.push(
      ['Provider', key, formatPlace(locate(path, 'key'))],
      ...overrides.map((one) => overrideRow(one, locate)),
      ...defaults.map(defaultsRow),
      ...filled.flatMap(filledRows),
    )
  }
  rows.push(...entryRows(entry))
  const cells = rows.map((row, index) => {
    const [label, ...others] = row.map(printable)
    return [label === rows[index - 1]?.[0] ? '' : (label ?? ''), ...others]
  })
  return renderTable(cells, width === undefined ? NO_TERMINAL_WIDTH : width - '# '.length)
}

function lookUpRows({ names, movedTo }: LookUp, locate: Located['locate']): Row[] {
  const rows = names.map(({ name, origin }): Row => {
    const said = origin === undefined ? 'not there' : `there: ${originText(origin, locate)}`
    return ['Looked for', name, said]
  })
  if (movedTo === undefined) return rows
  const { address, path } = movedTo
  return [...rows, ['Moved to', address, formatPlace(locate(path))]]
}

function originText(origin: Origin, locate: Located['locate']): string {
  switch (origin.kind) {
    case 'own':
      return `${formatPlace(locate(origin.path))}, own domain of provider ${origin.provider}`
    case 'list':
      return `${formatPlace(origin.place)}, ${named(origin.provider)}`
    case 'map': {
      const { entry, path } = origin
      const place = formatPlace(locate(path, 'key'))
      const key = typeof entry === 'string' ? entry : entry.provider
      if (key !== undefined) return `${place}, ${named(key)}`
      const isRedirect = typeof entry === 'object' && entry.redirect !== undefined
      return `${place}, ${isRedirect ? 'redirect' : 'redirectAddr'}`
    }
  }
}

function named(key: string): string {
  return key === 'none' ? 'the word none' : `provider ${key}`
}

function overrideRow({ field, path, from, to }: Override, locate: Located['locate']): Row {
  const before = from === undefined ? 'nothing' : short(from)
  return ['Replaced', field, `${before} → ${short(to)}, ${formatPlace(locate(path))}`]
}

function defaultsRow({ section, index, type, fields }: AppliedDefaults): Row {
  const said = Object.entries(fields).map(([field, value]) => `${field} ${short(value)}`)
  return ['By default', `${section}[${index}], ${type}`, said.join(', ')]
}

function filledRows({ from, to, paths }: FilledText): Row[] {
  return paths.map((path) => ['Filled in', formatPath(path), `${from} → ${to}`])
}

function entryRows(entry: Entry): Row[] {
  switch (entry.kind) {
    case 'none':
      return [['Answer', 'none', 'ours, and without mail']]
    case 'moved':
      return [
        ['Answer', entry.address, 'not ours: autodiscover names it, other formats know nothing'],
      ]
    case 'redirect':
      return (['autoconfig', 'autodiscover', 'page'] as const).map((format) => [
        'Redirect',
        format,
        entry.redirect[format] ?? 'not written, so it knows nothing',
      ])
    case 'settings':
      return [
        entry.publishes === 'own domains'
          ? [
              'Publishes',
              'own domains',
              `all ${entry.provider.domains.length} of this provider's own`,
            ]
          : ['Publishes', 'asked domain', 'and no other name'],
      ]
  }
}

const LONGEST_VALUE = 60

/** A value on one line, as it is or shortened; of servers, what tells them apart. */
function short(value: unknown): string {
  const items = Array.isArray(value) ? value.map(shortItem) : [shortItem(value)]
  const text = items.length === 1 ? (items[0] ?? '') : `[${items.join(', ')}]`
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text
}

function shortItem(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('type' in value))
    return JSON.stringify(value)
  const { type, hostname, url, port, socketType } = value as Partial<WrittenServer>
  return [type, hostname ?? url, port, socketType].filter(isWritten).join(' ')
}

function isWritten(value: string | number | null | undefined): value is string | number {
  return (value ?? null) !== null
}

/** From the folder that the reader is in, where that is shorter. */
function formatPlace({ file, line, column }: Place): string {
  const near = relative('', file)
  return `${near.length < file.length ? near : file}:${line}:${column}`
}
