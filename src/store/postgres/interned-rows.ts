// Equal rows are one object: a wildcard answers for many names, a row is read again and again, and compiled answers hang
// on the object.
import { LRUCache } from 'lru-cache'
import type { KnownDomain } from './known-domain.js'
import type { DomainRow } from './rows.js'

/** `max`: how many rows are kept for comparison. */
export function createInterning(max: number): (known: KnownDomain) => KnownDomain {
  const rows = new LRUCache<string, { text: string; row: DomainRow }>({ max })
  const intern = (row: DomainRow): DomainRow => {
    const text = JSON.stringify(row)
    const before = rows.get(row.name)
    if (before?.text === text) return before.row
    rows.set(row.name, { text, row })
    return row
  }
  return ({ row, targets }) => ({ row: intern(row), targets: targets.map(intern) })
}
