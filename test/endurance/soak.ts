// G3: a moderate load and settings that are read again all the time: nothing fails, nothing grows.
import { writeList } from './customers.js'
import { startOnFile } from './on-file.js'
import { startLoad } from './load.js'
import { handlesLeft, handlesOf, megabytesOf, metric } from './processes.js'
import { atMost, figure, type Row, rowsOf, type Run, watch } from './scenario.js'

const KNOWN = 500
const RELOADS = 60
const SHORTEST_ROUND_S = 2
// A collector of garbage takes its time: what is in use swings by so much from one round to the next.
const SWING_MB = 100

interface Sample {
  hours: number
  megabytes: number
}

export async function soak(run: Run): Promise<Row[]> {
  const { options } = run
  const { minutes = 60, domains = 20_000, rate = 400 } = options
  const known = Math.min(KNOWN, domains)
  const { file, instance } = await startOnFile(run, known, domains)
  const handles = await handlesOf(instance)
  const load = await startLoad({
    targets: [{ port: instance.port }],
    customers: known,
    of: 'known',
    noise: options.noise,
    rate,
  })
  const samples: Sample[] = []
  const round = Math.max((minutes * 60) / RELOADS, SHORTEST_ROUND_S)
  const began = performance.now()
  for (let number = 1; number * round <= minutes * 60; number += 1) {
    // Those who are asked for stay as they are; somebody comes each time, so that it all is read again.
    await writeList(file, known, domains + number)
    instance.child.kill('SIGHUP')
    await watch(run, `round ${number}`, round, load)
    samples.push({
      hours: (performance.now() - began) / 3_600_000,
      megabytes: await megabytesOf(instance),
    })
  }
  const tally = await load.stop()
  const left = await handlesLeft(instance, handles)
  const failed = 1 - (await metric(instance, 'mailconf_settings_last_reload_success'))
  // The first quarter warms up: answers are made, memory is taken that stays.
  const steady = samples.slice(Math.floor(samples.length / 4))
  const [first, last] = [steady[0], steady.at(-1)]
  if (first === undefined || last === undefined) throw new Error('too short for a single round')
  const slope = slopeOf(steady)
  return [
    figure('domains', domains),
    figure('reloads', samples.length),
    ...rowsOf(tally),
    atMost('reloads that were refused', failed, 0),
    figure('MB, first and last', `${first.megabytes.toFixed(0)}, ${last.megabytes.toFixed(0)}`),
    figure('MB more in an hour, by all rounds', slope.toFixed(1)),
    atMost('MB more by that slope', slope * (last.hours - first.hours), SWING_MB),
    atMost('handles more after it', left, 0),
    atMost('instances that ended', instance.isRunning() ? 0 : 1, 0),
  ]
}

/** The straight line that fits best, in MB an hour. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const [hours, megabytes] = [mean((one) => one.hours), mean((one) => one.megabytes)]
  const spread = mean((one) => (one.hours - hours) ** 2)
  const together = mean((one) => (one.hours - hours) * (one.megabytes - megabytes))
  return spread === 0 ? 0 : together / spread
}
