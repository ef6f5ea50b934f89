// What the page states of a provider's servers, for one mailbox or for a whole domain.
import { filledHostname } from '../../settings/hostname.js'
import {
  FULL_ADDRESS,
  namesMailbox,
  namesPerson,
  type PlaceholderValues,
  replacePlaceholders,
} from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import type { Authentication, SocketType } from '../../settings/schema.js'
import { firstUsable } from '../../settings/usable.js'

type MailType = 'imap' | 'pop3' | 'smtp'

export interface StatedServer {
  type: MailType
  hostname: string
  port: number
  socketType: SocketType
  login: Login
  username: Username
}

/** How a person proves who he is. */
type Login =
  /** With a password; `method` is how clients send it, where they ask. */
  | { kind: 'password'; method: 'cleartext' | 'encrypted' | 'NTLM' }
  /** `window`: the provider's own, for OAuth2; `ticket`: Kerberos; `network`: by where he is. */
  | { kind: 'window' | 'ticket' | 'certificate' | 'network' | 'after receiving' | 'none' }

export type Username =
  | { kind: 'exactly'; value: string }
  /** Of a mailbox whose address nobody gave: a rule in place of a name. */
  | { kind: 'whole address' | 'local part' }
  /** The name of the person is in it, which nobody told us. */
  | { kind: 'own name' }
  | { kind: 'like'; example: string }

export interface StatedUrl {
  url: string
  login: Login
  username: Username
}

export interface StatedServers {
  /** IMAP and POP3, the first that a person can use of each, in the table's order. */
  incoming: readonly StatedServer[]
  outgoing: StatedServer | undefined
  /** Further ports with encryption. */
  others: readonly StatedServer[]
  /** Ports without. They are shown apart, and never first. */
  plain: readonly StatedServer[]
  calendar: StatedUrl | undefined
  contacts: StatedUrl | undefined
}

export interface Reader {
  /** Those of the mailbox; without an address only the domain is known. */
  values: PlaceholderValues
  /** The user name where none is written: the address as the servers know it, with its placeholders. */
  address: string
  hasAddress: boolean
}

export function statedServers(provider: Provider, reader: Reader): StatedServers {
  const { incomingServers, outgoingServers } = provider
  // A server that takes a password can be used in every mail program, one that sends for whoever is there in many;
  // any other one only in some.
  const first = (servers: readonly Server[], type: MailType) =>
    firstUsable(servers, type, (server) => whyNotTyped(server, reader)) ??
    firstUsable(servers, type, (server) => whyNotOpen(server, reader)) ??
    firstUsable(servers, type, (server) => whyNotOnPage(server, reader, 'encrypted'))
  const receiving = (['imap', 'pop3'] as const).map((type) => first(incomingServers, type))
  const sending = first(outgoingServers, 'smtp')
  const all = [...incomingServers, ...outgoingServers]
  const rest = (kind: Kind) =>
    all
      .filter((server) => ![...receiving, sending].includes(server))
      .filter((server) => whyNotOnPage(server, reader, kind) === undefined)
      .map((server) => state(server, reader))
  return {
    incoming: incomingServers
      .filter((server) => receiving.includes(server))
      .map((server) => state(server, reader)),
    outgoing: sending && state(sending, reader),
    others: rest('encrypted'),
    plain: rest('plain'),
    calendar: statedUrl(provider.calendars, 'caldav', reader),
    contacts: statedUrl(provider.addressbooks, 'carddav', reader),
  }
}

type Kind = 'encrypted' | 'plain'
const MAIL_TYPES: readonly string[] = ['imap', 'pop3', 'smtp'] satisfies readonly MailType[]

/** Why the page cannot show a server in its place; undefined: it can. */
function whyNotOnPage(
  server: Server,
  { hasAddress, values }: Reader,
  kind: Kind,
): string | undefined {
  const { type, hostname, port, socketType } = server
  if (!MAIL_TYPES.includes(type)) return 'it is no mail server'
  if (hostname === undefined) return 'it has no host name'
  if (port === undefined || socketType === undefined) return 'its port or socketType is not stated'
  if (!hasAddress && namesMailbox(hostname)) return 'its host name depends on the address'
  if (filledHostname(hostname, values) === undefined) return 'its host name is none here'
  if ((socketType === 'plain') !== (kind === 'plain')) return 'it belongs into another place'
  return undefined
}

function whyNotTyped(server: Server, reader: Reader): string | undefined {
  const { kind } = loginOf(server.authentication)
  return kind === 'password' ? whyNotOnPage(server, reader, 'encrypted') : 'it takes no password'
}

function whyNotOpen(server: Server, reader: Reader): string | undefined {
  return isOpen({ login: loginOf(server.authentication) })
    ? whyNotOnPage(server, reader, 'encrypted')
    : 'it wants something of the person'
}

function state(server: Server, reader: Reader): StatedServer {
  const { type, hostname = '', port = 0, socketType = 'SSL' } = server
  return {
    type: type as MailType,
    hostname: replacePlaceholders(hostname, reader.values),
    port,
    socketType,
    login: loginOf(server.authentication),
    username: usernameOf(server.username, reader),
  }
}

/** Of several methods, the one that a person can use at once: a password, where there is one, or nothing at all. */
function loginOf(methods: readonly Authentication[]): Login {
  const logins = methods.map(loginWith)
  const easy =
    logins.find(({ kind }) => kind === 'password') ?? logins.find((login) => isOpen({ login }))
  return easy ?? logins[0] ?? PASSWORD
}

const PASSWORD: Login = { kind: 'password', method: 'cleartext' }

function loginWith(method: Authentication): Login {
  if (typeof method === 'object') return 'http' in method ? PASSWORD : loginBySasl(method.sasl)
  switch (method) {
    case 'password-cleartext':
      return PASSWORD
    case 'password-encrypted':
      return { kind: 'password', method: 'encrypted' }
    case 'NTLM':
      return { kind: 'password', method: 'NTLM' }
    case 'OAuth2':
      return { kind: 'window' }
    case 'GSSAPI':
      return { kind: 'ticket' }
    case 'TLS-client-cert':
      return { kind: 'certificate' }
    case 'client-IP-address':
      return { kind: 'network' }
    case 'smtp-after-pop':
      return { kind: 'after receiving' }
    case 'none':
      return { kind: 'none' }
  }
}

/** IANA's SASL mechanisms; those that are not named here take a password and never send it. */
function loginBySasl(mechanism: string): Login {
  switch (mechanism.toUpperCase()) {
    case 'PLAIN':
    case 'LOGIN':
      return PASSWORD
    case 'XOAUTH2':
    case 'OAUTHBEARER':
      return { kind: 'window' }
    case 'GSSAPI':
    case 'GS2-KRB5':
      return { kind: 'ticket' }
    case 'EXTERNAL':
      return { kind: 'certificate' }
    case 'ANONYMOUS':
      return { kind: 'none' }
    default:
      return { kind: 'password', method: 'encrypted' }
  }
}

function usernameOf(written: string | undefined, reader: Reader): Username {
  const { values, hasAddress, address } = reader
  const username = written ?? address
  if (namesPerson(username)) return { kind: 'own name' }
  if (hasAddress || !namesMailbox(username)) {
    return { kind: 'exactly', value: replacePlaceholders(username, values) }
  }
  if (username === FULL_ADDRESS) return { kind: 'whole address' }
  if (username === '%EMAILLOCALPART%') return { kind: 'local part' }
  return { kind: 'like', example: replacePlaceholders(username, values) }
}

function statedUrl(
  servers: readonly Server[],
  type: string,
  reader: Reader,
): StatedUrl | undefined {
  const server = firstUsable(servers, type, ({ url }) => {
    if (url?.startsWith('https://') !== true) return 'its URL is not https'
    return !reader.hasAddress && namesMailbox(url) ? 'its URL depends on the address' : undefined
  })
  if (server?.url === undefined) return undefined
  const { values } = reader
  const url = replacePlaceholders(server.url, {
    EMAILADDRESS: encodeURIComponent(values.EMAILADDRESS),
    EMAILLOCALPART: encodeURIComponent(values.EMAILLOCALPART),
    EMAILDOMAIN: values.EMAILDOMAIN,
  })
  return {
    url,
    login: loginOf(server.authentication),
    username: usernameOf(server.username, reader),
  }
}

/** Whether a password gets somebody in: without that, nothing can be typed and no profile be made. */
export function takesPassword({ login }: Pick<StatedServer, 'login'>): boolean {
  return login.kind === 'password'
}

/** Whether a server wants nothing of the person at all. */
export function isOpen({ login }: Pick<StatedServer, 'login'>): boolean {
  return ['none', 'network', 'after receiving'].includes(login.kind)
}

/** Whether sending needs the very name and password that receiving needs. */
export function hasSameLogin(one: StatedServer, other: StatedServer): boolean {
  return (
    takesPassword(one) &&
    takesPassword(other) &&
    JSON.stringify(one.username) === JSON.stringify(other.username)
  )
}
