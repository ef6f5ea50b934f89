// The built program as a process of its own, ended with the test.
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

export interface Service {
  child: ChildProcess
  port: number
  adminPort: number
  stderr: () => string
  /** The exit code, or the signal that ended the process; undefined if it has not ended by then. */
  exited: (withinMs: number) => Promise<number | NodeJS.Signals | undefined>
}

export interface ServiceOptions {
  variables?: Record<string, string>
  /** A file descriptor in place of a pipe. */
  stdout?: number
  /** Runs the program under a shell, after this. */
  shell?: string
}

/** Starts `serve` on free ports and comes back when both listen. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  for (;;) {
    const [port, adminPort] = [await freePort(), await freePort()]
    const args = ['serve', '--port', `${port}`, '--admin-port', `${adminPort}`]
    const service = runProgram(args, options)
    for (let tries = 0; (await statusOf(adminPort, '/healthz')) !== 200; tries += 1) {
      // Another test was quicker: ports are only free while nobody takes them.
      if (/port \d+ is taken/.test(service.stderr())) break
      if (tries > 200) throw new Error(`the service does not start: ${service.stderr()}`)
      await sleep(25)
    }
    if (!/port \d+ is taken/.test(service.stderr())) return { ...service, port, adminPort }
  }
}

/** Starts the program without waiting for anything. */
export function runProgram(
  args: readonly string[],
  { variables = {}, stdout, shell }: ServiceOptions = {},
): Omit<Service, 'port' | 'adminPort'> {
  const command = [process.execPath, PROGRAM, ...args]
  const [file = '', ...rest] =
    shell === undefined ? command : ['sh', '-c', `${shell}; exec "$@"`, 'sh', ...command]
  const child = spawn(file, rest, {
    env: { PATH: process.env['PATH'], ...variables },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  })
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(code ?? signal ?? 0)
    })
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  child.stdout?.resume()
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    child,
    stderr: () => errors,
    exited: async (withinMs) => {
      const timer = new AbortController()
      const late = sleep(withinMs, undefined, { signal: timer.signal }).catch(() => undefined)
      const result = await Promise.race([ended, late])
      timer.abort()
      return result
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The status of a GET, or 0 where nobody answers. */
export async function statusOf(port: number, path: string): Promise<number> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { connection: 'close' },
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}
