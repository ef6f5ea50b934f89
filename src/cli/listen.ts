// Where the public listener listens, and what to say where it cannot.
import type { FastifyInstance } from 'fastify'
import { existsSync, fstatSync, readFileSync } from 'node:fs'
import type { Env } from '../env.js'

const NO_TCP_SOCKET =
  'the socket that LISTEN_FDS passes is not one to listen on by TCP; ' +
  'the socket unit needs ListenStream=ADDRESS:PORT, and no Accept=yes'

/**
 * Listens on the socket `fd`, or where there is none on HOST and PORT, and says at which URL. A socket that a service
 * manager holds outlives this process: who connects while the next one starts waits in its queue.
 */
export async function listen(
  app: FastifyInstance,
  { HOST: host, PORT: port }: Env,
  fd: number | undefined,
): Promise<string> {
  if (fd === undefined) return app.listen({ host, port })
  try {
    // Such a socket tells no address of a client, which trust in proxies and limits go by.
    if (isUnixSocket(fd)) throw new Error('a socket of the file system')
    // With a descriptor Node ignores the host, but Fastify would take a missing one for localhost, and listen there too.
    const passed = { fd, host }
    return await app.listen(passed)
  } catch (cause) {
    throw new Error(NO_TCP_SOCKET, { cause })
  }
}

const UNIX_SOCKETS = '/proc/self/net/unix'

function isUnixSocket(fd: number): boolean {
  const { ino } = fstatSync(fd)
  if (!existsSync(UNIX_SOCKETS)) return false
  const columns = readFileSync(UNIX_SOCKETS, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return columns.some(([, , , , , , inode]) => inode === String(ino))
}

/** One sentence on an error of `listen`. */
export function listenProblem(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number }
  if (message === NO_TCP_SOCKET) return message
  const at = port === undefined ? 'the port' : `port ${port}`
  if (code === 'EADDRINUSE') return `${at} is taken; choose another with PORT or ADMIN_PORT`
  if (code === 'EACCES') return `${at} may not be opened; ports below 1024 need rights`
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address; see HOST and ADMIN_HOST'
  return `cannot listen: ${code ?? 'unknown error'}`
}
