// Counts answers and the time they took, in little memory however many there are.

export interface Tally {
  asked: number
  answered: number
  /** By status, noise included. */
  codes: Record<string, number>
  /** What must not happen, and how often it did. */
  wrong: Record<string, number>
  /** Requests whose turn came while too many were under way already. */
  left: number
  /** How many answers took how long; see `placeOf`. */
  times: number[]
}

export const emptyTally = (): Tally => ({
  asked: 0,
  answered: 0,
  codes: {},
  wrong: {},
  left: 0,
  times: [],
})

export function count(record: Record<string, number>, key: string): void {
  record[key] = (record[key] ?? 0) + 1
}

const STEP = Math.log(1.05)
const SHORTEST_MS = 0.01

/** Each place is 5 % longer than the one before. */
export function addTime({ times }: Tally, ms: number): void {
  const place = Math.max(0, Math.ceil(Math.log(ms / SHORTEST_MS) / STEP))
  times[place] = (times[place] ?? 0) + 1
}

/** The time in milliseconds within which this share of all answers came. */
export function within({ times }: Tally, share: number): number {
  const total = times.reduce((sum, some) => sum + some, 0)
  let sum = 0
  const place = times.findIndex((some) => (sum += some) >= total * share)
  return SHORTEST_MS * Math.exp(STEP * Math.max(0, place))
}

export const sumOf = (record: Record<string, number>) =>
  Object.values(record).reduce((sum, some) => sum + some, 0)
