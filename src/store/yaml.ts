// YAML (and JSON, its subset) with every problem at its place.
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter } from 'yaml'
import { type Node, type Pair, parseDocument, Scalar, visit, type YAMLMap } from 'yaml'
import type { Path, Place, Problem } from '../settings/problems.js'

export interface YamlFile {
  /** What the text says, as far as it could be read. */
  value: unknown
  problems: Problem[]
  /** Where a path stands; a missing key stands where its map does. */
  locate(path: Path, at?: 'key'): Place
}

/** Reads a settings text. Never throws; `file` is only for the places. */
export function readYaml(text: string, file: string): YamlFile {
  const problems: Problem[] = []
  const source = quoteWildcardKeys(text, (place) => {
    problems.push({
      severity: 'error',
      path: [],
      message: QUOTE_WILDCARDS,
      place: { file, ...place },
    })
  })
  const lineCounter = new LineCounter()
  // The library's own check for duplicate keys takes minutes for 100,000 of them; ours is below.
  const document = parseDocument(source, { uniqueKeys: false, prettyErrors: false, lineCounter })
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const error = (offset: number, message: string) => {
    problems.push({ severity: 'error', path: [], message, place: placeAt(offset) })
  }

  for (const { code, pos, message } of document.errors) error(pos[0], sentence(code, message))
  for (const { pos, message } of document.warnings) error(pos[0], message)
  quoteLooseAliases(document, error)
  checkKeys(document, error)
  return {
    value: toValue(document, error),
    problems,
    locate: locator(document, placeAt),
  }
}

type ReportAt = (offset: number, message: string) => void

function sentence(code: string, message: string): string {
  switch (code) {
    case 'BAD_SCALAR_START':
      return 'a value that starts with %, @ or ` needs quotes: "%EMAILADDRESS%"'
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent here; use spaces'
    case 'MULTIPLE_DOCS':
      return 'a settings file holds one document; remove the line "---"'
    default:
      return message
  }
}

const QUOTE_WILDCARDS = 'a name that starts with * needs quotes: "*.example.com"'
const WILDCARD_KEY = /^([ \t]*)(\*[^\s:"']*)(?=[ \t]*:(?:[ \t]|$))/

/** `*.example.com:` without quotes reads as an alias and hides the lines below it: said once, and then quoted. */
function quoteWildcardKeys(text: string, report: (place: Omit<Place, 'file'>) => void): string {
  if (!/^[ \t]*\*/m.test(text)) return text
  return text
    .split('\n')
    .map((line, index) =>
      line.replace(WILDCARD_KEY, (_, indent: string, key: string) => {
        report({ line: index + 1, column: indent.length + 1 })
        return `${indent}"${key}"`
      }),
    )
    .join('\n')
}

/** The same for a value; it is then taken as the text it was meant to be. */
function quoteLooseAliases(document: Document, error: ReportAt): void {
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined
      error(alias.range?.[0] ?? 0, QUOTE_WILDCARDS)
      const scalar = new Scalar(`*${alias.source}`)
      scalar.range = alias.range ?? null
      return scalar
    },
  })
}

function checkKeys(document: Document, error: ReportAt): void {
  visit(document, {
    Map(_key, map) {
      const seen = new Map<unknown, number>()
      for (const { key } of map.items) {
        const offset = startOf(key)
        const name = isScalar(key) ? key.value : undefined
        if (typeof name !== 'string') error(offset, 'a key must be a text; put it in quotes')
        else if (name === '__proto__') error(offset, '"__proto__" is no key')
        else if (seen.has(name)) error(offset, `"${name}" stands twice in the same map`)
        else seen.set(name, offset)
      }
    },
  })
}

function toValue(document: Document, error: ReportAt): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    error(0, cause instanceof Error ? cause.message : 'cannot be read')
    return undefined
  }
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}

function locator(document: Document, placeAt: (offset: number) => Place): YamlFile['locate'] {
  const index = new WeakMap<YAMLMap, Map<unknown, Pair>>()
  const pairOf = (map: YAMLMap, key: PropertyKey): Pair | undefined => {
    let pairs = index.get(map)
    if (pairs === undefined) {
      pairs = new Map(
        map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]),
      )
      index.set(map, pairs)
    }
    return pairs.get(key)
  }
  return (path, at) => {
    let node: unknown = document.contents
    let offset = startOf(node)
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = node.resolve(document)
      const next = isMap(node)
        ? pairOf(node, step)
        : isSeq(node) && typeof step === 'number'
          ? node.items[step]
          : undefined
      if (next === undefined || next === null) break
      const last = depth === path.length - 1
      const value = isPair(next) ? next.value : next
      const keyIsMeant = isPair(next) && (last ? at === 'key' || !hasText(value) : !hasText(value))
      offset = startOf(keyIsMeant ? next.key : value)
      node = value
    }
    return placeAt(offset)
  }
}

/** An empty value has no place of its own; its key is shown instead. */
function hasText(node: unknown): boolean {
  const range = (node as Node | null)?.range
  return range !== undefined && range !== null && range[1] > range[0]
}
