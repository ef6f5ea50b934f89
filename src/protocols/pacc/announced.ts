// A PACC document, ours or anybody's → the mail servers that it announces to one mailbox.
import { type Address, formatAddress } from '../../settings/address.js'
import { defaultPort } from '../../settings/server-types.js'
import { type Announced, type AnnouncedServer, MAIL_TYPES, unreadable } from '../announced.js'

// Both names of the server that sends, as revisions -02 and -03 have it.
const NAMES = {
  imap: ['imap'],
  pop3: ['pop3'],
  smtp: ['submit', 'smtp'],
} as const satisfies Record<AnnouncedServer['type'], readonly string[]>

/**
 * Port, TLS and user name are those that PACC takes for granted. Servers over HTTP are passed over.
 * Unreadable: what is no JSON object with `protocols`.
 */
export function announcedInPacc(bytes: Uint8Array, address: Address): Announced {
  const document = parseJson(bytes)
  if (document === undefined) return unreadable('not JSON')
  const protocols = member(document, 'protocols')
  if (!isObject(protocols)) return unreadable('there are no protocols')
  const authentication = methodsIn(member(document, 'authentication'))
  const servers = MAIL_TYPES.flatMap((type): AnnouncedServer[] => {
    const hosts = NAMES[type].map((name) => member(member(protocols, name), 'host'))
    const hostname = hosts.find((host) => typeof host === 'string')
    if (hostname === undefined) return []
    return [
      {
        type,
        hostname,
        port: defaultPort(type, 'SSL'),
        socketType: 'SSL',
        username: formatAddress(address),
        authentication,
      },
    ]
  })
  return { kind: 'settings', servers }
}

function methodsIn(authentication: unknown): string[] {
  return [
    ...(member(authentication, 'password') === true ? ['password-cleartext'] : []),
    ...(isObject(member(authentication, 'oauth-public')) ? ['OAuth2'] : []),
  ]
}

/** Undefined also for the JSON texts that are no value of use here. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ?? undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
