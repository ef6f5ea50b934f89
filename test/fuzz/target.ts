// Something to fuzz: what is generated, what is done with it, and what may be wrong then.
import fc, { type Arbitrary } from 'fast-check'

export interface Target {
  name: string
  /** What it generates, for the usage text. */
  about: string
  /** How many cases there are, where they are the same ones every time. */
  whole?: number
  round: (order: Order) => Promise<Outcome>
}

export interface Order {
  seed: number
  cases: number
  /** The way to one case, as fast-check tells it. */
  path?: string | undefined
}

export interface Outcome {
  cases: number
  failure?: Failure
}

export interface Failure {
  seed: number
  path: string
  faults: readonly string[]
  /** The smallest case that fails, as it was sent. */
  shown: string
}

// Somebody waits for it, and smaller is only nicer.
const LONGEST_SHRINK_MS = 20_000

class Faulty extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('; '))
    this.faults = faults
  }
}

/** Runs a property through fast-check: so many cases, and the smallest of those that are faulty. */
export async function search<Case>(
  cases: Arbitrary<Case>,
  faultsOf: (one: Case) => Promise<readonly string[]>,
  show: (one: Case) => string,
  { seed, cases: numRuns, path }: Order,
): Promise<Outcome> {
  let shrinkUntil = Infinity
  const property = fc.asyncProperty(cases, async (one) => {
    if (performance.now() > shrinkUntil) return
    const faults = await faultsOf(one)
    if (faults.length === 0) return
    shrinkUntil = Math.min(shrinkUntil, performance.now() + LONGEST_SHRINK_MS)
    throw new Faulty(faults)
  })
  const details = await fc.check(property, {
    seed,
    numRuns,
    ...(path === undefined ? {} : { path }),
  })
  const { counterexample, counterexamplePath, errorInstance } = details
  if (counterexample === null) return { cases: details.numRuns }
  const faults = errorInstance instanceof Faulty ? errorInstance.faults : [String(errorInstance)]
  return {
    cases: details.numRuns,
    failure: { seed, path: counterexamplePath, faults, shown: show(counterexample[0]) },
  }
}

const LONGEST_SHOWN = 3000

/** Octets as a person can read and paste them. */
export function quoted(text: string): string {
  const whole = JSON.stringify(text)
  return whole.length <= LONGEST_SHOWN
    ? whole
    : `${whole.slice(0, LONGEST_SHOWN)}… (${text.length} octets)`
}
