// What is looked up: each way to reach the service, for each kind of settings that clients take differently.
import type { ZoneRecord } from '../internet/zone.js'

/** How a domain's clients reach the service; what is not named does not exist. */
export const WAYS = {
  https: ['autoconfig'],
  http: ['autoconfig'],
  autodiscover: ['autodiscover'],
  all: ['autoconfig', 'autodiscover', ''],
} as const satisfies Record<string, readonly string[]>
export type Way = keyof typeof WAYS

/** Where Caddy listens, and where the service itself does, as on a machine without certificates. */
export const ADDRESSES = { https: '127.0.0.2', http: '127.0.0.3' } as const

export interface ReadServer {
  type: string
  hostname: string
  port: number
  socketType: string
  username: string
  authentication: string
}

/** What a client makes of an answer: its first choice and the others, in their order. */
export interface ReadSettings {
  incoming: ReadServer[]
  outgoing: ReadServer[]
}

const MAIL = 'mail.house.example'
const ALL_OF_IT = '%EMAILADDRESS%'

function server(type: string, port: number, socketType: string, username = ALL_OF_IT): ReadServer {
  return { type, hostname: MAIL, port, socketType, username, authentication: 'password-cleartext' }
}

/** By name: the provider in the settings file, and what a client must make of it. */
export const KINDS = {
  ssl: {
    provider: '{ incomingServers: [imap, pop3], outgoingServers: [smtp] }',
    expected: {
      incoming: [server('imap', 993, 'SSL'), server('pop3', 995, 'SSL')],
      outgoing: [server('smtp', 465, 'SSL')],
    },
  },
  starttls: {
    provider: '{ socketType: STARTTLS, incomingServers: [imap], outgoingServers: [smtp] }',
    expected: {
      incoming: [server('imap', 143, 'STARTTLS')],
      outgoing: [server('smtp', 587, 'STARTTLS')],
    },
  },
  'pop-only': {
    provider: '{ incomingServers: [pop3], outgoingServers: [smtp] }',
    expected: {
      incoming: [server('pop3', 995, 'SSL')],
      outgoing: [server('smtp', 465, 'SSL')],
    },
  },
  'local-part': {
    provider: "{ username: '%EMAILLOCALPART%', incomingServers: [imap], outgoingServers: [smtp] }",
    expected: {
      incoming: [server('imap', 993, 'SSL', '%EMAILLOCALPART%')],
      outgoing: [server('smtp', 465, 'SSL', '%EMAILLOCALPART%')],
    },
  },
  oauth2: {
    provider:
      '{ authentication: [OAuth2, password-cleartext], incomingServers: [imap], outgoingServers: [smtp] }',
    // No client knows this house's authority: each must fall back to the password.
    expected: {
      incoming: [server('imap', 993, 'SSL')],
      outgoing: [server('smtp', 465, 'SSL')],
    },
  },
} as const satisfies Record<string, { provider: string; expected: ReadSettings }>
export type Kind = keyof typeof KINDS

const LOCAL_PART = 'anna.smith'

function domainOf(way: Way, kind: Kind): string {
  return `${kind}.${way}.example`
}

export interface Case {
  way: Way
  kind: Kind
  domain: string
  /** Whom the client is told about. */
  address: string
}

export function eachCase(): Case[] {
  return (Object.keys(WAYS) as Way[]).flatMap((way) =>
    (Object.keys(KINDS) as Kind[]).map((kind) => {
      const domain = domainOf(way, kind)
      return { way, kind, domain, address: `${LOCAL_PART}@${domain}` }
    }),
  )
}

/** What a client must have read in the end: with the user names that it logs in with. */
export function expectedOf({ kind, address }: Case): ReadSettings {
  const { incoming, outgoing }: ReadSettings = KINDS[kind].expected
  const filled = (one: ReadServer): ReadServer => ({
    ...one,
    username: one.username === ALL_OF_IT ? address : LOCAL_PART,
  })
  return { incoming: incoming.map(filled), outgoing: outgoing.map(filled) }
}

/** Its names lead to the service, which does not host it. */
export const UNKNOWN_DOMAIN = 'nobodys.example'

/** The settings file of the house that hosts all of these domains. */
export function settingsText(): string {
  const providers = Object.entries(KINDS).map(
    ([kind, { provider }]) =>
      `  ${kind}: { displayName: House, hostname: ${MAIL}, ${provider.slice(1)}`,
  )
  const domains = eachCase().map(({ kind, domain }) => `  ${domain}: ${kind}`)
  return [
    'publicUrl: https://setup.house.example',
    'providers:',
    ...providers,
    'domains:',
    ...domains,
    '',
  ].join('\n')
}

export function records(): ZoneRecord[] {
  const named = (domain: string, labels: readonly string[], address: string) =>
    labels.map((label) => ({
      type: 'A' as const,
      name: label === '' ? domain : `${label}.${domain}`,
      address,
    }))
  return [
    ...eachCase().flatMap(({ way, domain }) =>
      named(domain, WAYS[way], way === 'http' ? ADDRESSES.http : ADDRESSES.https),
    ),
    ...named(UNKNOWN_DOMAIN, WAYS.all, ADDRESSES.http),
  ]
}
