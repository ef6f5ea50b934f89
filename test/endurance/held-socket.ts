// The service under somebody who holds its listening socket, as systemd does with the shipped units.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
// Hands its own descriptor 3 to one process after the other, a line each time it is to start one; the last line ends it.
const HOLDER = `while read -r _; do
  sh -c 'echo "pid $$"; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"' sh "$@"
  echo "ended $?"
done`

export interface HeldSocket {
  port: number
  /** Comes back when the service says that it listens. */
  start(): Promise<void>
  /** SIGTERM, and the exit code. */
  end(): Promise<number>
  stop: () => Promise<void>
}

/** Node has no public name for it. */
function descriptorOf(server: Server): number {
  return (server as unknown as { _handle: { fd: number } })._handle.fd
}

export async function holdSocket(variables: Readonly<Record<string, string>>): Promise<HeldSocket> {
  const server = createServer()
  server.listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const holder = spawn('sh', ['-c', HOLDER, 'sh', process.execPath, PROGRAM, 'serve'], {
    env: { PATH: process.env['PATH'], ADMIN_PORT: '0', ...variables },
    stdio: ['pipe', 'pipe', 'inherit', descriptorOf(server)],
  }) as ChildProcessByStdio<Writable, Readable, null>
  // From now on the holder has it alone: this process would accept connections.
  server.close()
  const lines = createInterface(holder.stdout)[Symbol.asyncIterator]()
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const line = await lines.next()
      if (line.done === true) throw new Error(`the service ended before it said ${String(pattern)}`)
      const [, found = ''] = pattern.exec(line.value) ?? []
      if (found !== '') return found
    }
  }
  let pid = 0
  return {
    port,
    async start() {
      holder.stdin.write('\n')
      pid = Number(await until(/^pid (\d+)$/))
      await until(/("mailconf listens")/)
    },
    async end() {
      process.kill(pid, 'SIGTERM')
      const code = Number(await until(/^ended (\d+)$/))
      pid = 0
      return code
    },
    async stop() {
      // Its shell would say aloud that it was killed.
      if (pid !== 0) process.kill(pid, 'SIGTERM')
      holder.stdin.end()
      if (holder.exitCode === null) await once(holder, 'exit')
    },
  }
}
