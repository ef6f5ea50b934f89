// Settings with very many domains are read again under load: every answer is of the old ones or the new, whole.
import { writeList, writeSettings } from './customers.js'
import { createViewer } from './database.js'
import { startOnFile } from './on-file.js'
import { startLoad } from './load.js'
import { metric } from './processes.js'
import { atMost, figure, type Row, rowsOf, type Run, secondsUntil, watch } from './scenario.js'

const KNOWN = 500
const LONGEST_RELOAD_S = 60

export async function reload(run: Run): Promise<Row[]> {
  const { options, atEnd, progress } = run
  const { minutes = 5, domains = 1_000_000, rate = 400 } = options
  const known = Math.min(KNOWN, domains)
  const { file, instance } = await startOnFile(run, known, domains)
  const viewer = createViewer(instance)
  atEnd(() => {
    viewer.close()
  })
  const load = await startLoad({
    targets: [{ port: instance.port }],
    customers: known,
    of: 'known',
    noise: options.noise,
    rate,
  })
  const all = { first: 0, last: known - 1 }
  const took: number[] = []
  const end = performance.now() + minutes * 60_000
  for (let version = 1; version === 1 || performance.now() < end; version += 1) {
    await load.allow({ ...all, versions: [version - 1, version] })
    // Both files, one after the other: readers may see the one without the other, and both are whole.
    await writeList(file, known, domains + version)
    await writeSettings(file, known, version)
    instance.child.kill('SIGHUP')
    const seconds = await secondsUntil(() => viewer.shows(known - 1, version), LONGEST_RELOAD_S)
    took.push(seconds)
    if (seconds === Infinity) break
    await load.allow({ ...all, versions: [version] })
    progress(`reload ${version} took ${seconds.toFixed(1)} s`)
    await watch(run, 'between two reloads', 1, load)
  }
  const tally = await load.stop()
  const failed = 1 - (await metric(instance, 'mailconf_settings_last_reload_success'))
  return [
    figure('domains', domains),
    figure('reloads', took.length),
    ...rowsOf(tally),
    atMost('reloads that were refused', failed, 0),
    atMost('the longest until it showed', Math.max(...took), LONGEST_RELOAD_S, ' s'),
  ]
}
