// The built program, with everything that it logs at hand.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instance, megabytesOf, startInstance } from '../endurance/processes.js'
import { SETTINGS } from './customers.js'

export interface FuzzedService {
  port: number
  isRunning: () => boolean
  /** Why it ended, as far as it says. */
  lastWords: () => string
  /** The lines logged since the last call, once there are so many or it has been silent for long. */
  takeLines: (atLeast: number) => Promise<string[]>
  metrics(): Promise<string>
  megabytes(): Promise<number>
  end(): Promise<void>
}

// A line is written when the answer is: it only has to come through a pipe.
const LONGEST_FOR_A_LINE_MS = 3000

export async function startFuzzedService(): Promise<FuzzedService> {
  const folder = await mkdtemp(join(tmpdir(), 'mailconf-fuzz-'))
  const file = join(folder, 'settings.yaml')
  await writeFile(file, SETTINGS)
  const instance = await startInstance({
    MAILCONF_CONFIG: file,
    LOG_LEVEL: 'trace',
    LOG_REQUESTS: 'all',
  })
  const log = followLog(instance)
  return {
    port: instance.port,
    isRunning: () => instance.isRunning(),
    lastWords: log.lastWords,
    takeLines: log.take,
    async metrics() {
      return (await fetch(`http://127.0.0.1:${instance.adminPort}/metrics`)).text()
    },
    megabytes: () => megabytesOf(instance),
    async end() {
      await instance.end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function followLog({ child }: Instance) {
  let lines: string[] = []
  let rest = ''
  let errors = ''
  let heard: () => void = () => undefined
  child.stdout?.on('data', (text: string) => {
    const pieces = (rest + text).split('\n')
    rest = pieces.pop() ?? ''
    lines.push(...pieces)
    heard()
  })
  child.stderr?.on('data', (text: string) => (errors = (errors + text).slice(-2000)))
  const wait = () =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_FOR_A_LINE_MS, false)
      heard = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  return {
    lastWords: () => errors,
    take: async (atLeast: number) => {
      while (lines.length < atLeast && (await wait()));
      const taken = lines
      lines = []
      return taken
    },
  }
}
