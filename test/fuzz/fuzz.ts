// Round after round of every target, until the cases or the time are used up, somebody stops it, or something fails.
import type { Listener } from './listener.js'
import type { Failure, Target } from './target.js'

export interface FuzzOptions {
  targets: readonly Target[]
  listener: Pick<Listener, 'judgeAll' | 'figures'>
  seed: number
  /** Of each target. */
  cases: number
  minutes: number
  path?: string | undefined
  stop?: AbortSignal
  progress: (line: string) => void
}

export interface Told {
  /** By target. */
  cases: Record<string, number>
  seconds: number
  slowestMs: number
  megabytes: number
  /** As texts that say how to repeat it. */
  failures: string[]
}

const CASES_OF_ROUND = 500

/** Each round has the seed that follows the last one's. A target that has failed is left alone from then on. */
export async function fuzz(options: FuzzOptions): Promise<Told> {
  const { targets, listener, seed, minutes, path, stop, progress } = options
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const cases: Record<string, number> = Object.fromEntries(targets.map(({ name }) => [name, 0]))
  const failures: string[] = []
  const failed = new Set<Target>()
  const wanted = ({ whole = options.cases }: Target) => (path === undefined ? whole : 1)
  const left = (target: Target) => wanted(target) - (cases[target.name] ?? 0)
  const isOver = () => stop?.aborted === true || seconds() > minutes * 60
  for (let round = 0; !isOver(); round += 1) {
    const due = targets.filter((target) => !failed.has(target) && left(target) > 0)
    if (due.length === 0) break
    for (const target of due) {
      if (isOver()) break
      const order = { seed: seed + round, cases: Math.min(CASES_OF_ROUND, left(target)), path }
      const outcome = await target.round(order)
      cases[target.name] = (cases[target.name] ?? 0) + outcome.cases
      // On a terminal Ctrl-C ends the service as well: what comes of that is no failure.
      if (stop?.aborted === true) break
      const faults = await listener.judgeAll()
      if (outcome.failure !== undefined) failures.push(told(target, outcome.failure))
      if (faults.length > 0) {
        failures.push(toldOfAll(options, target, cases[target.name] ?? 0, faults))
      }
      if (outcome.failure !== undefined || faults.length > 0) failed.add(target)
      const all = Object.values(cases).reduce((sum, some) => sum + some, 0)
      progress(
        `${target.name}, seed ${order.seed}: ${all} cases, ${(all / seconds()).toFixed(0)} a second, ${failures.length} failures`,
      )
    }
  }
  return { cases, seconds: seconds(), ...listener.figures(), failures }
}

function told({ name }: Target, { seed, path, faults, shown }: Failure): string {
  const command = `npm run fuzz -- --only ${name} --seed ${seed} --path ${path}`
  return [`${name}:`, ...faults.map((fault) => `  ${fault}`), `repeat: ${command}`, shown].join(
    '\n',
  )
}

/** Of no case alone: of all that went before. */
function toldOfAll(
  { targets, seed }: FuzzOptions,
  { name }: Target,
  cases: number,
  faults: readonly string[],
): string {
  const only = targets.map((one) => `--only ${one.name}`).join(' ')
  const command = `npm run fuzz -- ${only} --seed ${seed} --cases ${cases}`
  const lines = faults.map((fault) => `  ${fault}`)
  return [`after a round of ${name}:`, ...lines, `repeat: ${command}`].join('\n')
}
