// What somebody asks the page for: `?email=…` or `?domain=…`, from a link, a form, or typed by hand.
import { type Address, parseAddress } from '../../settings/address.js'
import { parseDomain } from '../../settings/domain.js'
import type { Asked } from '../../settings/lookup.js'
import { CLIENTS, type Client } from './clients.js'
import { isLanguage, type Language } from '../languages.js'

/** A parameter's values in order; undefined stands for one that could not be decoded. */
export type Parameters = (name: string) => readonly (string | undefined)[]

export interface PageRequest {
  subject:
    | { kind: 'address'; address: Address }
    | { kind: 'domain'; domain: string }
    /** Nothing was asked; the host may still say which domain is meant. */
    | { kind: 'nobody' }
    /** One line of what was written, to be shown again. Attacker text. */
    | { kind: 'malformed'; written: string }
  language: Language | undefined
  client: Client | undefined
  print: boolean
  /** The page itself, or the one that an iPhone opens from a code. */
  path: '/' | '/apple'
  /** Sent by POST: the address is in no URL, and stays out of them. */
  posted: boolean
}

const LONGEST_SHOWN = 254
const MAILTO = /^mailto:/i

export function parsePageRequest(
  parameters: Parameters,
  { posted, path }: Pick<PageRequest, 'posted' | 'path'>,
): PageRequest {
  const one = (name: string) => parameters(name)[0]?.trim().toLowerCase() ?? ''
  const language = one('lang')
  const client = one('client')
  return {
    subject: subjectOf(parameters),
    language: isLanguage(language) ? language : undefined,
    client: CLIENTS.find((known) => known === client),
    print: one('print') === '1',
    path,
    posted,
  }
}

/** An address may be called emailaddress, as mail clients call it. Several are none. */
function subjectOf(parameters: Parameters): PageRequest['subject'] {
  const emails = [...parameters('email'), ...parameters('emailaddress')]
  const domains = parameters('domain')
  const [text, ...more] = emails.length > 0 ? emails : domains
  if (emails.length + domains.length === 0) return { kind: 'nobody' }
  const written = (text ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_SHOWN)
  if (text === undefined || more.length > 0) return { kind: 'malformed', written }
  if (written === '') return { kind: 'nobody' }
  const plain = text.trim().replace(MAILTO, '')
  const address = emails.length > 0 ? parseAddress(plain) : undefined
  if (address !== undefined) return { kind: 'address', address }
  // Whoever types a domain alone wants to see what holds for all of its mailboxes.
  const domain = plain.includes('@') ? undefined : parseDomain(plain)
  return domain === undefined ? { kind: 'malformed', written } : { kind: 'domain', domain }
}

/** What to look up; undefined where there is nothing to find. */
export function askedOf({ subject }: PageRequest, host: string): Asked | undefined {
  switch (subject.kind) {
    case 'address':
      return { address: subject.address }
    case 'domain':
      return { domain: subject.domain }
    case 'nobody':
      return { host }
    case 'malformed':
      return undefined
  }
}
