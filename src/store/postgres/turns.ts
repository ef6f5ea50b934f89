// A queue before the connections: whoever else needs one, as the watch for changes does, waits for a query at most.

export interface Turns {
  /** Calls it when it is its turn; `hasWaited`: not at once. */
  take<Result>(task: (hasWaited: boolean) => Promise<Result>): Promise<Result>
  /** How many have come and are not over. */
  readonly size: number
}

/** At most so many at once, the others in the order in which they came. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  return {
    async take(task) {
      const hasWaited = running >= most
      if (hasWaited) await new Promise<void>((resolve) => waiting.push(resolve))
      else running += 1
      try {
        return await task(hasWaited)
      } finally {
        const next = waiting.shift()
        if (next === undefined) running -= 1
        else next()
      }
    },
    get size() {
      return running + waiting.length
    },
  }
}
