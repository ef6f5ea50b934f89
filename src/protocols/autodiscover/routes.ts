import type { FastifyPluginAsync } from 'fastify'
import { answerError, isCallersFault } from '../errors.js'
import { isSharedHost } from '../autodiscover-url.js'
import type { ProtocolOptions } from '../protocol.js'
import { answerFor, GET_AND_HEAD, routeOtherMethods, send } from '../send.js'
import { createAnswers, notAllowed, redirectToHttps } from './answer.js'
import { PATHS } from '../../settings/paths.js'
import { LIMITS, parseAutodiscoverRequest } from './request.js'

// The bytes decide, whatever a client says they are. Not `*`: which parser that stands for, Fastify finds out anew for
// each request.
const READ_AS = 'application/xml'
const ALLOWED: readonly string[] = [...GET_AND_HEAD, 'POST']

export const routes: FastifyPluginAsync<ProtocolOptions> = async (app, options) => {
  const answers = createAnswers(options.clock)
  answerError(app, (status) =>
    answers.error(isCallersFault(status) ? 'invalidRequest' : 'serverError', status),
  )
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    READ_AS,
    { parseAs: 'buffer', bodyLimit: LIMITS.octets },
    (_request, body, done) => {
      done(null, body)
    },
  )

  app.addHook('onRequest', (request, reply, next) => {
    if (ALLOWED.includes(request.method) && options.cameOverHttp(request)) {
      const { general } = options.table()
      // The body is never read, and with it no password a client may have sent along.
      const sent = answerFor(request, reply, options, { host: request.host }, (found) =>
        redirectToHttps(found, general),
      )
      if (sent instanceof Promise) {
        sent.catch((error: unknown) => {
          next(error instanceof Error ? error : new Error('the table failed'))
        })
      }
      return
    }
    if (request.method === 'POST' && request.headers['content-encoding'] !== undefined) {
      void send(reply, answers.error('invalidRequest', 415))
      return
    }
    request.raw.headers['content-type'] = READ_AS
    next()
  })

  app.post(PATHS.autodiscover, (request, reply) => {
    const asked = parseAutodiscoverRequest(bodyOf(request.body))
    if (!asked.ok) return send(reply, answers.error(asked.error))
    const { address, branch } = asked
    return answerFor(request, reply, options, { address }, (found) => answers.post(found, branch))
  })
  app.route({
    method: [...GET_AND_HEAD],
    url: PATHS.autodiscover,
    handler: (request, reply) => {
      const { host } = request
      if (isSharedHost(options.table().general, host)) return send(reply, answers.get(undefined))
      return answerFor(request, reply, options, { host }, (found) => answers.get(found))
    },
  })
  routeOtherMethods(app, PATHS.autodiscover, { allow: ALLOWED, refuse: notAllowed })
}

function bodyOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array()
}
