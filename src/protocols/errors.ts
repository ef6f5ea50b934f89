// Errors of the framework and of the table, in the dialect of the protocol they happened in.
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { type Answer, textAnswer } from './answer.js'
import { send } from './send.js'

const RETRY_AFTER_SECONDS = 5
// What an error may ask for. Nothing else that a library throws reaches a client, a 401 least of all:
// clients answer it with a password.
const STATUSES = [400, 413, 414, 415, 429, 503]

// JavaScript can throw anything, a rejected promise often nothing.
type Thrown = (Partial<FastifyError> & { retryAfterSeconds?: number }) | null | undefined

/** The status an error asks for; anything unexpected is a 500. */
export function statusOf(error: Thrown): number {
  const { statusCode = 500 } = error ?? {}
  return STATUSES.includes(statusCode) ? statusCode : 500
}

/**
 * Every error below this plugin is answered by `answer`; its message never leaves the process.
 * `unexpected`: people are asked to come back (503), mail clients should go on elsewhere (500).
 */
export function answerError(
  app: FastifyInstance,
  answer: (status: number, request: FastifyRequest) => Answer,
  unexpected: 500 | 503 = 500,
): void {
  app.setErrorHandler<Thrown>((error, request, reply) => {
    const wanted = statusOf(error)
    const status = wanted === 500 ? unexpected : wanted
    if (wanted === 500) {
      const { code, name } = error ?? {}
      request.log.error({ reqId: request.id, code, type: name }, 'cannot answer')
    }
    const { raw } = reply
    // What failed may be a header of the answer that was on its way.
    for (const header of raw.getHeaderNames()) {
      if (header !== 'connection') raw.removeHeader(header)
    }
    if (status === 413) raw.setHeader('connection', 'close')
    if (status === 429 || status === 503) {
      raw.setHeader('retry-after', error?.retryAfterSeconds ?? RETRY_AFTER_SECONDS)
    }
    return send(reply, answer(status, request))
  })
}

/** For answers in plain text. */
export function errorText(status: number): string {
  return isCallersFault(status)
    ? 'The request cannot be served.\n'
    : 'The service cannot answer now.\n'
}

/** The answer to an error where nobody speaks a dialect. */
export function plainError(status: number): Answer {
  return textAnswer(status, errorText(status))
}

/** 429 is not: the same request is right a little later. */
export function isCallersFault(status: number): boolean {
  return status < 500 && status !== 429
}
