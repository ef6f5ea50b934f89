// Some names of a table that stand for all: for trying whether it can be answered with.
import type { Entry, MemoryTable } from './table.js'

const MOST_NAMES = 22

/** Names of different entries: one of each, or so many chosen at random. Wildcards are names below them. */
export function sampleOf(table: MemoryTable, random: () => number = Math.random): string[] {
  const names = new Map<Entry, string>()
  for (const [name, entry] of table.entries()) {
    if (!names.has(entry)) names.set(entry, name)
  }
  const all = [...names.values()]
  for (let index = 0; index < Math.min(MOST_NAMES, all.length); index += 1) {
    const chosen = index + Math.floor(random() * (all.length - index))
    ;[all[index], all[chosen]] = [all[chosen] as string, all[index] as string]
  }
  return all.slice(0, MOST_NAMES).map(nameBelow)
}

function nameBelow(name: string): string {
  return name === '*' ? 'any.example' : name.replace('*', 'any')
}
