import { PATHS } from '../../settings/paths.js'
import type { FastifyPluginAsync } from 'fastify'
import { answerError, plainError } from '../errors.js'
import type { ProtocolOptions } from '../protocol.js'
import { answerFor, GET_AND_HEAD, routeOtherMethods, send } from '../send.js'
import { createAnswer, notAllowed, UNKNOWN } from './answer.js'
import { parsePaccRequest } from './request.js'

export const routes: FastifyPluginAsync<ProtocolOptions> = async (app, options) => {
  const answer = createAnswer()
  answerError(app, plainError)

  app.route({
    method: [...GET_AND_HEAD],
    url: PATHS.pacc,
    handler: (request, reply) =>
      options.cameOverHttp(request)
        ? send(reply, UNKNOWN)
        : answerFor(request, reply, options, parsePaccRequest(request.host), (found) =>
            answer(found, request.headers['if-none-match']),
          ),
  })
  routeOtherMethods(app, PATHS.pacc, { allow: GET_AND_HEAD, refuse: notAllowed })
}
