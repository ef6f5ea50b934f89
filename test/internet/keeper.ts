// Servers on loopback, with all that hangs on them: when the keeper ends, nothing of it goes on.
import type { AddressInfo, Server, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type SecureContext, TLSSocket } from 'node:tls'

export const LOOPBACK = '127.0.0.1'

export interface Keeper {
  /** Opens a port, a free one unless it is named, and returns it. */
  listen(server: Server, port?: number): Promise<number>
  /** The same for one behind another of ours: it ends by itself when nobody comes any more. */
  listenBehind(server: Server): Promise<number>
  /** Closes a server and cuts its connections. */
  close(server: Server): Promise<void>
  /** Shakes hands as a server. Undefined: nothing came of it. */
  secure(socket: Socket, secureContext: SecureContext): Promise<Socket | undefined>
  /** Waits; false: everything ended meanwhile. */
  pause(ms: number): Promise<boolean>
  end(): Promise<void>
}

export function createKeeper(): Keeper {
  const socketsOf = new Map<Server, Set<Socket>>()
  // Node crashes when the socket below a TLS handshake is destroyed: the one on top must be.
  const topOf = new WeakMap<Socket, Socket>()
  const behind = new Set<Server>()
  const ending = new AbortController()

  const close = async (server: Server) => {
    for (const socket of socketsOf.get(server) ?? []) (topOf.get(socket) ?? socket).destroy()
    if (socketsOf.delete(server)) await ended(server)
  }
  const open = async (server: Server, port = 0) => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, LOOPBACK, resolve)
    })
    return (server.address() as AddressInfo).port
  }
  return {
    listen(server, port) {
      const sockets = new Set<Socket>()
      socketsOf.set(server, sockets)
      server.prependListener('connection', (socket: Socket) => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        // Clients hang up as they like.
        socket.on('error', () => undefined)
      })
      return open(server, port)
    },
    listenBehind(server) {
      behind.add(server)
      return open(server)
    },
    close,
    async secure(socket, secureContext) {
      if (socket.destroyed) return undefined
      const secured = new TLSSocket(socket, { isServer: true, secureContext })
      topOf.set(socket, secured)
      return new Promise((resolve) => {
        const gone = () => {
          secured.destroy()
          resolve(undefined)
        }
        secured.on('error', gone).once('close', gone)
        secured.once('secure', () => {
          resolve(secured)
        })
      })
    },
    pause: (ms) => sleep(ms, true, { signal: ending.signal }).catch(() => false),
    async end() {
      ending.abort()
      await Promise.all([...socketsOf.keys()].map(close))
      await Promise.all([...behind].map((server) => ended(server)))
    },
  }
}

function ended(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve))
}
