// Servers on loopback, with all that hangs on them: when the keeper ends, nothing of it goes on.
import type { AddressInfo, Server, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export const LOOPBACK = '127.0.0.1'

export interface Keeper {
  /** Opens a free port and returns it. */
  listen(server: Server): Promise<number>
  /** Closes a server and cuts its connections. */
  close(server: Server): Promise<void>
  /** Waits; false: everything ended meanwhile. */
  pause(ms: number): Promise<boolean>
  end(): Promise<void>
}

export function createKeeper(): Keeper {
  const socketsOf = new Map<Server, Set<Socket>>()
  const ending = new AbortController()

  const close = async (server: Server) => {
    for (const socket of socketsOf.get(server) ?? []) socket.destroy()
    if (socketsOf.delete(server)) await new Promise((resolve) => server.close(resolve))
  }
  return {
    async listen(server) {
      const sockets = new Set<Socket>()
      socketsOf.set(server, sockets)
      server.prependListener('connection', (socket: Socket) => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        // Clients hang up as they like.
        socket.on('error', () => undefined)
      })
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, LOOPBACK, resolve)
      })
      return (server.address() as AddressInfo).port
    },
    close,
    pause: (ms) => sleep(ms, true, { signal: ending.signal }).catch(() => false),
    async end() {
      ending.abort()
      await Promise.all([...socketsOf.keys()].map(close))
    },
  }
}
