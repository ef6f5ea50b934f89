// npm run fuzz: what strangers can send and admins can hand over, generated without end, against the built program.
import { randomInt } from 'node:crypto'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { fuzz, type Told } from './fuzz.js'
import { FILE_TARGETS, type Judges, networkTargets } from './targets.js'
import { startListener } from './listener.js'
import type { Target } from './target.js'

const USAGE = `npm run fuzz -- [OPTIONS]

  --only NAME    one kind of input; several times for several
  --seed N       of the first round; without it a random one, which is printed
  --cases N      so many of each kind, and then the end
  --minutes N    so long, and then the end
  --path PATH    with --only and --seed: the one case that a failure names
Without --cases and --minutes it goes on until Ctrl-C. Exit 1: something is wrong, and how to repeat it is printed.

Kinds of input:
`

interface Wanted {
  only: readonly string[]
  seed: number
  cases: number
  minutes: number
  path: string | undefined
  help: boolean
}

function readArguments(): Wanted | string {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
        cases: { type: 'string' },
        minutes: { type: 'string' },
        path: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const known = kinds(NOBODY)
    const stranger = values.only.find((one) => !known.some(({ name }) => name === one))
    if (stranger !== undefined) throw new Error(`There is no kind "${stranger}".`)
    const number = (name: 'seed' | 'cases' | 'minutes', otherwise: number) => {
      const value = values[name]
      if (value === undefined) return otherwise
      if (!(Number(value) > 0)) throw new Error(`--${name} must be a number above 0.`)
      return Number(value)
    }
    const { only, path } = values
    if (path !== undefined && (only.length !== 1 || values.seed === undefined)) {
      throw new Error('--path needs --only and --seed beside it.')
    }
    return {
      only,
      path,
      help: values.help,
      seed: number('seed', randomInt(1, 2 ** 31)),
      cases: number('cases', Infinity),
      minutes: number('minutes', Infinity),
    }
  } catch (error) {
    return (error as Error).message
  }
}

/** For those who only want the names. */
const NOBODY: Judges = {
  judge: () => Promise.resolve([]),
  judgeStalled: () => Promise.resolve([]),
}

function kinds(listener: Judges): Target[] {
  return [...networkTargets(listener), ...FILE_TARGETS]
}

function usage(): string {
  const known = kinds(NOBODY)
  return USAGE + known.map(({ name, about }) => `  ${name.padEnd(12)} ${about}\n`).join('')
}

async function main(): Promise<number> {
  const wanted = readArguments()
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}\n\n${usage()}`)
    return 2
  }
  if (wanted.help) {
    process.stdout.write(usage())
    return 0
  }
  const listener = await startListener()
  try {
    const all = kinds(listener)
    const { only } = wanted
    const targets = only.length === 0 ? all : all.filter(({ name }) => only.includes(name))
    process.stdout.write(`seed ${wanted.seed}\n`)
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stop.abort()
      })
    }
    const told = await fuzz({ ...wanted, targets, listener, stop: stop.signal, progress })
    clearProgress()
    process.stdout.write(summary(told))
    return told.failures.length === 0 ? 0 : 1
  } finally {
    await listener.end()
  }
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line.slice(0, 79)}`)
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

function summary({ cases, seconds, slowestMs, megabytes, failures }: Told): string {
  const all = Object.values(cases).reduce((sum, some) => sum + some, 0)
  const lines = [
    ...Object.entries(cases).map(([name, some]) => `  ${name.padEnd(12)} ${some} cases`),
    `${all} cases in ${seconds.toFixed(0)} s, ${(all / seconds).toFixed(0)} a second; slowest answer ${slowestMs.toFixed(0)} ms; ${megabytes.toFixed(0)} MB at the end`,
    ...failures.map((failure) => `\n${failure}`),
  ]
  return `${lines.join('\n')}\n`
}

process.exitCode = await main()
