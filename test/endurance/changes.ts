// G6, F21: a change a second shows on both instances, also where nobody hears of changes.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../postgres/cluster.js'
import { changeCustomer, createViewer, fillDatabase, startInstances } from './database.js'
import { type RunningLoad, startLoad } from './load.js'
import { atMost, figure, type Row, rowsOf, type Run, secondsUntil, watch } from './scenario.js'

const KNOWN = 200
// The promises are 10 s and 60 s; machines that also do something else get twice as long.
const HEARD_WITHIN_S = 20
const DEAF_WITHIN_S = 120

type Viewer = ReturnType<typeof createViewer>

interface Watched {
  database: Database
  viewers: readonly Viewer[]
  load: RunningLoad
  /** The version of each customer. */
  versions: number[]
}

/** A change a second, of one customer after the other; gives how long each took to show on all instances. */
async function changeAndMeasure(
  run: Run,
  what: string,
  seconds: number,
  { database, viewers, load, versions }: Watched,
): Promise<number[]> {
  const took: Promise<number>[] = []
  const busy = new Set<number>()
  const end = performance.now() + seconds * 1000
  const follow = async (customer: number, version: number, from: number) => {
    const shown = viewers.map((viewer) =>
      secondsUntil(() => viewer.shows(customer, version), DEAF_WITHIN_S, from),
    )
    const slowest = Math.max(...(await Promise.all(shown)))
    await load.allow({ first: customer, last: customer, versions: [version] })
    busy.delete(customer)
    return slowest
  }
  for (let turn = 0; performance.now() < end; turn += 1) {
    const customer = turn % versions.length
    const next = performance.now() + 1000
    if (!busy.has(customer)) {
      busy.add(customer)
      const before = versions[customer] ?? 0
      versions[customer] = before + 1
      await load.allow({ first: customer, last: customer, versions: [before, before + 1] })
      await changeCustomer(database, customer, before + 1)
      took.push(follow(customer, before + 1, performance.now()))
    }
    if (turn % 3 === 0) await watch(run, `${what}, ${took.length} changes`, 0.1, load)
    await sleep(Math.max(0, next - performance.now()))
  }
  return Promise.all(took)
}

/** How many instances answer otherwise than they should for how many customers. */
async function differences({ viewers, versions }: Watched): Promise<number> {
  const asked = viewers.flatMap((viewer) =>
    versions.map((version, customer) => viewer.shows(customer, version)),
  )
  return (await Promise.all(asked)).filter((isShown) => !isShown).length
}

const LISTENERS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND query ILIKE 'LISTEN%' AND pid <> pg_backend_pid()`

// As behind a pooler.
const SILENCE = `CREATE OR REPLACE FUNCTION mailconf.record_change(changes text[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER
  AS 'INSERT INTO mailconf.settings_change (what) SELECT unnest(changes)'`

export async function changes(run: Run): Promise<Row[]> {
  const { options, atEnd } = run
  const { minutes = 10, domains = 100_000, rate = 200 } = options
  const known = Math.min(KNOWN, domains)
  const { database } = await fillDatabase(run, known, domains)
  const instances = await startInstances(run, 2, { DATABASE_URL: database.url })
  const viewers = instances.map(createViewer)
  for (const viewer of viewers) {
    atEnd(() => {
      viewer.close()
    })
  }
  const load = await startLoad({
    targets: instances.map(({ port }) => ({ port })),
    customers: known,
    of: 'known',
    noise: options.noise,
    rate,
  })
  const watched = { database, viewers, load, versions: Array.from({ length: known }, () => 0) }
  const part = minutes * 20
  const heard = await changeAndMeasure(run, 'changes are heard of', part, watched)
  const terminator = await database.client()
  const terminating = setInterval(() => {
    terminator.query(LISTENERS).catch(() => undefined)
  }, 200)
  const cut = await changeAndMeasure(run, 'who listens is cut off', part, watched)
  clearInterval(terminating)
  await database.query(SILENCE)
  const silent = await changeAndMeasure(run, 'nobody hears anything', part, watched)
  const rest = await differences(watched)
  return [
    figure('domains', domains),
    figure('changes', heard.length + cut.length + silent.length),
    atMost('heard of: the longest until it showed', Math.max(...heard), HEARD_WITHIN_S, ' s'),
    atMost('cut off: the same', Math.max(...cut), DEAF_WITHIN_S, ' s'),
    atMost('in silence: the same', Math.max(...silent), DEAF_WITHIN_S, ' s'),
    atMost('customers that differ at the end', rest, 0),
    ...rowsOf(await load.stop()),
  ]
}
