// Whether memory grows with what is asked: judged by figures, taken now and then once everything is warm.

export interface Figure {
  cases: number
  megabytes: number
}

/** What garbage comes to before it is collected, however long it runs. */
const ALWAYS_MB = 40
/** OPS 3.5. */
const PER_10_000_MB = 20
const MOST_MB = 120

/** The lowest of the last third against the lowest of the first: whatever is only garbage goes in between. */
export function faultsOfMemory(figures: readonly Figure[]): string[] {
  const third = Math.floor(figures.length / 3)
  if (third < 2) return []
  const [first, last] = [figures.slice(0, third), figures.slice(-third)]
  const least = (some: readonly Figure[]) => Math.min(...some.map(({ megabytes }) => megabytes))
  const growth = least(last) - least(first)
  const cases = (last[0]?.cases ?? 0) - (first[0]?.cases ?? 0)
  const most = Math.min(MOST_MB, ALWAYS_MB + (PER_10_000_MB * cases) / 10_000)
  return growth <= most
    ? []
    : [`${growth.toFixed(0)} MB more after ${cases} cases; ${most.toFixed(0)} MB are allowed`]
}
