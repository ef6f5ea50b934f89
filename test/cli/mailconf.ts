// The built program in a process of its own, as a shell would start it.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { runCommandLine } from '../../src/cli/run.js'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
export const CONFIG = fileURLToPath(new URL('../../config/', import.meta.url))

type Variables = Readonly<Record<string, string>>

const LONGEST_RUN_MS = 30_000

/** Nothing of the environment that the tests run in reaches the program. */
function start(args: readonly string[], variables: Variables): ChildProcessWithoutNullStreams {
  const limits = { timeout: LONGEST_RUN_MS, killSignal: 'SIGKILL' } as const
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...variables }, ...limits })
  child.stdin.end()
  return child
}

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs a command to its end. */
export async function mailconf(args: readonly string[], variables: Variables = {}): Promise<Ended> {
  const child = start(args, variables)
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.err += text))
  await once(child, 'close')
  ended.code = child.exitCode
  return ended
}

/** The same for a reader that closes the pipe before anything is written, as `head` may. */
export async function mailconfUnread(args: readonly string[]): Promise<Ended> {
  const child = start(args, {})
  const ended: Ended = { code: null, out: '', err: '' }
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.err += text))
  child.stdout.destroy()
  await once(child, 'close')
  return { ...ended, code: child.exitCode }
}

interface Here {
  variables?: Variables
  /** Of the terminal. */
  width?: number | undefined
  colour?: boolean
  progress?: (line: string) => void
}

/** The same in this process, which is quicker. */
export async function mailconfHere(
  args: readonly string[],
  { variables = {}, width, colour = false, progress }: Here = {},
): Promise<Ended> {
  const ended: Ended = { code: null, out: '', err: '' }
  const out = (result: string | Uint8Array) => (ended.out += Buffer.from(result).toString())
  const err = (text: string) => (ended.err += text)
  const output = { out, err, progress, width, colour }
  ended.code = await runCommandLine(args, { ...variables }, output)
  return ended
}

export interface Service {
  /** The first line of the log. */
  first: Record<string, unknown>
  /** Where it listens, as its log says. */
  url: string
  admin: string
  /** The whole log so far, line by line. */
  log(): Record<string, unknown>[]
  signal(signal: NodeJS.Signals): void
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

const parseLine = (line: string) => JSON.parse(line) as Record<string, unknown>

/** Starts `serve` on free ports and waits until it listens; if it ends before, that is what comes back. */
export async function serve(
  args: readonly string[] = [],
  variables: Variables = { PORT: '0', ADMIN_PORT: '0' },
): Promise<Service | Ended> {
  const child = start(['serve', ...args], variables)
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended: Ended = { code: null, out: '', err: '' }
  const closed = once(child, 'close').then(() => {
    ended.code = child.exitCode
    return ended
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.err += text))
  const listens = new Promise<Service>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ended.out += text
      const [line = '', ...more] = ended.out.split('\n')
      if (more.length === 0) return
      const first = parseLine(line)
      resolve({
        first,
        url: String(first['address']),
        admin: String(first['admin']),
        log: () => ended.out.split('\n').slice(0, -1).map(parseLine),
        signal: (signal) => void child.kill(signal),
        async stop(signal = 'SIGTERM') {
          child.kill(signal)
          return closed
        },
      })
    })
  })
  return Promise.race([listens, closed])
}

/** The same for settings that must be served. */
export async function running(...args: string[]): Promise<Service> {
  const service = await serve(args)
  if ('code' in service) throw new Error(`ended with ${String(service.code)}: ${service.err}`)
  return service
}
