// The pages as routes ask for them, this protocol's and those that answer with files.
import type { FastifyRequest } from 'fastify'
import type { Found } from '../../settings/lookup.js'
import type { Answer } from '../answer.js'
import type { ForPeople } from '../people.js'
import type { AnswerOptions } from '../protocol.js'
import { type RawQuery, queryValues } from '../query.js'
import { answerFailure, answerPage, type PageOptions, type PageVisit } from './answer.js'
import type { Assets } from './assets.js'
import { type PageRequest, type Parameters, parsePageRequest } from './request.js'

export interface Pages extends Pick<ForPeople, 'refuse' | 'failed'> {
  show(visit: PageVisit, found: Found | undefined): Answer
}

export function createPages({ table, credentials, clock }: AnswerOptions, assets: Assets): Pages {
  const options = (): PageOptions => ({
    general: table().general,
    assets,
    isSigned: credentials() !== undefined,
    today: clock(),
  })
  return {
    show: (visit, found) => answerPage(found, visit, options()),
    refuse: (request, found, refusal) =>
      answerPage(found, visitOf(request, inQuery(request)), options(), refusal),
    failed: (request, status) =>
      answerFailure(status, visitOf(request, inQuery(request)), options()),
  }
}

export function inQuery({ query }: FastifyRequest): Parameters {
  return (name) => queryValues(query as RawQuery, name)
}

// Browsers of the iPhone that keep a profile as a file (Firefox, Firefox Focus, DuckDuckGo).
const SAVES_PROFILES = /FxiOS|Focus|DuckDuckGo/

export function visitOf(
  { headers }: FastifyRequest,
  parameters: Parameters,
  { posted = false, path = '/' }: Partial<Pick<PageRequest, 'posted' | 'path'>> = {},
): PageVisit {
  return {
    request: parsePageRequest(parameters, { posted, path }),
    acceptLanguage: headers['accept-language'],
    savesProfiles: SAVES_PROFILES.test(headers['user-agent'] ?? ''),
  }
}
