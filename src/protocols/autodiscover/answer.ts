// What was found → the HTTP answer. Settings and redirects are 200; every failure is a 4xx or 5xx,
// because clients that get a 200 with an error stop looking elsewhere.
import { escapeXml } from '../../format/escape-xml.js'
import { compileTemplate, type Filled, fillTemplate, type Template } from '../../format/template.js'
import { renderXml, type XmlElement } from '../../format/xml-document.js'
import { filledHostname } from '../../settings/hostname.js'
import type { Found } from '../../settings/lookup.js'
import { type PlaceholderValues, replacePlaceholders } from '../../settings/placeholders.js'
import type { General, SettingsEntry } from '../../settings/table.js'
import { type Answer, CACHED_BRIEFLY, SECURITY_HEADERS, textAnswer } from '../answer.js'
import { autodiscoverUrlFor } from '../autodiscover-url.js'
import { compileOnce } from '../compile-once.js'
import { SLOT_MARKS, slotsOfAddress, valuesOfAddress } from '../slots.js'
import {
  type ErrorName,
  errorDocument,
  mobilesyncDocument,
  redirectDocument,
  settingsDocument,
} from './document.js'
import type { Branch } from './request.js'
import { hostnamesToFill, statedServers } from './servers.js'

const NO_STORE = 'no-store'
const FOR_A_WHILE = 'private, max-age=300'

const STATUS_OF_ERROR: Readonly<Record<ErrorName, number>> = {
  addressNotFound: 404,
  noSettings: 404,
  invalidRequest: 400,
  schemaNotProvided: 404,
  serverError: 500,
}

// The grammar wants a number that stays the same for one service; a host name would say too much.
const INSTANCE_ID = 2_837_465_019

interface Compiled {
  address: Template | undefined
  domain: Template | undefined
  mobilesync: Template | undefined
  /** Whether the placeholders in host names make names of them. */
  suits: (values: PlaceholderValues) => boolean
}

function answer(status: number, cacheControl: string, { body, octets }: Filled): Answer {
  const headers = {
    'content-type': 'text/xml; charset=utf-8',
    'x-content-type-options': SECURITY_HEADERS['x-content-type-options'],
    'content-security-policy': SECURITY_HEADERS['content-security-policy'],
    'cache-control': cacheControl,
    'content-length': String(octets),
  } satisfies typeof SECURITY_HEADERS & Answer['headers']
  return { status, headers, body }
}

function template(document: XmlElement | undefined): Template | undefined {
  return document && compileTemplate(renderXml(document))
}

function compile({ provider, address }: SettingsEntry): Compiled {
  const stated = statedServers(provider)
  const hostnames = stated ? hostnamesToFill(stated) : []
  return {
    address: template(settingsDocument(provider, 'address', address)),
    domain: template(settingsDocument(provider, 'domain', address)),
    mobilesync: template(mobilesyncDocument(provider, address)),
    suits: (values) => hostnames.every((one) => filledHostname(one, values) !== undefined),
  }
}

export interface AutodiscoverAnswers {
  /** A POST: the address is known. */
  post(found: Found | undefined, branch: Branch): Answer
  /** A GET: the client knows the address, we only the domain. */
  get(found: Found | undefined): Answer
  error(name: ErrorName, status?: number): Answer
}

/** `clock` gives the time that errors state. What is compiled is kept for the life of the answers. */
export function createAnswers(clock: () => Date): AutodiscoverAnswers {
  const compiled = compileOnce(compile)
  const errors = new Map<ErrorName, Template>()

  const error: AutodiscoverAnswers['error'] = (name, status = STATUS_OF_ERROR[name]) => {
    let document = errors.get(name)
    if (document === undefined) {
      document = compileTemplate(renderXml(errorDocument(name, INSTANCE_ID)))
      errors.set(name, document)
    }
    // [MS-ASCMD] 2.2.3.63: hours, minutes, seconds and a fraction, without a date.
    const time = `${clock().toISOString().slice(11, 23)}0000`
    const caching = status === 404 ? CACHED_BRIEFLY['cache-control'] : NO_STORE
    return answer(status, caching, fillTemplate(document, { time }, escapeXml))
  }
  const redirect = (document: XmlElement, { address }: Found): Answer => {
    const filled = template(document) as Template
    const slots = address ? slotsOfAddress(address) : {}
    return answer(200, NO_STORE, fillTemplate(filled, slots, escapeXml))
  }
  const outlook = (found: Found): Answer => {
    const { entry, address } = found
    if (address === undefined) return error('addressNotFound')
    switch (entry.kind) {
      case 'none':
        return error('noSettings')
      case 'redirect':
        return entry.redirect.autodiscover === undefined
          ? error('addressNotFound')
          : redirect(redirectDocument('redirectUrl', entry.redirect.autodiscover), found)
      case 'moved': {
        const target = replacePlaceholders(entry.address, SLOT_MARKS)
        return redirect(redirectDocument('redirectAddr', target), found)
      }
      case 'settings': {
        const { address: document, suits } = compiled(entry)
        if (document === undefined || !suits(valuesOfAddress(address))) return error('noSettings')
        return answer(200, NO_STORE, fillTemplate(document, slotsOfAddress(address), escapeXml))
      }
    }
  }
  const mobilesync = ({ entry, address }: Found): Answer => {
    if (entry.kind === 'none') return error('noSettings')
    if (entry.kind !== 'settings' || address === undefined) return error('addressNotFound')
    const document = compiled(entry).mobilesync
    if (document === undefined) return error('schemaNotProvided')
    return answer(200, NO_STORE, fillTemplate(document, slotsOfAddress(address), escapeXml))
  }
  return {
    error,
    post(found, branch) {
      if (found === undefined) return error('addressNotFound')
      return branch === 'outlook' ? outlook(found) : mobilesync(found)
    },
    get(found) {
      if (found?.entry.kind === 'redirect' && found.entry.redirect.autodiscover !== undefined) {
        return redirect(redirectDocument('redirectUrl', found.entry.redirect.autodiscover), found)
      }
      if (found?.entry.kind !== 'settings') return getNotAnswered
      const { domain } = found
      const { domain: document, suits } = compiled(found.entry)
      const values = { EMAILADDRESS: '', EMAILLOCALPART: '', EMAILDOMAIN: domain }
      if (document === undefined || !suits(values)) return getNotAnswered
      return answer(200, FOR_A_WHILE, fillTemplate(document, { domain }, escapeXml))
    },
  }
}

export function notAllowed(allow: string): Answer {
  return textAnswer(405, 'Ask with POST, and the address in XML.\n', { allow })
}

// Not a 404: Thunderbird repeats its POST where a redirected GET was refused.
const getNotAnswered = notAllowed('POST, OPTIONS')

/**
 * Plain http, as a proxy reports it: never settings, only the way to https, and only for hosted domains.
 * Outlook knows no other status than 302 here ([MS-OXDISCO] 3.1.5.4).
 */
export function redirectToHttps(found: Found | undefined, general: General): Answer {
  const location = httpsLocation(found, general)
  const headers = { ...SECURITY_HEADERS, 'cache-control': 'no-store' }
  if (location === undefined) {
    return { status: 404, headers: { ...SECURITY_HEADERS, ...CACHED_BRIEFLY }, body: '' }
  }
  return { status: 302, headers: { ...headers, location }, body: '' }
}

function httpsLocation(found: Found | undefined, general: General): string | undefined {
  if (found === undefined || found.entry.kind === 'none') return undefined
  if (found.entry.kind === 'redirect') return found.entry.redirect.autodiscover
  return autodiscoverUrlFor(general, found.domain)
}
