// npm run endurance: promises kept for a long time, by the built program in processes of its own.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { arch, cpus, totalmem } from 'node:os'
import process from 'node:process'
import { parseArgs, promisify } from 'node:util'
import { changes } from './changes.js'
import { mixed } from './mixed.js'
import { outage } from './outage.js'
import { reload } from './reload.js'
import { restart, restartAlone } from './restart.js'
import type { Options, Row, Run, Scenario } from './scenario.js'
import { soak } from './soak.js'
import { unknown } from './unknown.js'

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  outage,
  reload,
  restart,
  'restart-alone': restartAlone,
  mixed,
  soak,
  changes,
  unknown,
}

const USAGE = `npm run endurance -- [SCENARIO…] [OPTIONS]

Scenarios: ${Object.keys(SCENARIOS).join(', ')}; all of them unless some are named.
  --minutes N   how long the outage, the load, the changes or the flood last
  --domains N   how many domains there are
  --rate N      requests a second
  --count N     how many restarts
  --noise       a fifth of all requests is nonsense
  --json FILE   write all figures there as well
Exit 1: a promise was broken.
`

interface Result {
  scenario: string
  seconds: number
  rows: Row[]
}

async function main(): Promise<number> {
  const wanted = readArguments()
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}\n\n${USAGE}`)
    return 2
  }
  const results: Result[] = []
  for (const name of wanted.scenarios) {
    const result = await perform(name, wanted.options)
    results.push(result)
    process.stdout.write(table(result))
  }
  if (wanted.json !== undefined) await writeFile(wanted.json, await record(wanted, results))
  return results.some(({ rows }) => rows.some(({ isBroken }) => isBroken)) ? 1 : 0
}

interface Wanted {
  scenarios: string[]
  options: Options
  json: string | undefined
}

function readArguments(): Wanted | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        minutes: { type: 'string' },
        domains: { type: 'string' },
        rate: { type: 'string' },
        count: { type: 'string' },
        noise: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    })
    const stranger = positionals.find((name) => !(name in SCENARIOS))
    if (stranger !== undefined) return `There is no scenario "${stranger}".`
    const number = (name: 'minutes' | 'domains' | 'rate' | 'count') => {
      const value = values[name]
      if (value === undefined) return undefined
      if (!(Number(value) > 0)) throw new Error(`--${name} must be a number above 0.`)
      return Number(value)
    }
    return {
      scenarios: positionals.length === 0 ? Object.keys(SCENARIOS) : positionals,
      json: values.json,
      options: {
        minutes: number('minutes'),
        domains: number('domains'),
        rate: number('rate'),
        count: number('count'),
        noise: values.noise,
      },
    }
  } catch (error) {
    return (error as Error).message
  }
}

async function perform(name: string, options: Options): Promise<Result> {
  const ends: (() => unknown)[] = []
  const run: Run = {
    options,
    progress(text) {
      if (process.stderr.isTTY) process.stderr.write(`${name}: ${text}\n`)
    },
    atEnd: (end) => void ends.unshift(end),
  }
  const began = performance.now()
  try {
    const rows = (await SCENARIOS[name]?.(run)) ?? []
    return { scenario: name, seconds: (performance.now() - began) / 1000, rows }
  } finally {
    for (const end of ends) await end()
  }
}

/** In 80 columns. */
function table({ scenario, seconds, rows }: Result): string {
  const lines = rows.map(({ what, figure, promise = '', isBroken }) => {
    const verdict = isBroken === true ? 'BROKEN' : ''
    return `  ${what.padEnd(38)} ${figure.padStart(19)} ${promise.padStart(10)} ${verdict}`.trimEnd()
  })
  return `${scenario}, ${seconds.toFixed(0)} s\n${lines.join('\n')}\n`
}

async function record({ options }: Wanted, results: readonly Result[]): Promise<string> {
  const head = await promisify(execFile)('git', ['rev-parse', 'HEAD']).catch(() => undefined)
  const machine = {
    node: process.version,
    arch: arch(),
    processors: cpus().map(({ model }) => model),
    megabytes: Math.round(totalmem() / 1e6),
  }
  const commit = head?.stdout.trim()
  const at = new Date().toISOString()
  return `${JSON.stringify({ at, commit, machine, options, results }, undefined, 2)}\n`
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
process.exitCode = await main()
