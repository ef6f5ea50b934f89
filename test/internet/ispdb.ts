// The public database of mail providers, under both of its names.
import type { AnswerWeb } from './web.js'

/** Where clients ask, each with what they put before the domain. */
export const ISPDB = {
  'autoconfig.thunderbird.net': '/v1.1/',
  'live.thunderbird.net': '/autoconfig/v1.1/',
} as const

/** Answers with the document of a domain, 404 for all else. */
export function answerFromIspdb(prefix: string, documents: ReadonlyMap<string, string>): AnswerWeb {
  return ({ path }) => {
    const domain = path.startsWith(prefix) ? path.slice(prefix.length) : ''
    const body = documents.get(decodeURIComponent(domain).toLowerCase())
    return body === undefined
      ? { status: 404, headers: { 'content-type': 'text/html' }, body: '<p>Not found' }
      : { status: 200, headers: { 'content-type': 'text/xml' }, body }
  }
}
