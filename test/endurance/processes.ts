// The built program in processes of its own, ended with the run whatever happens.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

type Variables = Readonly<Record<string, string>>

export interface Instance {
  pid: number
  port: number
  adminPort: number
  child: ChildProcess
  isRunning(): boolean
  /** Sends the signal and waits for the end; gives the exit code, or the signal. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
}

const started = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

const LONGEST_START_MS = 120_000

/** Comes back when it says where it listens. */
export async function startInstance(variables: Variables, flags: string[] = []): Promise<Instance> {
  const env = { PATH: process.env['PATH'], PORT: '0', ADMIN_PORT: '0', ...variables }
  const child = spawn(process.execPath, [...flags, PROGRAM, 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  const exited = once(child, 'exit').then(() => {
    started.delete(child)
  })
  let out = ''
  let err = ''
  const hear = (text: string) => (out += text)
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err = (err + text).slice(-2000)))
  const end = performance.now() + LONGEST_START_MS
  while (!out.includes('\n') && child.exitCode === null && performance.now() < end) await sleep(20)
  child.stdout.off('data', hear).resume()
  if (!out.includes('\n')) {
    child.kill('SIGKILL')
    throw new Error(`the service does not start: ${err}`)
  }
  const { address, admin } = JSON.parse(out.split('\n')[0] ?? '') as Record<string, string>
  const portOf = (url = '') => Number(new URL(url).port)
  return {
    pid: child.pid ?? 0,
    port: portOf(address),
    adminPort: portOf(admin),
    child,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      await exited
      return child.exitCode ?? child.signalCode
    },
  }
}

/** Runs a command of the program; throws with what it says if it fails. */
export async function runCommand(
  args: readonly string[],
  variables: Variables = {},
): Promise<void> {
  const env = { PATH: process.env['PATH'], ...variables }
  await promisify(execFile)(process.execPath, [PROGRAM, ...args], { env })
}

export async function megabytesOf({ pid }: Instance): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024
}

/** Files and sockets that are open. */
export async function handlesOf({ pid }: Instance): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

const MOST_TRIES = 100

/** How many more than `before` it holds once its connections are closed, which may take ten seconds. */
export async function handlesLeft(instance: Instance, before: number): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const more = (await handlesOf(instance)) - before
    if (more <= 0 || tries === MOST_TRIES) return Math.max(more, 0)
    await sleep(100)
  }
}

/** A number of /metrics; several lines of one name are added up. */
export async function metric({ adminPort }: Instance, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text()
  const lines = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0)
}
