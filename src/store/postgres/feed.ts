// Which settings changed: read from the change log again and again. A notification only says to look now: it can be
// lost, and behind poolers or on replicas there is none.
import type { Query } from './pool.js'

export interface FeedOptions {
  query: Query
  /** Resolves when the changes are applied. Rejected, they are read again. */
  apply: (changes: Changes) => Promise<void>
  now: () => number
}

/** What may be other than it was. */
interface Changes {
  /** Everything, whatever else is said. */
  isAll: boolean
  domains: ReadonlySet<string>
  providers: ReadonlySet<string>
}

export interface Feed {
  /** Reads the log once; one reading after the other. */
  poll(): Promise<void>
  /** Which transactions have been noticed. */
  noticed(): Noticed
  /** When the database was last seen to be as we know it. */
  confirmedAt(): number | undefined
}

/** All before one transaction, and some of those after it: numbers as text, for they may be longer than others. */
export interface Noticed {
  before: string
  besides: readonly string[]
}

interface Change {
  xmin: string
  xid: string | null
  what: string | null
}

// As the triggers write it.
const ALL = 'all'
const DOMAIN = 'domain '
const PROVIDER = 'provider '

// The log is kept for a day: after half of one away, all of it may have happened.
const LONGEST_GAP_MS = 12 * 3600 * 1000

// One statement: the rows and the number belong to one moment.
const LOG = `
SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin, change.xid::text AS xid, change.what
FROM (SELECT) AS one LEFT JOIN mailconf.settings_change AS change ON change.xid >= $1::xid8`

/**
 * Every transaction below `xmin` was over when the log was last read; those above are read again, since they may
 * commit later than ones with greater numbers. So nothing is lost, and what is known already is passed over.
 */
export function createFeed({ query, apply, now }: FeedOptions): Feed {
  let last: { xmin: string; at: number; seen: ReadonlySet<string> } | undefined
  let polling = Promise.resolve()
  const pollOnce = async () => {
    const at = now()
    const isLost = last === undefined || at - last.at > LONGEST_GAP_MS
    const rows = await query<Change>(LOG, [last?.xmin ?? HIGHEST])
    const xmin = rows[0]?.xmin ?? '0'
    // A database that was made anew counts from the start.
    const wentBack = last !== undefined && BigInt(xmin) < BigInt(last.xmin)
    const changes = rows.flatMap(({ xid, what }) =>
      xid === null || what === null || last?.seen.has(xid) === true ? [] : [what],
    )
    const told = isLost || wentBack ? [ALL] : changes
    if (told.length > 0) await apply(changesOf(told))
    const open = rows.flatMap(({ xid }) =>
      xid !== null && BigInt(xid) >= BigInt(xmin) ? [xid] : [],
    )
    last = { xmin, at, seen: new Set(open) }
  }
  return {
    poll: () => (polling = polling.catch(() => undefined).then(pollOnce)),
    noticed: () => ({ before: last?.xmin ?? HIGHEST, besides: [...(last?.seen ?? [])] }),
    confirmedAt: () => last?.at,
  }
}

// No transaction has it yet.
const HIGHEST = '18446744073709551615'

function changesOf(told: readonly string[]): Changes {
  const behind = (word: string) =>
    new Set(told.flatMap((what) => (what.startsWith(word) ? [what.slice(word.length)] : [])))
  return { isAll: told.includes(ALL), domains: behind(DOMAIN), providers: behind(PROVIDER) }
}
