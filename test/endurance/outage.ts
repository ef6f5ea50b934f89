// G5: the whole database is killed under load; known domains are answered on, and it is fresh soon after its return.
import { changeCustomer, createViewer, fillDatabase, startInstances } from './database.js'
import { startLoad } from './load.js'
import { atMost, figure, type Row, rowsOf, type Run, secondsUntil, watch } from './scenario.js'

// The promise is 10 s; machines that also do something else get twice as long.
const FRESH_WITHIN_S = 20

export async function outage(run: Run): Promise<Row[]> {
  const { options, atEnd, progress } = run
  const { minutes = 10, domains = 1_000_000, rate = 400 } = options
  const known = Math.min(3000, domains)
  const { cluster, database, seconds } = await fillDatabase(run, known, domains)
  const variables = { DATABASE_URL: database.url }
  const instances = await startInstances(run, 2, variables)
  const viewers = instances.map(createViewer)
  for (const viewer of viewers) {
    atEnd(() => {
      viewer.close()
    })
  }
  progress(`${known} domains become known`)
  const load = await startLoad({
    targets: instances.map(({ port }) => ({ port })),
    customers: known,
    of: 'known',
    noise: options.noise,
    rate,
  })
  await watch(run, 'the database runs', 2, load)
  await cluster.kill()
  await watch(run, 'the database is killed', minutes * 60, load)
  await load.allow({ first: 0, last: 0, versions: [0, 1] })
  const back = performance.now()
  await cluster.start()
  const started = (performance.now() - back) / 1000
  await changeCustomer(database, 0, 1)
  const changed = performance.now()
  const shown = viewers.map((viewer) => secondsUntil(() => viewer.shows(0, 1), 60, changed))
  const slowest = Math.max(...(await Promise.all(shown)))
  await load.allow({ first: 0, last: 0, versions: [1] })
  await watch(run, 'the database is back', 2, load)
  const running = instances.filter((instance) => instance.isRunning()).length
  return [
    figure('domains', domains),
    figure('db load', `${seconds.toFixed(1)} s`),
    figure('without the database', `${(minutes * 60).toFixed(0)} s`),
    figure('its start', `${started.toFixed(1)} s`),
    ...rowsOf(await load.stop()),
    atMost('a change shows on both after', slowest, FRESH_WITHIN_S, ' s'),
    atMost('instances that ended', instances.length - running, 0),
  ]
}
