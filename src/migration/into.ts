// Adds providers and domains to a settings text. What stands there stays octet for octet, comments included.
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import { canonicalJson } from '../format/canonical-json.js'
import type { Settings } from '../settings/schema.js'
import { readYaml } from '../store/yaml.js'
import type { Collected } from './collection.js'
import { settingsOf, writtenLines } from './written.js'

/** `fault`: why nothing can be added to this text, as a clause. */
export type Merged = { ok: true; text: string } | { ok: false; fault: string }

interface Insertion {
  at: number
  text: string
}

type Section = 'providers' | 'domains'

const STEP = '  '

/** `text` is YAML or JSON without errors, but for an empty or a missing map of providers. */
export function addToSettings(text: string, collected: Collected): Merged {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false })
  const { contents } = document
  const source: Source = { text, lineEnd: text.includes('\r\n') ? '\r\n' : '\n' }
  const written = writtenLines(collected)
  const values = settingsOf(collected)
  const wanted = (['providers', 'domains'] as const).filter(
    (section) => Object.keys(values[section] ?? {}).length > 0,
  )
  const insertions: Insertion[] = []
  const missing: Section[] = []
  if (contents !== null && !isMap(contents) && !isEmptyScalar(contents)) {
    return { ok: false, fault: 'it is no map of settings' }
  }
  for (const section of wanted) {
    const pair = isMap(contents) ? pairOf(contents, section) : undefined
    const value = pair?.value
    if (isAlias(value)) return { ok: false, fault: `"${section}" is an alias; write it out` }
    if (pair === undefined) missing.push(section)
    else if (isMap(value) && value.flow === true) {
      insertions.push(intoFlow(source, value, values[section] ?? {}))
    } else if (isMap(value)) {
      insertions.push(behindLast(source, value, written[section](indentOf(source, value))))
    } else {
      const indent = isMap(contents) ? indentOf(source, contents) : ''
      const lines = written[section](indent + STEP)
      insertions.push(behindKey(source, pair, lines))
    }
  }
  if (missing.length > 0) {
    if (isMap(contents) && contents.flow === true) {
      const added = Object.fromEntries(missing.map((section) => [section, values[section]]))
      insertions.push(intoFlow(source, contents, added))
    } else {
      const indent = isMap(contents) ? indentOf(source, contents) : ''
      const lines = missing.flatMap((section) => [
        '',
        `${indent}${section}:`,
        ...written[section](indent + STEP),
      ])
      insertions.push(
        isMap(contents)
          ? behindLast(source, contents, lines)
          : atLineStart(source, text.length, lines.slice(1)),
      )
    }
  }
  const merged = withInsertions(text, insertions)
  return isAddition(text, merged, values)
    ? { ok: true, text: merged }
    : { ok: false, fault: 'the new entries do not fit in there; import into a new file' }
}

/** Whether all that stood there means what it meant, and the rest is what was to be added. */
function isAddition(before: string, after: string, added: Settings): boolean {
  const old = (readYaml(before, '').value ?? {}) as Partial<Settings>
  const wanted = {
    ...old,
    providers: { ...old.providers, ...added.providers },
    ...((old.domains ?? added.domains) && { domains: { ...old.domains, ...added.domains } }),
  }
  const { value, problems } = readYaml(after, '')
  const written = { domains: {}, ...(value as object) }
  return problems.length === 0 && canonicalJson(written) === canonicalJson(wanted)
}

interface Source {
  text: string
  lineEnd: string
}

function withInsertions(text: string, insertions: readonly Insertion[]): string {
  // From the back, so that places stay; of two at one place the first comes first.
  return insertions
    .toReversed()
    .toSorted((a, b) => b.at - a.at)
    .reduce((all, { at, text: added }) => all.slice(0, at) + added + all.slice(at), text)
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)
}

/** What is before the first key of a block map on its line. */
function indentOf({ text }: Source, map: YAMLMap): string {
  const start = rangeOf(map.items[0]?.key)?.[0] ?? 0
  return ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1))
}

type Range = [number, number, number]

function rangeOf(node: unknown): Range | undefined {
  return (node as { range?: Range | null } | null | undefined)?.range ?? undefined
}

/** Where a pair ends, without what follows it on its line; an empty value ends with its key. */
function endOf({ key, value }: Pair): number {
  const [, keyEnd = 0] = rangeOf(key) ?? []
  return Math.max(keyEnd, endOfNode(value))
}

/** A block ends where its last value does: the library counts the comments behind it as well. */
function endOfNode(node: unknown): number {
  const [, end = 0] = rangeOf(node) ?? []
  if (!isCollection(node) || node.flow === true) return end
  const last = node.items.at(-1)
  if (isPair(last)) return endOf(last)
  return last === undefined ? end : endOfNode(last)
}

/** Behind the last line of a block map, and behind the comments that belong to its last entry. */
function behindLast(source: Source, map: YAMLMap, lines: readonly string[]): Insertion {
  const { text } = source
  const indent = indentOf(source, map).length
  let at = lineEndAfter(text, endOfNode(map))
  for (;;) {
    const [comment, blanks = ''] = /^([ \t]*)#.*(?:\n|$)/.exec(lineAt(text, at)) ?? []
    if (comment === undefined || blanks.length < Math.max(indent, 1)) break
    at += comment.length
  }
  return atLineStart(source, at, lines)
}

function behindKey(source: Source, pair: Pair, lines: readonly string[]): Insertion {
  return atLineStart(source, lineEndAfter(source.text, endOf(pair)), lines)
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(at, end === -1 ? undefined : end + 1)
}

/** Where the next line begins; a value such as a block of text may end there already. */
function lineEndAfter(text: string, at: number): number {
  if (text[at - 1] === '\n') return at
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

function atLineStart({ text, lineEnd }: Source, at: number, lines: readonly string[]): Insertion {
  const isStart = at === 0 || text[at - 1] === '\n'
  const added = lines.map((line) => `${line}${lineEnd}`).join('')
  return { at, text: isStart ? added : `${lineEnd}${added}` }
}

/** As JSON, which YAML takes as well: behind the last entry, each new one on a line where those that stand there are. */
function intoFlow(source: Source, map: YAMLMap, added: object): Insertion {
  const { text, lineEnd } = source
  const [start = 0] = rangeOf(map) ?? []
  const first = rangeOf(map.items[0]?.key)?.[0]
  const isLong = first === undefined || text.slice(start, first).includes('\n')
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const outer = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
  const inner = first === undefined ? outer + STEP : /[ \t]*$/.exec(text.slice(0, first))?.[0]
  const glue = isLong ? `${lineEnd}${inner ?? ''}` : ' '
  const entries = Object.entries(added).map(([key, value]) => {
    const json = JSON.stringify(value, undefined, isLong ? STEP : undefined)
    return `${JSON.stringify(key)}: ${json.replaceAll('\n', () => glue)}`
  })
  const all = entries.join(`,${glue}`)
  const last = map.items.at(-1)
  return last === undefined
    ? { at: start + 1, text: `${glue}${all}${lineEnd}${outer}` }
    : { at: endOf(last), text: `,${glue}${all}` }
}
