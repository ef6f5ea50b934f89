// Which names stand in the database: so that a name that nobody hosts is known to be unknown without a query, whoever
// makes up however many of them.
import { namesInTable } from '../../settings/domain.js'
import { createNameSet, type NameSet } from './name-set.js'
import type { Query } from './pool.js'

export interface HostedNames {
  /** The name that answers for a domain, itself or the nearest wildcard above it, as far as is known. */
  nearest(domain: string): string | undefined
  /** Whether no name can be missing, so that without a nearest one a domain is unknown. */
  isComplete(): boolean
  /** One more may be there from now on. */
  add(name: string): void
  /** Any may be there: reads all of them anew, beside whatever else is done. */
  readAll(): void
  close(): void
}

const PAGE = `SELECT name FROM mailconf.domain WHERE name > $1 ORDER BY name LIMIT 5000`
const RETRY_AFTER_MS = 5000

/**
 * The names are read page by page, each of another moment. Whoever calls `add` for every change that is noticed leaves
 * none out: what was there before is on a page, and what comes later is noticed later.
 */
export function createHostedNames(query: Query, retryAfterMs = RETRY_AFTER_MS): HostedNames {
  let complete: NameSet | undefined
  /** Of before everything changed: what is known while they are read anew. */
  let former: NameSet | undefined
  let reading: NameSet | undefined
  let retry: NodeJS.Timeout | undefined

  const readInto = async (names: NameSet) => {
    for (let last = ''; reading === names;) {
      const page = await query<{ name: string }>(PAGE, [last])
      for (const { name } of page) names.add(name)
      const end = page.at(-1)
      if (end === undefined) return
      last = end.name
    }
  }
  const readAll = () => {
    clearTimeout(retry)
    former = complete ?? former
    complete = undefined
    const names = createNameSet()
    reading = names
    readInto(names).then(
      () => {
        // Else another reading began meanwhile.
        if (reading !== names) return
        complete = names
        former = undefined
        reading = undefined
      },
      () => {
        if (reading === names) retry = setTimeout(readAll, retryAfterMs).unref()
      },
    )
  }
  return {
    nearest(domain) {
      const names = complete ?? former
      if (names === undefined) return undefined
      for (const name of namesInTable(domain)) if (names.has(name)) return name
      return undefined
    },
    isComplete: () => complete !== undefined,
    add(name) {
      for (const names of [complete, former, reading]) names?.add(name)
    },
    readAll,
    close() {
      clearTimeout(retry)
      reading = undefined
    },
  }
}
