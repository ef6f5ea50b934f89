// Places in a YAML or JSON text where entries can be added, and the text to put there.
import { isCollection, isMap, isPair, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml'

export const STEP = '  '

export interface Insertion {
  at: number
  text: string
}

export interface Source {
  /** As it stands, its last line ended. */
  text: string
  lineEnd: string
  /** Undefined where nothing but comments stands there. */
  root: YAMLMap | undefined
}

export function sourceOf(standing: string): Source {
  const lineEnd = standing.includes('\r\n') ? '\r\n' : '\n'
  const { contents } = parseDocument(standing, { uniqueKeys: false, prettyErrors: false })
  const isFlow = isMap(contents) && contents.flow === true
  const isEnded = standing === '' || standing.endsWith('\n') || isFlow
  const text = isEnded ? standing : `${standing}${lineEnd}`
  return { text, lineEnd, root: isMap(contents) ? contents : undefined }
}

export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  // From the back, so that places stay; of two at one place the first comes first.
  return insertions
    .toReversed()
    .toSorted((a, b) => b.at - a.at)
    .reduce((all, { at, text: added }) => all.slice(0, at) + added + all.slice(at), text)
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)
}

/** What is before the first key of a block map on its line. */
export function indentOf({ text }: Source, map: YAMLMap): string {
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
export function behindLast(source: Source, map: YAMLMap, lines: readonly string[]): Insertion {
  const { text } = source
  const indent = indentOf(source, map).length
  let at = lineEndAfter(text, endOfNode(map))
  for (;;) {
    const [comment, blanks = ''] = /^([ \t]*)#[^\n]*(?:\n|$)/.exec(lineAt(text, at)) ?? []
    if (comment === undefined || blanks.length < Math.max(indent, 1)) break
    at += comment.length
  }
  return { at, text: linesText(source, lines) }
}

export function behindKey(source: Source, pair: Pair, lines: readonly string[]): Insertion {
  return { at: lineEndAfter(source.text, endOf(pair)), text: linesText(source, lines) }
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

export function linesText({ lineEnd }: Source, lines: readonly string[]): string {
  return lines.map((line) => `${line}${lineEnd}`).join('')
}

/** As JSON, which YAML takes as well: behind the last entry, each new one on a line where those that stand there are. */
export function intoFlow(source: Source, map: YAMLMap, added: object): Insertion {
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
