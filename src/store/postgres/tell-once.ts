// One line a minute, not one a request.

export type Tell = (severity: 'error' | 'warning' | 'well', problem: string) => void

const AGAIN_MS = 60_000
const MOST_PROBLEMS = 1000

/** Says the same once a minute, and that all is well only after something was wrong. */
export function tellOnce(tell: Tell, now: () => number): Tell {
  const told = new Map<string, number>()
  let isBad = false
  return (severity, problem) => {
    if (severity === 'well') {
      if (isBad) tell(severity, problem)
      isBad = false
      return
    }
    if (severity === 'error' && problem.startsWith('the database')) isBad = true
    const last = told.get(problem)
    if (last !== undefined && now() - last < AGAIN_MS) return
    if (told.size > MOST_PROBLEMS) told.clear()
    told.set(problem, now())
    tell(severity, problem)
  }
}
