// Stands between the service and its database, and does what networks do.
import { createServer, connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** swallow: takes everything and passes nothing on, like a cable that was pulled. */
type Mode = 'ok' | 'refuse' | 'swallow' | 'slow'

export interface ToyProxy {
  port: number
  mode: Mode
  /** Ends every connection. */
  reset(): void
  /** Connections that were opened so far. */
  readonly opened: number
}

const SLOW_MS = 1000

export async function startToyProxy(target: number): Promise<ToyProxy> {
  const sockets = new Set<Socket>()
  let opened = 0
  const proxy: ToyProxy = {
    port: 0,
    mode: 'ok',
    reset() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    get opened() {
      return opened
    },
  }
  const server = createServer((client) => {
    opened += 1
    const upstream = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.on('data', (bytes: Buffer) => {
        if (proxy.mode === 'swallow') return
        if (proxy.mode === 'slow') setTimeout(() => to.write(bytes), SLOW_MS / 2)
        else to.write(bytes)
      })
    }
    if (proxy.mode === 'refuse') client.resetAndDestroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.port = (server.address() as { port: number }).port
  onTestFinished(() => {
    proxy.reset()
    server.close()
  })
  return proxy
}
