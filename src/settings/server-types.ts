// What is known of the server types that autoconfig registers: their sections, ports and how they are reached.
import type { SocketType } from './schema.js'

export const SECTIONS = [
  'incomingServers',
  'outgoingServers',
  'calendars',
  'addressbooks',
  'fileShares',
  'chatServers',
  'videoConferences',
  'setupServers',
] as const
export type Section = (typeof SECTIONS)[number]

type ServerType =
  | { section: Section; base: 'TCP'; SSL?: number; STARTTLS?: number }
  | { section: Section; base: 'URL' }

/** IANA's ports for TLS from the first byte (SSL) and for the upgrade (STARTTLS); plain uses the latter. */
const SERVER_TYPES: Readonly<Record<string, ServerType>> = {
  imap: { section: 'incomingServers', base: 'TCP', SSL: 993, STARTTLS: 143 },
  pop3: { section: 'incomingServers', base: 'TCP', SSL: 995, STARTTLS: 110 },
  jmap: { section: 'incomingServers', base: 'URL' },
  ews: { section: 'incomingServers', base: 'URL' },
  activeSync: { section: 'incomingServers', base: 'URL' },
  graph: { section: 'incomingServers', base: 'URL' },
  owa: { section: 'incomingServers', base: 'URL' },
  exchange: { section: 'incomingServers', base: 'TCP', SSL: 443 },
  nntp: { section: 'incomingServers', base: 'TCP', SSL: 563, STARTTLS: 119 },
  smtp: { section: 'outgoingServers', base: 'TCP', SSL: 465, STARTTLS: 587 },
  caldav: { section: 'calendars', base: 'URL' },
  carddav: { section: 'addressbooks', base: 'URL' },
  webdav: { section: 'fileShares', base: 'URL' },
  xmpp: { section: 'chatServers', base: 'URL' },
  xmpptcp: { section: 'chatServers', base: 'TCP', SSL: 5223, STARTTLS: 5222 },
  matrix: { section: 'chatServers', base: 'URL' },
  managesieve: { section: 'setupServers', base: 'TCP', STARTTLS: 4190 },
}

/** Between mail servers. Nobody registered it for people, and yet servers answer them there, with STARTTLS at best. */
export const RELAY_PORT = 25

export const KNOWN_TYPES = Object.keys(SERVER_TYPES)

export function serverType(type: string): ServerType | undefined {
  return Object.hasOwn(SERVER_TYPES, type) ? SERVER_TYPES[type] : undefined
}

/** The port of a type for a TLS kind; undefined where IANA has none or the type is not ours to know. */
export function defaultPort(type: string, socketType: SocketType): number | undefined {
  const known = serverType(type)
  if (known?.base !== 'TCP') return undefined
  return socketType === 'SSL' ? known.SSL : known.STARTTLS
}

/** The TLS kind that a registered port stands for; undefined for every other port. */
export function socketTypeOfPort(port: number): Exclude<SocketType, 'plain'> | undefined {
  for (const known of Object.values(SERVER_TYPES)) {
    if (known.base !== 'TCP') continue
    if (known.SSL === port) return 'SSL'
    if (known.STARTTLS === port) return 'STARTTLS'
  }
  return undefined
}

/** The TLS kind of a type where neither it nor the port is written. */
export function defaultSocketType(type: string): Exclude<SocketType, 'plain'> {
  const known = serverType(type)
  return known?.base === 'TCP' && known.SSL === undefined ? 'STARTTLS' : 'SSL'
}
