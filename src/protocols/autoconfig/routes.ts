import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Asked } from '../../settings/lookup.js'
import { PATHS } from '../../settings/paths.js'
import type { Answer } from '../answer.js'
import { answerError, errorText } from '../errors.js'
import type { ProtocolOptions } from '../protocol.js'
import type { RawQuery } from '../query.js'
import { answerFor, GET_AND_HEAD, routeOtherMethods, send } from '../send.js'
import { createAnswer, notAllowed, PREFLIGHT_HEADERS, refusal, withoutBody } from './answer.js'
import { parseAutoconfigRequest, parseIspdbRequest } from './request.js'

const { autoconfig: PATH, wellKnownAutoconfig: WELL_KNOWN } = PATHS
const ISPDB_PATH = '/v1.1/:domain'

function asked(request: FastifyRequest): Asked {
  return parseAutoconfigRequest(request.query as RawQuery, request)
}

export const routes: FastifyPluginAsync<ProtocolOptions> = async (app, options) => {
  const answer = createAnswer()
  const errorAnswer = (status: number) => refusal(status, errorText(status))
  answerError(app, errorAnswer)

  app.route({
    method: [...GET_AND_HEAD],
    url: PATH,
    handler: (request, reply) =>
      answerFor(request, reply, options, asked(request), (found) =>
        answer(found, request.headers['if-none-match']),
      ),
  })
  app.route<{ Params: { domain: string } }>({
    method: [...GET_AND_HEAD],
    url: ISPDB_PATH,
    handler: (request, reply) =>
      answerFor(request, reply, options, parseIspdbRequest(request.params.domain), (found) =>
        answer(found, request.headers['if-none-match']),
      ),
  })
  for (const url of [PATH, ISPDB_PATH]) {
    routeOtherMethods(app, url, {
      allow: GET_AND_HEAD,
      options: PREFLIGHT_HEADERS,
      refuse: notAllowed,
    })
  }

  await app.register(async (wellKnown) => {
    answerError(wellKnown, (status) => withoutBody(errorAnswer(status)))
    wellKnown.route({
      method: [...GET_AND_HEAD],
      url: WELL_KNOWN + PATH,
      handler: (request, reply) =>
        answerFor(request, reply, options, asked(request), (found) =>
          withoutBody(answer(found, request.headers['if-none-match'])),
        ),
    })
    routeOtherMethods(wellKnown, WELL_KNOWN + PATH, {
      allow: GET_AND_HEAD,
      options: PREFLIGHT_HEADERS,
      refuse: (allow) => withoutBody(notAllowed(allow)),
    })
    const nothingHere: Answer = withoutBody(answer(undefined))
    // The folder itself too: the router takes its trailing slash off before it compares.
    for (const url of [WELL_KNOWN, `${WELL_KNOWN}/*`]) {
      wellKnown.all(url, (_request, reply) => send(reply, nothingHere))
    }
  })
}
