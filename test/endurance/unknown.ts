// L8: a flood of names that nobody hosts; those who are hosted do not notice, and the database hardly.
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeSettings } from './customers.js'
import { fillDatabase, startInstances } from './database.js'
import { startLoad } from './load.js'
import { megabytesOf, metric } from './processes.js'
import { atMost, figure, type Row, rowsOf, type Run, watch } from './scenario.js'

const KNOWN = 1000
const MOST_MEGABYTES_MORE = 200

async function flood(run: Run, variables: Readonly<Record<string, string>>): Promise<Row[]> {
  const { minutes = 2, rate = 5000, noise, domains = 100_000 } = run.options
  const [instance] = await startInstances(run, 1, variables)
  if (instance === undefined) throw new Error('nothing runs')
  const targets = [{ port: instance.port }]
  const customers = Math.min(KNOWN, domains)
  const hosted = await startLoad({ targets, customers, of: 'known', noise, rate: 200 })
  await watch(run, 'before the flood', 2, hosted)
  const megabytes = await megabytesOf(instance)
  const queries = () => metric(instance, 'mailconf_store_query_duration_seconds_count')
  const before = await queries()
  const seconds = minutes * 60
  const unknown = await startLoad({ targets, customers, of: 'unknown', noise: false, rate })
  await watch(run, 'the flood', seconds, hosted)
  const unknownTally = await unknown.stop()
  const tally = await hosted.stop()
  const asked = (await queries()) - before
  const more = Math.round((await megabytesOf(instance)) - megabytes)
  const ended = instance.isRunning() ? 0 : 1
  await instance.end()
  return [
    figure('unknown names a second', Math.round(unknownTally.answered / seconds)),
    ...rowsOf(unknownTally).map((row) => ({ ...row, what: `unknown: ${row.what}` })),
    ...rowsOf(tally).map((row) => ({ ...row, what: `hosted: ${row.what}` })),
    figure('queries', asked),
    atMost('queries for each unknown name', asked / unknownTally.asked, 1.1),
    atMost('MB more', more, MOST_MEGABYTES_MORE),
    atMost('instances that ended', ended, 0),
  ]
}

export async function unknown(run: Run): Promise<Row[]> {
  const { domains = 100_000 } = run.options
  const known = Math.min(KNOWN, domains)
  const file = await makeSettings(known, domains)
  run.atEnd(() => rm(dirname(file), { recursive: true, force: true }))
  const fromFile = await flood(run, { MAILCONF_CONFIG: file })
  const { database } = await fillDatabase(run, known, domains)
  const fromDatabase = await flood(run, { DATABASE_URL: database.url })
  return [
    figure('from a file', ''),
    ...fromFile.filter(({ what }) => !what.startsWith('queries')),
    figure('from PostgreSQL', ''),
    ...fromDatabase,
  ]
}
