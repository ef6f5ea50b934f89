// For processes of their own: they load a settings file and say how long that took and what it needs.

/** Source for `node --input-type=module --eval`; arguments: the built store, the settings, domains to look up. */
export const LOADER = `
const [program, file, ...domains] = process.argv.slice(1)
const { loadSettings } = await import(program)
const started = performance.now()
const { table, problems } = await loadSettings(file, 'http://localhost:8080')
const seconds = (performance.now() - started) / 1000
const megabytes = process.memoryUsage().rss / 1e6

const lookups = 200_000
const lookupsStarted = performance.now()
let found = 0
for (let index = 0; index < lookups; index += 1) {
  if (table?.find(domains[index % domains.length] ?? '') !== undefined) found += 1
}
const microseconds = ((performance.now() - lookupsStarted) * 1000) / lookups
process.stdout.write(
  JSON.stringify({
    problems: problems.length,
    size: table?.size,
    seconds,
    megabytes,
    found: domains.filter((domain) => table?.find(domain) !== undefined),
    everyLookupAnswered: found === lookups,
    microseconds,
  }),
)
`

/**
 * A file for `node --expose-gc`: reads settings again, so many times, in a thread of their own. Arguments: the folder of
 * the built store, the settings, how often.
 */
export const RELOADER = `
import { appendFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
const [store, file, times] = process.argv.slice(2)
const { loadSettings } = await import(store + 'settings-file.js')
const { loadApart } = await import(store + 'load-apart.js')
const defaultPublicUrl = 'http://localhost:8080'
const stop = new AbortController().signal
let { table, files } = await loadSettings(file, defaultPublicUrl)
const heaps = []
const delays = []
const seconds = []
for (let time = 0; time < Number(times); time += 1) {
  globalThis.gc()
  heaps.push(process.memoryUsage().heapUsed / 1e6)
  await appendFile(file, '# again\\n')
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const started = performance.now()
  const loaded = await loadApart({ file, defaultPublicUrl, known: files, served: '' }, table, stop)
  seconds.push((performance.now() - started) / 1000)
  delay.disable()
  delays.push(delay.max / 1e6)
  ;({ table, files } = loaded)
}
process.stdout.write(JSON.stringify({ size: table.size, heaps, delays, seconds }))
`
