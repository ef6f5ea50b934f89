// How many domains there are, for people to see: counted now and then, and never in the way of anything.
import type { Query } from './pool.js'

export interface DomainCount {
  /** Of millions, about. */
  readonly size: number
  seed(size: number): void
  /** It may be quite another now. */
  outdate(): void
  /** Counts where the last count is older than a minute. Never fails: then it is as it was. */
  refresh(): Promise<void>
}

const EVERY_MS = 60_000

// To count millions of rows takes longer than a look-up may.
const SIZE = `
SELECT CASE WHEN reltuples > 500000 THEN reltuples::bigint
  ELSE (SELECT count(*) FROM mailconf.domain) END::float8 AS size
FROM pg_class WHERE oid = 'mailconf.domain'::regclass`

export function createDomainCount(query: Query, now: () => number): DomainCount {
  let size = 0
  let countedAt = -Infinity
  return {
    get size() {
      return size
    },
    seed(known) {
      size = known
    },
    outdate() {
      countedAt = -Infinity
    },
    async refresh() {
      if (now() - countedAt < EVERY_MS) return
      countedAt = now()
      const [counted] = await query<{ size: number }>(SIZE).catch(() => [])
      size = counted?.size ?? size
    },
  }
}
