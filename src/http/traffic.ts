// What was answered so far, in plain numbers that are read when somebody wants to see them.

export interface Traffic {
  /** One more answer. `protocol`: its place in `protocols`, or none of them. */
  count(protocol: number | undefined, method: string | undefined, status: number, ms: number): void
  requests(): Iterable<[labels: Record<'protocol' | 'method' | 'code', string>, count: number]>
  durations(): Iterable<{ protocol: string; buckets: Durations }>
}

export interface Durations {
  /** For each of `BUCKETS_SECONDS` how many took no longer, and longer than the one before. */
  counts: readonly number[]
  /** Those that took longer than all of them. */
  above: number
  sumSeconds: number
}

// Answers come from memory: most of them take less than the first.
export const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 5] as const

// Whatever else somebody makes up is one label.
const METHODS = ['GET', 'POST', 'other']
export const OTHER_PROTOCOL = 'other'
const CODES = 1000

/** `protocols`: the names under which answers are counted; those of no protocol are "other". */
export function createTraffic(protocols: readonly string[]): Traffic {
  const names = [...protocols, OTHER_PROTOCOL]
  const requests = new Map<number, number>()
  const durations = names.map(() => ({
    counts: BUCKETS_SECONDS.map(() => 0),
    above: 0,
    sumSeconds: 0,
  }))
  return {
    count(protocol = protocols.length, method, status, ms) {
      const methodIndex = method === 'GET' ? 0 : method === 'POST' ? 1 : 2
      const key = (protocol * METHODS.length + methodIndex) * CODES + status
      requests.set(key, (requests.get(key) ?? 0) + 1)
      const durationsOf = durations[protocol]
      if (durationsOf === undefined) return
      const seconds = ms / 1000
      durationsOf.sumSeconds += seconds
      const bucket = BUCKETS_SECONDS.findIndex((longest) => seconds <= longest)
      if (bucket === -1) durationsOf.above += 1
      else durationsOf.counts[bucket] = (durationsOf.counts[bucket] ?? 0) + 1
    },
    *requests() {
      for (const [key, count] of requests) {
        const [place, code] = [Math.floor(key / CODES), key % CODES]
        const protocol = names[Math.floor(place / METHODS.length)] ?? OTHER_PROTOCOL
        const method = METHODS[place % METHODS.length] ?? 'other'
        yield [{ protocol, method, code: String(code) }, count]
      }
    },
    *durations() {
      for (const [index, buckets] of durations.entries()) {
        yield { protocol: names[index] ?? OTHER_PROTOCOL, buckets }
      }
    },
  }
}
