// Whom the fuzzed service hosts: each customer has hosts that nobody else has, so that another one's answer shows.

/** What stands in every host name of a customer, and of nobody else. */
const MARKED = /\.([a-z]+)\.host\.example\b/g

export interface Customer {
  /** As it is asked for. */
  domain: string
  /** Whose settings it is answered with. */
  marker: string
  /** Whether mail clients get servers of it, and not a refusal or the way elsewhere. */
  hasSettings: boolean
}

export const CUSTOMERS: readonly Customer[] = [
  { domain: 'full.example', marker: 'full', hasSettings: true },
  { domain: 'starttls.example', marker: 'starttls', hasSettings: true },
  { domain: 'local.example', marker: 'local', hasSettings: true },
  { domain: 'xn--bcher-kva.example', marker: 'idn', hasSettings: true },
  { domain: 'below.wild.example', marker: 'wild', hasSettings: true },
  { domain: 'was.example', marker: 'full', hasSettings: true },
  { domain: 'gone.example', marker: 'gone', hasSettings: false },
  { domain: 'off.example', marker: 'off', hasSettings: false },
]

/** Hosts in the log are these, or below the wildcard. */
export const HOSTED =
  /^(?:(?:full|starttls|local|was|gone|off|xn--bcher-kva)\.example|.+\.wild\.example)$/

/** The customers whose hosts stand in a text, each once. */
export function customersIn(text: string): string[] {
  return [...new Set([...text.toLowerCase().matchAll(MARKED)].map(([, marker = '']) => marker))]
}

const host = (marker: string, label = 'mail') => `${label}.${marker}.host.example`

export const SETTINGS = `publicUrl: https://setup.house.example
providers:
  full:
    displayName: Full & Sons <Mail>
    displayShortName: Full
    hostname: ${host('full')}
    incomingServers:
      - imap
      - pop3
      - { type: activeSync, url: 'https://${host('full', 'eas')}/Microsoft-Server-ActiveSync' }
    outgoingServers: [smtp]
    calendars: [{ type: caldav, url: 'https://${host('full', 'dav')}/cal/' }]
    addressbooks: [{ type: carddav, url: 'https://${host('full', 'dav')}/card/' }]
    documentation: [{ url: 'https://${host('full', 'help')}/', descr: { en: Help, lt: Pagalba } }]
  starttls:
    displayName: Upgraded
    hostname: ${host('starttls')}
    incomingServers:
      - { type: imap, port: 143, socketType: STARTTLS }
    outgoingServers:
      - { type: smtp, port: 587, socketType: STARTTLS }
      - { type: smtp, port: 465, socketType: SSL }
  local:
    displayName: Local parts log in
    hostname: ${host('local')}
    username: '%EMAILLOCALPART%'
    incomingServers: [pop3, imap]
    outgoingServers: [{ type: smtp, username: 'smtp-%EMAILLOCALPART%' }]
    calendars: [{ type: caldav, url: 'https://${host('local', 'dav')}/%EMAILADDRESS%/' }]
  idn: { displayName: Bücher, hostname: ${host('idn')}, incomingServers: [imap], outgoingServers: [smtp] }
  wild: { displayName: Wild, hostname: ${host('wild')}, incomingServers: [imap], outgoingServers: [smtp] }
domains:
  full.example: full
  starttls.example: starttls
  local.example: local
  bücher.example: idn
  '*.wild.example': wild
  was.example: { redirectAddr: '%EMAILLOCALPART%@full.example' }
  gone.example:
    redirect:
      autoconfig: https://${host('gone')}/config.xml
      autodiscover: https://${host('gone')}/autodiscover/autodiscover.xml
      page: https://${host('gone')}/
  off.example: none
`
