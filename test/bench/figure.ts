// What a measurement comes to, and whether that is enough.

/** One number of many rounds: their median, and between which values they lay. */
export interface Spread {
  median: number
  low: number
  high: number
}

export interface Figure {
  what: string
  unit: 'ratio' | 's' | 'MB' | 'ms' | 'count'
  /** What to reach: ratios are to be at least that, everything else at most. Absent for a yardstick. */
  reach?: number
  measured: Spread
  /** For a speed: the same ratio in processor time for each request. */
  cpu?: Spread
}

export interface BenchOptions {
  /** How often each contender is asked in turn. */
  rounds: number
  /** How long in each round. */
  roundMs: number
  /** How often a program is started to see how long that takes. */
  starts: number
  /** Says what is going on. */
  progress: (line: string) => void
}

/** A family of figures that are measured together; its name is what `--only` takes. */
export interface Family {
  name: string
  measure: (options: BenchOptions) => Promise<Figure[]>
}

/** The median, and the lower and upper quarter: one round that something else disturbed moves none of them. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => {
    const place = (sorted.length - 1) * part
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    if (below === undefined || above === undefined) throw new Error('nothing was measured')
    return below + (above - below) * (place % 1)
  }
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

/** Undefined for a yardstick, of which nothing is asked. */
export function isReached({ reach, unit, measured }: Figure): boolean | undefined {
  if (reach === undefined) return undefined
  return unit === 'ratio' ? measured.median >= reach : measured.median <= reach
}
