// G1, G3: what clients ask in a day, for a long time: no failure, and nothing grows.
import { startOnFile } from './on-file.js'
import { startLoad } from './load.js'
import { handlesLeft, handlesOf, megabytesOf } from './processes.js'
import { atMost, figure, type Row, rowsOf, type Run, watch } from './scenario.js'

const KNOWN = 2000
const MOST_MEGABYTES_MORE = 100

export async function mixed(run: Run): Promise<Row[]> {
  const { options, progress } = run
  const { minutes = 60, domains = 100_000, rate = 2000 } = options
  const known = Math.min(KNOWN, domains)
  const { instance } = await startOnFile(run, known, domains)
  const handles = await handlesOf(instance)
  progress('what is right is asked for once')
  const load = await startLoad({
    targets: [{ port: instance.port }],
    customers: known,
    of: 'known',
    noise: options.noise,
    rate,
  })
  // Only then every answer is made, and every connection open.
  const settling = Math.min(60, minutes * 15)
  await watch(run, 'it settles', settling, load)
  const megabytes = await megabytesOf(instance)
  await watch(run, 'the load goes on', minutes * 60 - settling, load)
  const moreMegabytes = (await megabytesOf(instance)) - megabytes
  const tally = await load.stop()
  const left = await handlesLeft(instance, handles)
  return [
    figure('domains', domains),
    figure('a second', Math.round(tally.answered / (minutes * 60))),
    ...rowsOf(tally),
    figure('MB at the start', Math.round(megabytes)),
    atMost('MB more at the end', Math.round(moreMegabytes), MOST_MEGABYTES_MORE),
    figure('handles before the load', handles),
    atMost('handles more after it', left, 0),
    atMost('instances that ended', instance.isRunning() ? 0 : 1, 0),
  ]
}
