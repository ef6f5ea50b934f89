import { PATHS } from '../../settings/paths.js'
import type { FastifyPluginAsync } from 'fastify'
import { answerError } from '../errors.js'
import type { ProtocolOptions } from '../protocol.js'
import type { RawQuery } from '../query.js'
import { answerFor, GET_AND_HEAD, routeOtherMethods, send } from '../send.js'
import { deliver, notAllowed, profileFor } from './answer.js'
import { parseProfileRequest } from './request.js'

const { profile: PATH, profileAlias: ALIAS } = PATHS

export const routes: FastifyPluginAsync<ProtocolOptions> = async (app, options) => {
  const { people, table } = options
  answerError(app, (status, request) => people.failed(request, status), 503)
  people.guard(app)
  people.limit(app)
  for (const url of [PATH, ALIAS]) {
    app.route({
      method: [...GET_AND_HEAD],
      url,
      handler: (request, reply) => {
        const asked = parseProfileRequest(request.query as RawQuery)
        const { address } = asked
        if (!asked.ok && address === undefined) {
          return send(reply, people.refuse(request, undefined, asked.refusal))
        }
        return answerFor(request, reply, options, { address }, (found) => {
          if (!asked.ok) return people.refuse(request, found, asked.refusal)
          const profile = profileFor(found, asked.wishes, table().general)
          if (!profile.ok) return people.refuse(request, found, profile.refusal)
          return deliver(profile, options, () => {
            request.log.error({ reqId: request.id }, 'cannot sign a profile')
          })
        })
      },
    })
    routeOtherMethods(app, url, { allow: GET_AND_HEAD, refuse: notAllowed })
  }
}
