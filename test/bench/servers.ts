// The program and the yardsticks, each as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const YARDSTICK = fileURLToPath(new URL('yardstick.ts', import.meta.url))
const TICKS_PER_SECOND = 100

export interface Server {
  port: number
  /** From its start to the line that says it listens. */
  secondsToReady: number
  /** Resident, when ready. */
  megabytes: number
  /** What the process has used of processors so far. */
  cpuSeconds: () => Promise<number>
  signal: (signal: NodeJS.Signals) => void
  stop: () => Promise<void>
}

/** What a yardstick answers, whatever it is asked. */
export interface GivenAnswer {
  status: number
  /** Name, value, name, value. */
  headers: Record<string, string>
  body: string
}

/** `bare with body` waits for the body of the request first. */
export type Kind = 'bare' | 'bare with body' | 'fastify'

/** The built program as it is shipped, with these environment variables and no others. */
export function startProgram(variables: Readonly<Record<string, string>> = {}): Promise<Server> {
  return start([PROGRAM, 'serve'], { PORT: '0', ADMIN_PORT: '0', ...variables })
}

export function startYardstick(kind: Kind, answer: GivenAnswer): Promise<Server> {
  return start(['--import', 'tsx', YARDSTICK, kind, JSON.stringify(answer)], {})
}

async function start(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Server> {
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve()
    }),
  )
  // Whatever fails here, no server is left behind.
  const killIt = () => child.kill('SIGKILL')
  process.once('exit', killIt)
  const port = await Promise.race([firstLine(child).then(portOf), ended])
  const secondsToReady = (performance.now() - started) / 1000
  if (port === undefined) throw new Error(`it does not start: node ${args.join(' ')}`)
  const { pid } = child
  return {
    port,
    secondsToReady,
    megabytes: await residentMegabytes(pid),
    cpuSeconds: () => cpuSeconds(pid),
    signal: (signal) => child.kill(signal),
    stop: async () => {
      process.off('exit', killIt)
      killIt()
      await ended
    },
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('nothing to read from')
  return new Promise((resolve) => {
    createInterface(stdout).once('line', resolve)
  })
}

/** Both kinds of servers say it: `{"port":1}` and `{"address":"http://127.0.0.1:1"}`. */
function portOf(line: string): number {
  const { port, address } = JSON.parse(line) as { port?: number; address?: string }
  return port ?? Number(new URL(address ?? '').port)
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kilobytes) * 1024) / 1e6
}

/** proc(5): the 14th and 15th field, counted behind the name of the program, which may hold blanks. */
async function cpuSeconds(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
