// A million domains read again while requests go on: none may fail, and few may wait.
import { open } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchOptions, type Family, type Figure, spreadOf } from './figure.js'
import { domainName } from './requests.js'
import { type Server, startProgram } from './servers.js'
import { withDomains } from './settings.js'

const DOMAINS = 1_000_000
const CONNECTIONS = 10
const PAUSE_MS = 5
const LOOK_EVERY_MS = 100
const GIVE_UP_AFTER_MS = 60_000

export const reload: Family = {
  name: 'reload',
  measure: (options) =>
    withDomains(DOMAINS, async (settings) => {
      const program = await startProgram({ MAILCONF_CONFIG: settings })
      const figures = await reloadUnderLoad(program, settings, options)
      await program.stop()
      return figures
    }),
}

interface Asked {
  failed: number
  /** Of each request: milliseconds. */
  times: number[]
}

async function reloadUnderLoad(
  program: Server,
  settings: string,
  { starts, progress }: BenchOptions,
): Promise<Figure[]> {
  let failed = 0
  const p99: number[] = []
  for (let count = 1; count <= starts; count += 1) {
    progress(`1,000,000 domains read again: ${count} of ${starts}`)
    const asked: Asked = { failed: 0, times: [] }
    const stop = new AbortController()
    const clients = Array.from({ length: CONNECTIONS }, () => client(program, stop.signal, asked))
    await readAgain(program, settings, `more-${count}.example`)
    stop.abort()
    await Promise.all(clients)
    failed += asked.failed
    p99.push(asked.times.toSorted((a, b) => a - b)[Math.floor(asked.times.length * 0.99)] ?? 0)
  }
  const what = '1,000,000 domains read again'
  return [
    { what: `${what}, failed`, unit: 'count', reach: 0, measured: spreadOf([failed]) },
    { what: `${what}, p99`, unit: 'ms', reach: 50, measured: spreadOf(p99) },
  ]
}

/** Adds a domain to the list, tells the program, and waits until it is served. */
async function readAgain(program: Server, settings: string, domain: string): Promise<void> {
  const list = await open(join(dirname(settings), 'list.tsv'), 'a')
  await list.write(`${domain}\tshared\n`)
  await list.close()
  program.signal('SIGHUP')
  const agent = new Agent({ keepAlive: true })
  const until = performance.now() + GIVE_UP_AFTER_MS
  while (!(await isServed(program, domain, agent))) {
    if (performance.now() > until) throw new Error('the settings are not read again')
    await sleep(LOOK_EVERY_MS)
  }
  agent.destroy()
}

async function client(program: Server, stop: AbortSignal, asked: Asked): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  while (!stop.aborted) {
    const started = performance.now()
    if (!(await isServed(program, domainName(1), agent))) asked.failed += 1
    asked.times.push(performance.now() - started)
    await sleep(PAUSE_MS)
  }
  agent.destroy()
}

function isServed({ port }: Server, domain: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, agent, path: `/v1.1/${domain}` }, (answer) => {
      answer.resume().once('end', () => {
        resolve(answer.statusCode === 200)
      })
    }).once('error', () => {
      resolve(false)
    })
  })
}
