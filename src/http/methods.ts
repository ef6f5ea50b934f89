// Every method that Node can read gets an answer of ours: a protocol's 405, or the 404 of whatever is not there.
import type { FastifyInstance } from 'fastify'
import { METHODS } from 'node:http'
import type { Logger } from 'pino'
import { endWith } from './errors.js'

/** Before any route is added. */
export function answerEveryMethod(app: FastifyInstance, logger: Logger): void {
  for (const method of METHODS) {
    // Fastify knows QUERY, and would refuse one without a Content-Type before it looks for the route.
    const isQuery = method === 'QUERY'
    if (isQuery || (method !== 'CONNECT' && !app.supportedMethods.includes(method))) {
      app.addHttpMethod(method, { overrideExisting: isQuery })
    }
  }
  // Node leaves these to us alone, past all routes, and closes where nobody listens.
  app.server.on('connect', (_request, socket) => {
    logger.trace('no proxy')
    // Nobody else hears of a client that is gone, and unheard it would end the process.
    socket.on('error', () => socket.destroy())
    endWith(socket, '404 Not Found')
    socket.once('finish', () => socket.destroy())
  })
}
