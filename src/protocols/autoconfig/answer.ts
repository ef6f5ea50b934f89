// What was found → the HTTP answer. A 2xx is always a whole configuration: clients stop at anything else.
import { escapeXml } from '../../format/escape-xml.js'
import { compileTemplate, fillTemplate, mark, type Template } from '../../format/template.js'
import { renderXml } from '../../format/xml-document.js'
import type { Found } from '../../settings/lookup.js'
import type { SettingsEntry } from '../../settings/table.js'
import { type Answer, CACHED_BRIEFLY, SECURITY_HEADERS, textAnswer } from '../answer.js'
import { compileOnce } from '../compile-once.js'
import { etagFor, matchesEtag } from '../etag.js'
import { clientConfig } from './document.js'

const CORS = { 'access-control-allow-origin': '*' } as const

/** Written out: to copy them from a constant for each answer costs more than everything else that makes it. */
function configHeaders(etag: string): Record<string, string> {
  return {
    // Thunderbird compares the type letter by letter.
    'content-type': 'text/xml; charset=utf-8',
    'cache-control': 'public, max-age=300, stale-if-error=86400',
    'access-control-allow-origin': CORS['access-control-allow-origin'],
    'x-content-type-options': SECURITY_HEADERS['x-content-type-options'],
    'content-security-policy': SECURITY_HEADERS['content-security-policy'],
    etag,
  } satisfies typeof CORS & typeof SECURITY_HEADERS & Answer['headers']
}

export const PREFLIGHT_HEADERS = {
  ...CORS,
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
} as const

export function refusal(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return textAnswer(status, body, { ...CORS, ...headers })
}

const UNKNOWN = refusal(404, 'No mail configuration for this domain.\n', CACHED_BRIEFLY)

export function notAllowed(allow: string): Answer {
  return refusal(405, 'Ask with GET.\n', { allow })
}

/**
 * Below `/.well-known/autoconfig/` nothing but a configuration has a body: KMail parses what it gets,
 * whatever the status, and goes on only when there is nothing.
 */
export function withoutBody(answer: Answer): Answer {
  return answer.status < 300 ? answer : { ...answer, body: '' }
}

interface Compiled {
  template: Template | undefined
}

function compile(entry: SettingsEntry): Compiled {
  const { provider, publishes } = entry
  const domains = publishes === 'own domains' ? provider.domains : [{ name: mark('domain') }]
  const root = clientConfig(provider, { defaultId: mark('domain'), domains })
  return { template: root && compileTemplate(renderXml(root)) }
}

export type AnswerAutoconfig = (found: Found | undefined, ifNoneMatch?: string) => Answer

/** Makes the function that answers; what it compiles it keeps for the life of the function. */
export function createAnswer(): AnswerAutoconfig {
  const compiled = compileOnce(compile)
  return (found, ifNoneMatch) => {
    if (found === undefined) return UNKNOWN
    const { entry, domain } = found
    if (entry.kind === 'redirect') return redirect(entry.redirect.autoconfig)
    if (entry.kind !== 'settings') return UNKNOWN
    const { template } = compiled(entry)
    if (template === undefined) return UNKNOWN
    const etag = etagFor(template, domain)
    const headers = configHeaders(etag)
    if (ifNoneMatch !== undefined && matchesEtag(ifNoneMatch, etag)) {
      return { status: 304, headers, body: '' }
    }
    const { body, octets } = fillTemplate(template, { domain }, escapeXml)
    headers['content-length'] = String(octets)
    return { status: 200, headers, body }
  }
}

function redirect(location: string | undefined): Answer {
  if (location === undefined) return UNKNOWN
  const headers = { ...SECURITY_HEADERS, ...CORS, 'cache-control': 'public, max-age=300', location }
  return { status: 302, headers, body: '' }
}
