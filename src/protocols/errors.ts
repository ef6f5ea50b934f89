// Errors of the framework and of the table, in the dialect of the protocol they happened in.
import type { FastifyError, FastifyInstance } from 'fastify'
import type { Answer } from './answer.js'
import { send } from './send.js'

const RETRY_AFTER_SECONDS = 5

/** The status an error asks for: 413, 415, 429, 503, …; anything unexpected is a 500. */
export function statusOf(error: FastifyError): number {
  const { statusCode } = error
  return statusCode !== undefined && statusCode >= 400 && statusCode < 600 ? statusCode : 500
}

/** Every error below this plugin is answered by `answer`; its message never leaves the process. */
export function answerError(app: FastifyInstance, answer: (status: number) => Answer): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error)
    if (status === 500) request.log.error({ code: error.code, type: error.name }, 'cannot answer')
    if (status === 413) void reply.header('connection', 'close')
    if (status === 429 || status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS)
    return send(reply, answer(status))
  })
}
