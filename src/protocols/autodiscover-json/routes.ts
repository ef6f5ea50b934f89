import { PATHS } from '../../settings/paths.js'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Asked } from '../../settings/lookup.js'
import { answerError, isCallersFault } from '../errors.js'
import type { ProtocolOptions } from '../protocol.js'
import type { RawQuery } from '../query.js'
import { answerFor, GET_AND_HEAD, routeOtherMethods, send } from '../send.js'
import { answerJson, notAllowed, refusal } from './answer.js'
import { type AutodiscoverJsonRequest, parseAutodiscoverJsonRequest } from './request.js'

function askedOf({ address }: AutodiscoverJsonRequest, host: string): Asked {
  return typeof address === 'string' ? { host } : { address }
}

export const routes: FastifyPluginAsync<ProtocolOptions> = async (app, options) => {
  answerError(app, (status) =>
    refusal(status, isCallersFault(status) ? 'InvalidRequest' : 'ServerError'),
  )

  const handler = (request: FastifyRequest, reply: FastifyReply, tail?: string) => {
    const read = parseAutodiscoverJsonRequest(request.query as RawQuery, tail)
    if (read === undefined) return send(reply, refusal(404, 'NotFound'))
    const { address, protocol } = read
    if (address === 'malformed') return send(reply, refusal(400, 'MandatoryParameterMissing'))
    return answerFor(request, reply, options, askedOf(read, request.host), (found) => {
      if (address === 'absent' && found === undefined) {
        return refusal(400, 'MandatoryParameterMissing')
      }
      if (protocol === undefined) return refusal(400, 'MissingProtocol')
      return answerJson(found, protocol, options.table().general)
    })
  }
  app.route({
    method: [...GET_AND_HEAD],
    url: PATHS.autodiscoverJson,
    handler: (request, reply) => handler(request, reply),
  })
  app.route<{ Params: { '*': string } }>({
    method: [...GET_AND_HEAD],
    url: `${PATHS.autodiscoverJson}/*`,
    handler: (request, reply) => handler(request, reply, request.params['*']),
  })
  for (const url of [PATHS.autodiscoverJson, `${PATHS.autodiscoverJson}/*`]) {
    routeOtherMethods(app, url, { allow: GET_AND_HEAD, refuse: notAllowed })
  }
}
