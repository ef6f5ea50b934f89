// CalDAV and CardDAV payloads: com.apple.caldav.account and com.apple.carddav.account.
import type { Dictionary } from '../../format/plist.js'
import { isPassword } from '../../settings/authentication.js'
import { isHostname } from '../../settings/hostname.js'
import {
  namesPerson,
  type PlaceholderValues,
  replacePlaceholdersInside,
} from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import { firstUsable } from '../../settings/usable.js'
import { type Account, usernameFor } from './account.js'
import type { Identifiers } from './identifiers.js'

const HTTPS_PORT = 443

interface Service {
  section: 'calendars' | 'addressbooks'
  type: 'caldav' | 'carddav'
  payloadType: string
  /** How the keys of its payload begin. */
  prefix: 'CalDAV' | 'CardDAV'
  text: 'calendars' | 'contacts'
}

const SERVICES: readonly Service[] = [
  {
    section: 'calendars',
    type: 'caldav',
    payloadType: 'com.apple.caldav.account',
    prefix: 'CalDAV',
    text: 'calendars',
  },
  {
    section: 'addressbooks',
    type: 'carddav',
    payloadType: 'com.apple.carddav.account',
    prefix: 'CardDAV',
    text: 'contacts',
  },
]

export interface DavPayload {
  text: Service['text']
  payload: Dictionary
}

/** A payload for each of the two that the provider has and a profile can state: none is no fault. */
export function davPayloads(
  provider: Provider,
  account: Account,
  identifiers: Identifiers,
): DavPayload[] {
  return SERVICES.flatMap((service) => {
    const server = firstUsable(provider[service.section], service.type, whyNotDavInProfile)
    const payload = server && davPayload(service, server, account, identifiers)
    return payload === undefined ? [] : [{ text: service.text, payload }]
  })
}

/** Why a profile cannot state a calendar or an address book; undefined: it can. */
export function whyNotDavInProfile({ url, authentication, username }: Server): string | undefined {
  if (url?.startsWith('https://') !== true) return 'its URL is not https'
  const takesPassword = authentication.length === 0 || authentication.some(isPassword)
  if (!takesPassword) return 'it takes no password'
  if (username !== undefined && namesPerson(username)) return 'its user name cannot be derived'
  return undefined
}

/** The filled URL; undefined where it has no host to state. */
export function davUrl({ url = '' }: Server, values: PlaceholderValues): URL | undefined {
  const filled = replacePlaceholdersInside(url, values)
  if (!URL.canParse(filled)) return undefined
  const parsed = new URL(filled)
  return isHostname(parsed.hostname) ? parsed : undefined
}

/** The host alone: a device finds the rest by RFC 6764. Undefined where the filled URL has no host to state. */
function davPayload(
  { type, payloadType, prefix }: Service,
  server: Server,
  account: Account,
  identifiers: Identifiers,
): Dictionary | undefined {
  const url = davUrl(server, account.values)
  if (url === undefined) return undefined
  const { hostname, port } = url
  return {
    PayloadType: payloadType,
    PayloadVersion: 1,
    ...identifiers.payload(type),
    [`${prefix}AccountDescription`]: account.mailbox,
    [`${prefix}HostName`]: hostname,
    [`${prefix}Port`]: port === '' ? HTTPS_PORT : Number(port),
    [`${prefix}UseSSL`]: true,
    [`${prefix}Username`]: usernameFor(server, account),
  }
}
