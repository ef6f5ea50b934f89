// What was found → the HTTP answer. The zone holds the digest of the body: it is stated as it was compiled,
// and nothing on the way may change it.
import { digestOf } from '../../dns/digest-record.js'
import { escapeJson } from '../../format/canonical-json.js'
import { compileTemplate, fillTemplate, type Template } from '../../format/template.js'
import type { Found } from '../../settings/lookup.js'
import type { SettingsEntry } from '../../settings/table.js'
import { type Answer, CACHED_BRIEFLY, SECURITY_HEADERS, textAnswer } from '../answer.js'
import { compileOnce } from '../compile-once.js'
import { etagFor, matchesEtag } from '../etag.js'
import { paccDocument } from './document.js'

const DOCUMENT_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'public, max-age=300, no-transform',
  ...SECURITY_HEADERS,
} as const

/** Also for a request over plain http: there the document would have passed strangers. */
export const UNKNOWN = textAnswer(404, 'No mail configuration for this domain.\n', CACHED_BRIEFLY)

export function notAllowed(allow: string): Answer {
  return textAnswer(405, 'Ask with GET.\n', { allow })
}

interface Compiled {
  document: { template: Template; suits: (domain: string) => boolean } | undefined
}

function compile({ provider }: SettingsEntry): Compiled {
  const document = paccDocument(provider)
  if (document === undefined) return { document }
  const { text, suits } = document
  return { document: { template: compileTemplate(text), suits } }
}

export type AnswerPacc = (found: Found | undefined, ifNoneMatch?: string) => Answer

/** Makes the function that answers; what it compiles it keeps for the life of the function. */
export function createAnswer(): AnswerPacc {
  const compiled = compileOnce(compile)
  return (found, ifNoneMatch) => {
    // A redirect would lead to a body that this domain's digest does not vouch for.
    if (found?.entry.kind !== 'settings') return UNKNOWN
    const { entry, domain } = found
    const { document } = compiled(entry)
    if (document?.suits(domain) !== true) return UNKNOWN
    const { template } = document
    const etag = etagFor(template, domain)
    const headers: Record<string, string> = { ...DOCUMENT_HEADERS, etag }
    if (ifNoneMatch !== undefined && matchesEtag(ifNoneMatch, etag)) {
      return { status: 304, headers, body: '' }
    }
    const { body, octets } = fillTemplate(template, { domain }, escapeJson)
    headers['content-length'] = String(octets)
    return { status: 200, headers, body }
  }
}

/** What the zone of a domain must hold; undefined where there is no document. */
export function paccDigest(found: Found): string | undefined {
  const { status, body } = createAnswer()(found)
  return status === 200 ? digestOf(body) : undefined
}
