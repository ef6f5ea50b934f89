// Several servers asked in turn, round after round: what disturbs the machine disturbs them all.
import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchOptions, type Spread, spreadOf } from './figure.js'
import { load, type Target } from './load.js'
import type { Server } from './servers.js'

const WARM_UP_ROUNDS = 2

export interface Contender {
  name: string
  server: Server
  target: Target
}

interface Round {
  perSecond: number
  cpuPerRequest: number
}

/** Of every contender, by its name: what it did in each round. */
export type Rounds = ReadonlyMap<string, readonly Round[]>

/** Asks each contender in each round; every other round the other way round. */
export async function race(
  contenders: readonly Contender[],
  { rounds, roundMs, progress }: BenchOptions,
): Promise<Rounds> {
  const results = new Map(contenders.map(({ name }) => [name, [] as Round[]]))
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed()
    for (const contender of order) {
      const { name } = contender
      progress(round < 0 ? `${name}: warming up` : `${name}: round ${round + 1} of ${rounds}`)
      const measured = await runRound(contender, roundMs)
      if (round >= 0) results.get(name)?.push(measured)
    }
  }
  return results
}

async function runRound({ server, target }: Contender, roundMs: number): Promise<Round> {
  let seconds = 0
  let cpu = 0
  const answers = await load(target, async () => {
    const [started, cpuBefore] = [performance.now(), await server.cpuSeconds()]
    await sleep(roundMs)
    seconds = (performance.now() - started) / 1000
    cpu = (await server.cpuSeconds()) - cpuBefore
  })
  return { perSecond: answers / seconds, cpuPerRequest: cpu / answers }
}

/** How `name` does beside `yardstick`, in each round: 1 is as well, more is better. */
export function compare(
  rounds: Rounds,
  name: string,
  yardstick: string,
): { measured: Spread; cpu: Spread } {
  const [own, other] = [rounds.get(name) ?? [], rounds.get(yardstick) ?? []]
  const ratios = (ratio: (one: Round, beside: Round) => number) =>
    spreadOf(
      own.flatMap((one, round) => {
        const beside = other[round]
        return beside === undefined ? [] : [ratio(one, beside)]
      }),
    )
  return {
    measured: ratios((one, beside) => one.perSecond / beside.perSecond),
    cpu: ratios((one, beside) => beside.cpuPerRequest / one.cpuPerRequest),
  }
}
