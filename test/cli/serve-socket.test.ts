// A listening socket that somebody else opened and holds, as systemd's socket activation hands it over.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { takePassedSocket } from '../../src/env.js'
import { client } from '../helpers/load.js'
import { statusOf } from '../helpers/service.js'
import { temporaryFolder } from '../helpers/settings.js'

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
// Passes what is its own descriptor 3 on to one process after the other: a line each time it is to start one.
const MANAGER = `while read -r _; do
  sh -c 'echo "$$"; LISTEN_PID=$$ exec "$@"' sh "$@"
  echo "ended $?"
done`

interface Manager {
  start(): Promise<void>
  /** Sends SIGTERM and waits for the end: the exit code. */
  stop(): Promise<number>
  log(): string[]
  err(): string
  ended(): Promise<number>
}

function manage(passed: number | 'ignore', variables: Record<string, string> = {}): Manager {
  const command = ['-c', MANAGER, 'sh', process.execPath, PROGRAM, 'serve']
  const child: ChildProcess = spawn('sh', command, {
    env: { PATH: process.env['PATH'], LISTEN_FDS: '1', PORT: '1', ADMIN_PORT: '0', ...variables },
    stdio: ['pipe', 'pipe', 'pipe', passed],
  })
  let out = ''
  let err = ''
  let starts = 0
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()))
  const log = () => out.split('\n').slice(0, -1)
  const lines = (pattern: RegExp) => log().filter((line) => pattern.test(line))
  const until = async (pattern: RegExp) => {
    for (let tries = 0; lines(pattern).length < starts; tries += 1) {
      if (tries > 400) throw new Error(`waited in vain for ${String(pattern)}: ${out}${err}`)
      await sleep(25)
    }
    return lines(pattern).at(-1) ?? ''
  }
  const pid = () => Number(lines(/^\d+$/).at(-1))
  const ended = async () => Number((await until(/^ended/)).split(' ')[1])
  onTestFinished(async () => {
    if (lines(/^ended/).length < starts) process.kill(pid(), 'SIGKILL')
    child.stdin?.end()
    await once(child, 'exit')
  })
  return {
    async start() {
      child.stdin?.write('\n')
      starts += 1
      await until(/^\d+$/)
    },
    async stop() {
      process.kill(pid(), 'SIGTERM')
      return ended()
    },
    log,
    err: () => err,
    ended,
  }
}

/** Node has no public name for it. */
const descriptorOf = (server: Server) =>
  (server as unknown as { _handle: { fd: number } })._handle.fd

/** What listens on `at` is held by the manager alone: this process would accept connections. */
async function manageSocket(
  at: { path: string } | { port: number; host: string },
  variables: Record<string, string> = {},
): Promise<Manager & { port: number }> {
  const server = createServer()
  server.listen(at)
  await once(server, 'listening')
  const address = server.address()
  const manager = manage(descriptorOf(server), variables)
  server.close()
  return { ...manager, port: typeof address === 'object' ? (address?.port ?? 0) : 0 }
}

const LOOPBACK = { host: '127.0.0.1', port: 0 }

test('OPS-2.5 the first line says where the passed socket listens; PORT and HOST do not count', async () => {
  const manager = await manageSocket(LOOPBACK, { HOST: '192.0.2.1' })
  await manager.start()
  expect(await statusOf(manager.port, '/v1.1/example.lt')).toBe(200)
  const [, first = ''] = manager.log()
  expect(JSON.parse(first)).toMatchObject({
    msg: 'mailconf listens',
    address: `http://127.0.0.1:${manager.port}`,
  })
  expect([await manager.stop(), manager.err()]).toEqual([0, ''])
})

test('OPS-2.5 three restarts under 16 clients: no request fails', async () => {
  const manager = await manageSocket(LOOPBACK, { DRAIN_SECONDS: '0.5' })
  await manager.start()
  const stop = new AbortController()
  const clients = Promise.all(Array.from({ length: 16 }, () => client(manager.port, stop.signal)))
  const codes: number[] = []
  for (let restarts = 0; restarts < 3; restarts += 1) {
    expect(await statusOf(manager.port, '/v1.1/example.lt')).toBe(200)
    codes.push(await manager.stop())
    // Nobody listens now: who connects waits for the next one.
    await sleep(200)
    await manager.start()
  }
  expect(await statusOf(manager.port, '/v1.1/example.lt')).toBe(200)
  stop.abort()
  const results = (await clients).flat()
  expect(new Set(results)).toEqual(new Set([200]))
  expect(results.length).toBeGreaterThan(100)
  expect([codes, manager.err()]).toEqual([[0, 0, 0], ''])
}, 60_000)

const NO_TCP_SOCKET =
  'the socket that LISTEN_FDS passes is not one to listen on by TCP; ' +
  'the socket unit needs ListenStream=ADDRESS:PORT, and no Accept=yes\n'

async function refused(manager: Manager): Promise<void> {
  await manager.start()
  expect(await manager.ended()).toBe(78)
  expect(manager.log().filter((line) => line.startsWith('{'))).toEqual([])
}

test('OPS-2.5 two sockets: 78, and what to write', async () => {
  const manager = await manageSocket(LOOPBACK, { LISTEN_FDS: '2' })
  await refused(manager)
  expect(manager.err()).toBe(
    'environment: LISTEN_FDS: must be 1; write one ListenStream= into the socket unit\n',
  )
})

test('OPS-2.5 a socket of the file system: 78, and what to write', async () => {
  const folder = await temporaryFolder({})
  const manager = await manageSocket({ path: join(folder, 'socket') })
  await refused(manager)
  expect(manager.err()).toBe(NO_TCP_SOCKET)
})

test('OPS-2.5 a descriptor that is no socket: 78, and what to write', async () => {
  const file = openSync('/dev/null', 'r')
  const manager = manage(file)
  closeSync(file)
  await refused(manager)
  expect(manager.err()).toBe(NO_TCP_SOCKET)
})

test.each<[NodeJS.ProcessEnv, ReturnType<typeof takePassedSocket>]>([
  [{}, { ok: true, fd: undefined }],
  [
    { LISTEN_PID: '41', LISTEN_FDS: '1' },
    { ok: true, fd: undefined },
  ],
  [
    { LISTEN_PID: '41', LISTEN_FDS: '7' },
    { ok: true, fd: undefined },
  ],
  [{ LISTEN_FDS: '1' }, { ok: true, fd: undefined }],
  [
    { LISTEN_PID: '42', LISTEN_FDS: '1', LISTEN_FDNAMES: 'mailconf.socket' },
    { ok: true, fd: 3 },
  ],
  ...['0', '2', '-1', '1x', '', undefined].map(
    (LISTEN_FDS): [NodeJS.ProcessEnv, ReturnType<typeof takePassedSocket>] => [
      { LISTEN_PID: '42', LISTEN_FDS },
      {
        ok: false,
        problem: 'LISTEN_FDS: must be 1; write one ListenStream= into the socket unit',
      },
    ],
  ),
])('OPS-2.5 process 42, %j: taken once, and gone for whatever it starts', (variables, taken) => {
  const given = { ...variables, PORT: '1' }
  expect(takePassedSocket(given, 42)).toEqual(taken)
  expect(given).toEqual({ PORT: '1' })
})
