// What each format states of servers, read as its clients read it and written down in one way.
import { parse as parsePlist } from 'plist'
import type { DnsRecord } from '../../src/dns/record.js'
import type { Provider, Server } from '../../src/settings/provider.js'
import { all, parse, textOf, type XmlNode } from '../helpers/xml.js'
import { payloadsOf } from './apple/vocabulary.js'
import { profileOf } from './apple/setup.js'
import { readDocument } from './pacc/schema.js'

export interface Statement {
  type: string
  host: string
  port: number
  /** More than one where the format does not tell them apart. */
  tls: readonly string[]
  /** Undefined: the format has none, or says that none is needed. */
  user: string | undefined
}

/** Placeholders replaced as a client of this address does it. */
export function fill(text: string, email: string, encode = (part: string) => part): string {
  const at = email.lastIndexOf('@')
  const values: Readonly<Record<string, string>> = {
    EMAILADDRESS: encode(email),
    EMAILLOCALPART: encode(email.slice(0, at)),
    EMAILDOMAIN: email.slice(at + 1),
  }
  return text.replaceAll(/%(EMAIL[A-Z]+)%/g, (all, name: string) => values[name] ?? all)
}

/** A server over HTTP, from its filled URL. */
export function overHttp(type: string, url: string, user: string | undefined): Statement {
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'https:'
  const usual = secure ? 443 : 80
  return {
    type,
    host: hostname,
    port: port === '' ? usual : Number(port),
    tls: [secure ? 'https' : 'http'],
    user,
  }
}

const MAIL = ['imap', 'pop3', 'smtp']
const SECTIONS = [
  ['emailProvider', 'incomingServer'],
  ['emailProvider', 'outgoingServer'],
  ['calendar'],
  ['addressbook'],
]

/** Placeholders are filled by the client. Servers whose port or TLS is not stated leave both to it. */
export function inAutoconfig(xml: string, email: string): Statement[] {
  const root = parse(xml)
  return SECTIONS.flatMap((path) => all(root, ...path)).flatMap((one): Statement[] => {
    const type = one.attributes['type'] ?? ''
    const of = (name: string) => textOf(one, name)
    const name = of('username')
    const user = name === undefined ? undefined : fill(name, email)
    const url = of('url')
    if (type.endsWith('dav') && url !== undefined) {
      return [overHttp(type, fill(url, email, encodeURIComponent), user)]
    }
    if (!MAIL.includes(type)) return []
    const host = fill(of('hostname') ?? '', email)
    return [{ type, host, port: Number(of('port')), tls: [of('socketType') ?? ''], user }]
  })
}

export function inPox(xml: string): Statement[] {
  return all(parse(xml), 'Response', 'Account', 'Protocol').map((protocol: XmlNode) => {
    const of = (name: string) => textOf(protocol, name) ?? ''
    const type = of('Type').toLowerCase()
    const user = textOf(protocol, 'LoginName')
    if (type.endsWith('dav')) return overHttp(type, of('Server'), user)
    const tls = { 'on SSL': 'SSL', 'on TLS': 'STARTTLS', 'off None': 'plain' }
    const said = `${of('SSL')} ${of('Encryption')}`
    return {
      type,
      host: of('Server'),
      port: Number(of('Port')),
      tls: [tls[said as keyof typeof tls]],
      user,
    }
  })
}

const APPLE_TYPES: Readonly<Record<string, string>> = {
  EmailTypeIMAP: 'imap',
  EmailTypePOP: 'pop3',
  'com.apple.caldav.account': 'caldav',
  'com.apple.carddav.account': 'carddav',
}

/** A profile has one word for both ways to TLS. */
export function inProfile(xml: string): Statement[] {
  profileOf(xml)
  return payloadsOf(parsePlist(xml) as never).flatMap((payload) => {
    const read = (type: string, prefix: string, port: string, secure: string[]): Statement => ({
      type,
      host: payload[`${prefix}HostName`] as string,
      port: payload[`${prefix}${port}`] as number,
      tls: payload[`${prefix}UseSSL`] === true ? secure : ['plain'],
      user: payload[`${prefix}Username`] as string | undefined,
    })
    const type =
      APPLE_TYPES[(payload['EmailAccountType'] ?? payload['PayloadType']) as string] ?? ''
    if (type.endsWith('dav')) {
      return [read(type, type === 'caldav' ? 'CalDAV' : 'CardDAV', 'Port', ['https'])]
    }
    const secure = ['SSL', 'STARTTLS']
    return [
      read(type, 'IncomingMailServer', 'PortNumber', secure),
      read('smtp', 'OutgoingMailServer', 'PortNumber', secure),
    ]
  })
}

const PACC_PORTS: Readonly<Record<string, number>> = { imap: 993, pop3: 995, smtp: 465 }

/** What PACC takes for granted is stated too: port, TLS, and the address that the person types. */
export function inPacc(json: string, email: string): Statement[] {
  return Object.entries(readDocument(json).protocols).flatMap(([name, { host, url }]) => {
    const type = name === 'submit' ? 'smtp' : name
    if (url !== undefined) return [overHttp(type, url, email)]
    return [{ type, host: host ?? '', port: PACC_PORTS[type] ?? 0, tls: ['SSL'], user: email }]
  })
}

const SRV: Readonly<Record<string, readonly [type: string, tls: string]>> = {
  _imaps: ['imap', 'SSL'],
  _imap: ['imap', 'STARTTLS'],
  _pop3s: ['pop3', 'SSL'],
  _pop3: ['pop3', 'STARTTLS'],
  _submissions: ['smtp', 'SSL'],
  _submission: ['smtp', 'STARTTLS'],
  _caldavs: ['caldav', 'https'],
  _carddavs: ['carddav', 'https'],
}

/** The preferred one first. */
export function inDns(records: readonly DnsRecord[]): Statement[] {
  const offers = records.flatMap((one) => (one.type === 'SRV' && one.target !== '.' ? one : []))
  return offers
    .sort((one, other) => one.priority - other.priority)
    .flatMap(({ name, target, port }) => {
      const [type, tls] = SRV[name.split('.')[0] ?? ''] ?? []
      if (type === undefined || tls === undefined) return []
      return [{ type, host: target, port, tls: [tls], user: undefined }]
    })
}

type CodeServer = [
  protocol: number,
  host: string,
  port: number,
  tls: number,
  auth: number,
  user: string,
]

/** The text of Thunderbird's code: one account. */
export function inCode(text: string): Statement[] {
  type Code = [1, [1, 1], CodeServer, [[CodeServer, [address: string, name: string]]]]
  const [, , incoming, [[outgoing]]] = JSON.parse(text) as Code
  const read = (type: string, [, host, port, tls, auth, user]: CodeServer): Statement => ({
    type,
    host,
    port,
    tls: [['plain', '', 'STARTTLS', 'SSL'][tls] ?? ''],
    user: auth === 0 && user === '' ? undefined : user,
  })
  return [read(incoming[0] === 0 ? 'imap' : 'pop3', incoming), read('smtp', outgoing)]
}

/** Those that some format has words for. */
export const serversOf = (provider: Provider) => [
  ...provider.incomingServers,
  ...provider.outgoingServers,
  ...provider.calendars,
  ...provider.addressbooks,
  ...provider.fileShares,
]

/** What the table says of a server, for the address that its servers know. A name that is not written is that address. */
export function said(server: Server, known: string): Statement {
  const { type, hostname = '', port, socketType = '', username, url } = server
  const user = username === undefined ? known : fill(username, known)
  if (url !== undefined) return overHttp(type, fill(url, known, encodeURIComponent), user)
  return { type, host: fill(hostname, known), port: port ?? NaN, tls: [socketType], user }
}

export function agrees(stated: Statement, table: Statement): boolean {
  return (
    stated.type === table.type &&
    stated.host === table.host &&
    Object.is(stated.port, table.port) &&
    stated.tls.some((kind) => table.tls.includes(kind)) &&
    (stated.user === undefined || stated.user === table.user)
  )
}
