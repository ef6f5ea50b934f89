// A circuit breaker: while the database is away, a request in a while tries it, and all others do not wait for it.

export interface Breaker {
  /** Whether nobody should try now. Once in a while it lets one through. */
  refuses(): boolean
  failed(): void
  succeeded(): void
}

const FAILURES = 5
const WITHIN_MS = 10_000
const PROBE_AFTER_MS = 2000

/** `now`: milliseconds that never go back. */
export function createBreaker(now: () => number): Breaker {
  let failures: number[] = []
  let nextProbe: number | undefined
  // Not all processes at once.
  const later = () => now() + PROBE_AFTER_MS * (0.75 + Math.random() / 2)
  return {
    refuses() {
      if (nextProbe === undefined) return false
      if (now() < nextProbe) return true
      nextProbe = later()
      return false
    },
    failed() {
      failures = [...failures, now()].filter((at) => now() - at <= WITHIN_MS).slice(-FAILURES)
      if (nextProbe !== undefined || failures.length >= FAILURES) nextProbe = later()
    },
    succeeded() {
      failures = []
      nextProbe = undefined
    },
  }
}
