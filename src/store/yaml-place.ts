// Where a path of the settings stands in the file.
import { type Alias, type Document, isAlias, isMap, isPair, isSeq, type Node } from 'yaml'
import type { Pair, YAMLMap } from 'yaml'
import type { Path, Place } from '../settings/problems.js'
import { keyText, startOf } from './yaml-value.js'

/** Lines and columns of offsets. The library's own counter loses lines after an error. */
export function linesOf(text: string): (offset: number) => Pick<Place, 'line' | 'column'> {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let line = 1
    for (let beyond = starts.length; line < beyond;) {
      const middle = Math.ceil((line + beyond) / 2)
      if ((starts[middle - 1] ?? 0) <= offset) line = middle
      else beyond = middle - 1
    }
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 }
  }
}

/** Finds places by path; of each map that is passed an index is kept, so that many problems cost little. */
export function locator(
  document: Document,
  targetOf: ReadonlyMap<Alias, Node>,
  placeAt: (offset: number) => Place,
): (path: Path, at?: 'key') => Place {
  const index = new WeakMap<YAMLMap, ReadonlyMap<PropertyKey, Pair>>()
  const pairOf = (map: YAMLMap, key: PropertyKey): Pair | undefined => {
    const pairs = index.get(map) ?? pairsByKey(map)
    index.set(map, pairs)
    return pairs.get(key)
  }
  return (path, at) => {
    let node: unknown = document.contents
    let offset = startOf(node)
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = targetOf.get(node)
      const next = isMap(node)
        ? pairOf(node, step)
        : isSeq(node) && typeof step === 'number'
          ? node.items[step]
          : undefined
      if (next === undefined || next === null) break
      const last = depth === path.length - 1
      const value = isPair(next) ? next.value : next
      const keyIsMeant = isPair(next) && (!hasText(value) || (last && at === 'key'))
      offset = startOf(keyIsMeant ? next.key : value)
      node = value
    }
    return placeAt(offset)
  }
}

/** Of two equal keys the first counts, as in the value that is read. */
function pairsByKey(map: YAMLMap): ReadonlyMap<PropertyKey, Pair> {
  const pairs = new Map<PropertyKey, Pair>()
  for (const pair of map.items) {
    const key = keyText(pair.key)
    if (key !== undefined && !pairs.has(key)) pairs.set(key, pair)
  }
  return pairs
}

/** An empty value has no place of its own; its key is shown instead. */
function hasText(node: unknown): boolean {
  const range = (node as Node | null)?.range
  return range !== undefined && range !== null && range[1] > range[0]
}
