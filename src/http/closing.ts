// close() ends when the last connection does, and Node waits for each as long as it is kept alive.
import type { FastifyInstance } from 'fastify'
import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { LIMITS } from './limits.js'
import type { ServiceState } from './state.js'

/**
 * Responses that end their connection while the service drains. Asked when the head is written and not when the
 * request comes: it may have begun before.
 */
export function drainingResponse(state: ServiceState): typeof ServerResponse {
  return class<Asked extends IncomingMessage = IncomingMessage> extends ServerResponse<Asked> {
    override writeHead(status: number, ...rest: never[]): this {
      if (state.draining) this.setHeader('connection', 'close')
      return super.writeHead(status, ...rest)
    }
  }
}

const SWEEP_EVERY_MS = 50
const MOST_TURNS = 1000

/** From close() on, a connection stays open only while its request is being answered. */
export function closeWithoutWaiting(app: FastifyInstance): void {
  const { server } = app
  const open = new Set<Socket>()
  let accepted = 0
  server.on('connection', (socket) => {
    accepted += 1
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  app.addHook('preClose', (done) => {
    if (!server.listening) {
      done()
      return
    }
    const silent = () => [...open].filter((socket) => socket.bytesRead === 0 && !socket.destroyed)
    const closeIdle = server.closeIdleConnections.bind(server)
    // Node calls this as it closes, and from version 26 on takes who never said a word for idle: but the request may
    // be on its way, or wait for a loop that was busy.
    server.closeIdleConnections = () => {
      if (silent().length === 0) closeIdle()
    }
    let sweeps = 0
    const sweep = setInterval(() => {
      if (server.listening) return
      sweeps += 1
      // By the second sweep is read what had come when the first was due. Browsers connect ahead of time.
      if (sweeps > 1) for (const socket of silent()) socket.destroy()
      server.closeIdleConnections()
    }, SWEEP_EVERY_MS)
    // Once it closes, Node looks at no timeout any more.
    const atLast = setTimeout(() => {
      server.closeAllConnections()
    }, LIMITS.requestTimeout)
    server.once('close', () => {
      clearInterval(sweep)
      clearTimeout(atLast)
    })
    // Whom the kernel has connected and nobody accepted yet is reset when the listener closes. So it closes in a turn
    // of the loop in which nobody came, right after it had looked.
    const closeInQuietTurn = (before: number, turns: number) => {
      setImmediate(() => {
        if (accepted === before || turns === 0) done()
        else closeInQuietTurn(accepted, turns - 1)
      })
    }
    closeInQuietTurn(-1, MOST_TURNS)
  })
}
