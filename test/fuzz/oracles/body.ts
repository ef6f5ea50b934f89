// Whether an answer is what its type says, and, with settings in it, sound by the rules of its format.
import { parse as parsePlist } from 'plist'
import { faults as autoconfigFaults } from '../../protocols/autoconfig/vocabulary.js'
import { judgeDocument } from '../../protocols/autodiscover/documents.js'
import { violations as poxViolations } from '../../protocols/autodiscover/invariants.js'
import { violations as jsonViolations } from '../../protocols/autodiscover-json/invariants.js'
import * as profiles from '../../protocols/apple/vocabulary.js'
import { readDocument } from '../../protocols/pacc/schema.js'
import { attribute, elements, parsePage } from '../../helpers/html.js'
import type { Route } from '../request.js'
import type { Answer } from './answers.js'

const BEFORE_ROUTES = [400, 414, 431]

/** Everything that is wrong with an answer by itself; `route` and `method` where they are known. */
export function faultsOfBody(answer: Answer, route?: Route, method?: string): string[] {
  const { status, body } = answer
  const faults = body === '' ? [] : faultsOfType(answer)
  // From before any route is known.
  if (method === undefined || (body === '' && BEFORE_ROUTES.includes(status))) return faults
  const seen = { method, ...answer }
  if (route === 'pox') return [...faults, ...poxViolations(seen)]
  if (route === 'json') return [...faults, ...jsonViolations(seen)]
  return faults
}

const TYPES: Readonly<Record<string, (answer: Answer) => string[]>> = {
  'text/xml; charset=utf-8': ({ status, body }) =>
    body.includes('<Autodiscover') || status !== 200
      ? judgeDocument(body).wrong
      : autoconfigFaults(body),
  'application/json; charset=utf-8': ({ body }) => thrown(() => JSON.parse(body) as unknown),
  'application/json': ({ body }) => thrown(() => readDocument(body)),
  'application/x-apple-aspen-config': ({ body }) => faultsOfProfile(body),
  'text/html; charset=utf-8': ({ body }) => faultsOfPage(body),
  'text/plain; charset=utf-8': ({ body }) =>
    /^[A-Z][A-Za-z .,=?]{1,99}\n$/.test(body) ? [] : ['a text that is not one of ours'],
  'text/css; charset=utf-8': () => [],
  'text/javascript; charset=utf-8': () => [],
  'image/svg+xml': () => [],
  'image/x-icon': () => [],
}

function faultsOfType(answer: Answer): string[] {
  const type = answer.headers['content-type'] ?? 'none'
  const judge = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
  return judge === undefined ? [`the type ${type}`] : judge(answer)
}

function thrown(judge: () => unknown): string[] {
  try {
    judge()
    return []
  } catch (error) {
    return [`not what its type says: ${String(error)}`]
  }
}

// Somebody's local part may look like one, and is told as it is.
const OWN_TEXT = /<string>[^<]*canary-[^<]*/g
const PLACEHOLDER = /%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%/g

function faultsOfProfile(whole: string): string[] {
  const body = whole.replaceAll(OWN_TEXT, (text) => text.replaceAll(PLACEHOLDER, 'x'))
  let value: ReturnType<typeof parsePlist>
  try {
    // Its XML reader warns of this one on the console.
    value = parsePlist(body.replaceAll('\ufffd', '?'))
  } catch (error) {
    return [`no profile: ${String(error)}`]
  }
  if (!profiles.isDict(value)) return ['a profile that is no dictionary']
  return [...profiles.violations(value), ...profiles.textViolations(body)]
}

/** Nothing that runs but our own script, no field for a password, no URL that does anything but lead somewhere. */
function faultsOfPage(body: string): string[] {
  let all: ReturnType<typeof elements>
  try {
    all = elements(parsePage(body))
  } catch (error) {
    return [`HTML that a browser would have to guess at: ${String(error)}`]
  }
  const faults: string[] = []
  for (const element of all) {
    const { tagName, attrs } = element
    const says = (name: string) => attribute(element, name) ?? ''
    if (tagName === 'script' && !says('src').startsWith('/assets/')) faults.push('a foreign script')
    if (['style', 'iframe', 'object', 'base'].includes(tagName))
      faults.push(`an element ${tagName}`)
    if (attrs.some(({ name }) => name === 'style' || name.startsWith('on'))) {
      faults.push('an attribute that runs')
    }
    if (says('type') === 'password') faults.push('a field for a password')
    if (/^\s*(?:javascript|data|vbscript):/i.test(says('href'))) faults.push('a link that runs')
  }
  if (all.filter(({ tagName }) => tagName === 'h1').length !== 1) faults.push('not one heading')
  return faults
}
