// A YAML document → plain values. Done here and not by the library, because it must refuse what would be
// misread, name the place, and go on.
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'
import type { YAMLMap } from 'yaml'

export interface ReadValue {
  /** Undefined where aliases repeat so much that nothing should be done with it. */
  value: unknown
  /** What an alias stands for. */
  targetOf: ReadonlyMap<Alias, Node>
}

export type ReportAt = (offset: number, message: string) => void

export const QUOTE_WILDCARDS = 'a name that starts with * needs quotes: "*.example.com"'

// Stands in for the * of an unquoted wildcard; as long as it, so that no column moves.
const STAND_IN = '\ufdd2'
const UNQUOTED_WILDCARD_KEY = /(^|[{,])([ \t]*)\*(?=[^\s:"',]*:(?:[ \t]|$))/gm

/** `*.example.com:` without quotes reads as an alias and hides the lines below it; marked, it reads as a key. */
export function markWildcardKeys(text: string): string {
  return text.replace(UNQUOTED_WILDCARD_KEY, `$1$2${STAND_IN}`)
}

function unmark(text: string): string {
  return text.includes(STAND_IN) ? text.replaceAll(STAND_IN, '*') : text
}

/** The text of a key; undefined where it is none at all: empty, a list, a map, an alias. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined
  if (typeof key.value === 'string') return unmark(key.value)
  return key.source === '' ? undefined : key.source
}

/** Where a node begins. */
export function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}

// How many values aliases may add to those that are written.
const MOST_REPEATED_VALUES = 100_000

interface Anchored {
  node: Node
  value: unknown
  size: number
}

/** Reports every fault of keys and aliases. What is faulty is left out, or taken as it was likely meant. */
export function readValue(document: Document, report: ReportAt): ReadValue {
  const anchored = new Map<string, Anchored>()
  const targetOf = new Map<Alias, Node>()
  let openAnchors = 0
  let size = 0
  let repeated = 0

  const read = (node: unknown): unknown => {
    size += 1
    if (isAlias(node)) return readAlias(node)
    if (isScalar(node)) {
      const value = typeof node.value === 'string' ? unmark(node.value) : node.value
      if (node.anchor !== undefined) anchored.set(node.anchor, { node, value, size: 1 })
      return value
    }
    if (!isMap(node) && !isSeq(node)) return null
    const { anchor } = node
    const sizeBefore = size
    if (anchor !== undefined) openAnchors += 1
    const value = isMap(node) ? readMap(node) : node.items.map(read)
    if (anchor !== undefined) {
      openAnchors -= 1
      anchored.set(anchor, { node, value, size: size - sizeBefore })
    }
    return value
  }

  const readAlias = (alias: Alias): unknown => {
    const target = anchored.get(alias.source)
    if (target === undefined) {
      report(startOf(alias), QUOTE_WILDCARDS)
      return `*${alias.source}`
    }
    if (openAnchors > 0) {
      report(startOf(alias), 'an alias cannot stand inside a value with an anchor; write it out')
      return null
    }
    if (repeated <= MOST_REPEATED_VALUES && repeated + target.size > MOST_REPEATED_VALUES) {
      report(startOf(alias), 'the aliases up to here repeat too much; use a provider instead')
    }
    repeated += target.size
    targetOf.set(alias, target.node)
    return target.value
  }

  const readMap = (map: YAMLMap): Record<string, unknown> => {
    const entries = new Map<string, unknown>()
    for (const { key, value } of map.items) {
      const name = keyText(key)
      const fault = name === undefined ? NO_TEXT : keyFault(name, key, entries.has(name))
      if (fault !== undefined) report(startOf(key), fault)
      const item = read(value)
      if (name !== undefined && name !== '__proto__' && !entries.has(name)) entries.set(name, item)
    }
    return Object.fromEntries(entries)
  }

  const value = read(document.contents)
  return { value: repeated > MOST_REPEATED_VALUES ? undefined : value, targetOf }
}

const NO_TEXT = 'a key must be a text; put it in quotes'

function keyFault(name: string, key: unknown, isSecond: boolean): string | undefined {
  const written = isScalar(key) ? key.value : undefined
  if (typeof written !== 'string') return NO_TEXT
  if (written.startsWith(STAND_IN)) return QUOTE_WILDCARDS
  if (name === '__proto__') return '"__proto__" is no key'
  return isSecond ? `"${name}" stands twice in the same map` : undefined
}
