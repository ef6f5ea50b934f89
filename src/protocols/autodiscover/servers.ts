// Which servers a POX answer can state, and how: one Protocol element of each type.
import { leaf, type XmlElement } from '../../format/xml-document.js'
import {
  FULL_ADDRESS,
  namesMailbox,
  namesPerson,
  replacePlaceholders,
} from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import type { Authentication, SocketType } from '../../settings/schema.js'
import { socketTypeOfPort } from '../../settings/server-types.js'
import { firstUsable } from '../../settings/usable.js'
import { SLOT_MARKS, URL_SLOT_MARKS } from '../slots.js'
import {
  type MailType,
  NEVER_TLS_FROM_THE_START,
  STARTTLS_PORTS,
  STARTTLS_PORTS_OF_POP3,
  TYPES,
} from './names.js'

interface Transport {
  SSL: 'on' | 'off'
  Encryption: 'SSL' | 'TLS' | 'None'
}

// Encryption overrides SSL in Outlook, but Thunderbird and Delta Chat go plain as soon as SSL is off.
const TRANSPORTS = {
  SSL: { SSL: 'on', Encryption: 'SSL' },
  STARTTLS: { SSL: 'on', Encryption: 'TLS' },
  plain: { SSL: 'off', Encryption: 'None' },
} as const satisfies Record<SocketType, Transport>

type LogIn = { AuthRequired: 'on'; SPA: 'on' | 'off' } | { AuthRequired: 'off'; SPA: 'off' }

/** The first method that POX has words for; there are none for OAuth2, SCRAM, GSSAPI and certificates. */
function logIn(server: Server): LogIn | undefined {
  for (const method of server.authentication) {
    const stated = logInWith(method, server)
    if (stated !== undefined) return stated
  }
  return undefined
}

function logInWith(method: Authentication, server: Server): LogIn | undefined {
  switch (method) {
    case 'password-cleartext':
      return { AuthRequired: 'on', SPA: 'off' }
    case 'password-encrypted':
      // Outlook would send the password itself: under TLS that is no worse, in the clear it is.
      return server.socketType === 'plain' ? undefined : { AuthRequired: 'on', SPA: 'off' }
    case 'NTLM':
      return { AuthRequired: 'on', SPA: 'on' }
    case 'none':
    case 'client-IP-address':
      return { AuthRequired: 'off', SPA: 'off' }
    default:
      return undefined
  }
}

/** Why a POX answer cannot state a server truthfully; undefined: it can. */
export function whyNotInPox(server: Server): string | undefined {
  const { hostname, port, socketType, username } = server
  if (hostname === undefined) return 'it has no host name'
  if (port === undefined || socketType === undefined) return 'its port or socketType is not stated'
  if (logIn(server) === undefined) return 'Outlook knows none of its authentication methods'
  if (username !== undefined && namesPerson(username)) return 'its user name cannot be derived'
  if (socketType === 'SSL' && NEVER_TLS_FROM_THE_START.includes(port)) {
    return `clients take port ${port} for STARTTLS`
  }
  const startTlsPorts = server.type === 'pop3' ? STARTTLS_PORTS_OF_POP3 : STARTTLS_PORTS
  if (socketType === 'STARTTLS' && !startTlsPorts.includes(port)) {
    return `clients take port ${port} for TLS from the first byte`
  }
  if (socketType === 'plain' && socketTypeOfPort(port) === 'SSL') {
    return `clients take port ${port} for TLS from the first byte`
  }
  return undefined
}

const RECEIVING: readonly MailType[] = ['imap', 'pop3']

interface StatedServers {
  incoming: readonly Server[]
  outgoing: readonly Server[]
}

/**
 * The servers of an answer: IMAP, POP3 and SMTP, at most one each, incoming ones in the table's order.
 * Undefined where servers are offered and POX can state none of them.
 */
export function statedServers(provider: Provider): StatedServers | undefined {
  const { incomingServers, outgoingServers } = provider
  const firsts = RECEIVING.map((type) => firstUsable(incomingServers, type, whyNotInPox))
  const incoming = incomingServers.filter((server) => firsts.includes(server))
  const smtp = firstUsable(outgoingServers, 'smtp', whyNotInPox)
  if (incoming.length === 0 || (smtp === undefined && outgoingServers.length > 0)) return undefined
  return { incoming, outgoing: smtp === undefined ? [] : [smtp] }
}

/**
 * Whether an answer without an address can say everything: the full address as log-in needs no stating,
 * any other log-in and a host name with the mailbox in it do.
 */
export function sayableToDomain({ incoming, outgoing }: StatedServers, address: string): boolean {
  return [...incoming, ...outgoing].every(
    ({ username = address, hostname = '' }) => username === FULL_ADDRESS && !namesMailbox(hostname),
  )
}

/** The host names of an answer that differ from domain to domain, or from mailbox to mailbox. */
export function hostnamesToFill({ incoming, outgoing }: StatedServers): string[] {
  return [...incoming, ...outgoing].flatMap(({ hostname }) =>
    hostname?.includes('%') === true ? hostname : [],
  )
}

/** `address`: a POST, with LoginName; `domain`: a GET, where the client knows the address and we do not. */
export type Audience = 'address' | 'domain'

/**
 * One Protocol element for each stated server, then CalDAV and CardDAV, which eM Client reads.
 * `address`: what the servers call the mailbox, and its user name where none is written.
 */
export function protocolElements(
  provider: Provider,
  stated: StatedServers,
  audience: Audience,
  address: string,
): XmlElement[] {
  const [first] = stated.incoming
  return [
    ...stated.incoming.map((server) =>
      protocolElement(server, loginName(server, address), audience, []),
    ),
    ...stated.outgoing.map((server) => {
      const username = loginName(server, address)
      const sameLogIn =
        logIn(server)?.AuthRequired === 'on' && username === (first && loginName(first, address))
      return protocolElement(server, username, audience, [
        ...leaf('UsePOPAuth', sameLogIn ? 'on' : 'off'),
        ...leaf('SMTPLast', 'off'),
      ])
    }),
    ...(audience === 'address' ? davElements(provider, address) : []),
  ]
}

/** Without LoginName Outlook logs in with the local part; a table without a name means the address. */
function loginName(server: Server, address: string): string | undefined {
  return logIn(server)?.AuthRequired === 'on' ? (server.username ?? address) : server.username
}

function protocolElement(
  server: Server,
  username: string | undefined,
  audience: Audience,
  afterwards: readonly XmlElement[],
): XmlElement {
  const transport = TRANSPORTS[server.socketType ?? 'SSL']
  const how = logIn(server) ?? { AuthRequired: 'on', SPA: 'off' }
  return {
    element: 'Protocol',
    children: [
      ...leaf('Type', TYPES[server.type as MailType]),
      ...leaf('Server', replacePlaceholders(server.hostname ?? '', SLOT_MARKS)),
      ...leaf('Port', server.port?.toString()),
      ...who(username, audience),
      ...leaf('SPA', how.SPA),
      ...leaf('SSL', transport.SSL),
      ...leaf('Encryption', transport.Encryption),
      ...leaf('AuthRequired', how.AuthRequired),
      ...afterwards,
    ],
  }
}

/** Without LoginName, Outlook logs in with the local part unless a domain is required. */
function who(username: string | undefined, audience: Audience): XmlElement[] {
  if (username === undefined) return leaf('DomainRequired', 'off')
  return audience === 'address'
    ? [
        ...leaf('LoginName', replacePlaceholders(username, SLOT_MARKS)),
        ...leaf('DomainRequired', 'off'),
      ]
    : [...leaf('DomainRequired', 'on'), ...leaf('DomainName', SLOT_MARKS.EMAILDOMAIN)]
}

function davElements({ calendars, addressbooks }: Provider, address: string): XmlElement[] {
  return [
    ...davElement('CalDAV', firstUsable(calendars, 'caldav', whyNotDavInPox), address),
    ...davElement('CardDAV', firstUsable(addressbooks, 'carddav', whyNotDavInPox), address),
  ]
}

/** Why a POX answer cannot state a calendar or an address book; undefined: it can. */
export function whyNotDavInPox({ url, username }: Server): string | undefined {
  if (url?.startsWith('https://') !== true) return 'its URL is not https'
  return username !== undefined && namesPerson(username)
    ? 'its user name cannot be derived'
    : undefined
}

function davElement(type: string, server: Server | undefined, address: string): XmlElement[] {
  if (server?.url === undefined) return []
  const children = [
    ...leaf('Type', type),
    ...leaf('Server', replacePlaceholders(server.url, URL_SLOT_MARKS)),
    ...leaf('LoginName', replacePlaceholders(server.username ?? address, SLOT_MARKS)),
    ...leaf('DomainRequired', 'off'),
    ...leaf('SSL', 'on'),
  ]
  return [{ element: 'Protocol', children }]
}
