// For a process of its own: loads a settings file and says how long that took and what it needs.

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
