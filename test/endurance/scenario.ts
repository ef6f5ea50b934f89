// What a scenario is given, and what it gives back.
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningLoad } from './load.js'
import { sumOf, type Tally, within } from './tally.js'

export interface Options {
  /** How long that lasts which the scenario is about; each has its own default. */
  minutes: number | undefined
  domains: number | undefined
  rate: number | undefined
  count: number | undefined
  noise: boolean
}

export interface Row {
  what: string
  figure: string
  promise?: string
  isBroken?: boolean
}

export interface Run {
  options: Options
  /** A sentence of what goes on, for people who watch. */
  progress: (text: string) => void
  /** To be done at the end, the last first. */
  atEnd: (end: () => unknown) => void
}

export type Scenario = (run: Run) => Promise<Row[]>

export const figure = (what: string, value: string | number): Row => ({
  what,
  figure: typeof value === 'number' ? value.toLocaleString('en').replaceAll(',', ' ') : value,
})

/** A figure that must not exceed `most`; `unit` stands behind both. */
export const atMost = (what: string, value: number, most: number, unit = ''): Row => ({
  what,
  figure: `${Number.isInteger(value) ? value : value.toFixed(1)}${unit}`,
  promise: `≤ ${most}${unit}`,
  isBroken: !(value <= most),
})

/** What a load tells; whatever went wrong is a row of its own. */
export function rowsOf(tally: Tally): Row[] {
  const codes = Object.entries(tally.codes).map(([code, times]) => `${code}: ${times}`)
  const times = [0.5, 0.99, 0.999].map((share) => within(tally, share).toFixed(1))
  return [
    figure('requests', tally.asked),
    figure('by status', codes.join(', ')),
    atMost('wrong or failed', sumOf(tally.wrong), 0),
    ...Object.entries(tally.wrong).map(([what, times]) => figure(`  ${what}`, times)),
    ...(tally.left === 0 ? [] : [figure('not asked, the load fell behind', tally.left)]),
    figure('p50, p99, p99.9 in ms', times.join(', ')),
    ...(tally.answered === 0 ? [atMost('loads without an answer', 1, 0)] : []),
  ]
}

const TELL_EVERY_MS = 3000

/** Waits, and tells meanwhile how it goes. */
export async function watch(
  { progress }: Run,
  what: string,
  seconds: number,
  load: RunningLoad,
): Promise<void> {
  const began = performance.now()
  const passed = () => (performance.now() - began) / 1000
  let told = -Infinity
  while (passed() < seconds) {
    await sleep(50)
    if (performance.now() - told < TELL_EVERY_MS) continue
    told = performance.now()
    const { answered, wrong } = load.tally()
    const so = `${passed().toFixed(0)} of ${seconds.toFixed(0)} s`
    progress(`${what}: ${so}, ${answered} answered, ${sumOf(wrong)} wrong`)
  }
}

/** How long it takes until it is so, in seconds; Infinity when it takes longer than `seconds`. */
export async function secondsUntil(
  isSo: () => Promise<boolean>,
  seconds: number,
  began = performance.now(),
): Promise<number> {
  while (performance.now() - began < seconds * 1000) {
    if (await isSo()) return (performance.now() - began) / 1000
    await sleep(25)
  }
  return Infinity
}
