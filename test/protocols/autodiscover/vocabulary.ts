// What a POX answer may consist of, written from the protocol's documentation and from what clients
// trip over, not from the code that renders: an element that is not here is an error.
import { isIP } from 'node:net'
import { ANY, type Model } from './grammar.js'

const SCHEMAS = 'http://schemas.microsoft.com/exchange/autodiscover'
export const NS = {
  root: `${SCHEMAS}/responseschema/2006`,
  outlook: `${SCHEMAS}/outlook/responseschema/2006a`,
  mobilesync: `${SCHEMAS}/mobilesync/responseschema/2006`,
} as const

const xmlns = (uri: string) => ({ xmlns: new RegExp(`^${uri.replaceAll('.', '\\.')}$`) })
const isHttps = (text: string) => URL.canParse(text) && text.startsWith('https://')
const isAddress = (text: string) => /^[^\s@]+@[^\s@A-Z]+\.[^\s@A-Z]+$/.test(text)
// One label as well: inside a house, names have no more.
const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9-]+$/
const isHost = (text: string) => isIP(text) !== 0 || HOST_NAME.test(text)
const isPort = (text: string) => /^[1-9]\d{0,4}$/.test(text) && Number(text) < 65_536

const SWITCH: Model = { text: /^(?:on|off)$/ }
const ON: Model = { text: /^on$/ }
const OFF: Model = { text: /^off$/ }

const IN_PROTOCOL: NonNullable<Model['children']> = [
  ['Server', '1', { text: isHost }],
  ['Port', '1', { text: isPort }],
  ['LoginName', '?', ANY],
  ['DomainRequired', '1', SWITCH],
  ['DomainName', '?', { text: isHost }],
  ['SPA', '1', SWITCH],
  ['SSL', '1', SWITCH],
  ['Encryption', '1', { text: /^(?:SSL|TLS|None)$/ }],
  ['AuthRequired', '1', SWITCH],
]
export const RECEIVING: Model = {
  children: [['Type', '1', { text: /^(?:IMAP|POP3)$/ }], ...IN_PROTOCOL],
}
export const SENDING: Model = {
  children: [
    ['Type', '1', { text: /^SMTP$/ }],
    ...IN_PROTOCOL,
    ['UsePOPAuth', '1', SWITCH],
    ['SMTPLast', '1', OFF],
  ],
}
export const DAV: Model = {
  children: [
    ['Type', '1', { text: /^(?:CalDAV|CardDAV)$/ }],
    ['Server', '1', { text: isHttps }],
    ['LoginName', '1', ANY],
    ['DomainRequired', '1', OFF],
    ['SSL', '1', ON],
  ],
}

const ACCOUNT = [
  ['AccountType', '1', { text: /^email$/ }],
  ['Action', '1', ANY],
] as const
/** By the text of Action. */
export const ACCOUNTS: ReadonlyMap<string, Model> = new Map([
  ['settings', { children: [...ACCOUNT, ['Protocol', '+', ANY]] }],
  ['redirectUrl', { children: [...ACCOUNT, ['RedirectUrl', '1', { text: isHttps }]] }],
  ['redirectAddr', { children: [...ACCOUNT, ['RedirectAddr', '1', { text: isAddress }]] }],
])

export const ROOT: Model = { attributes: xmlns(NS.root), children: [['Response', '1', ANY]] }

export const OUTLOOK: Model = {
  attributes: xmlns(NS.outlook),
  children: [
    ['User', '?', { children: [['AutoDiscoverSMTPAddress', '1', { text: isAddress }]] }],
    ['Account', '1', ANY],
  ],
}

const MOBILESYNC_SERVER: Model = {
  children: [
    ['Type', '1', { text: /^MobileSync$/ }],
    ['Url', '1', { text: isHttps }],
    ['Name', '1', { text: isHttps }],
  ],
}
const MOBILESYNC_SETTINGS: Model = { children: [['Server', '1', MOBILESYNC_SERVER]] }
export const MOBILESYNC: Model = {
  attributes: xmlns(NS.mobilesync),
  children: [
    ['Culture', '1', { text: /^en:us$/ }],
    ['User', '1', { children: [['EMailAddress', '1', { text: isAddress }]] }],
    ['Action', '1', { children: [['Settings', '1', MOBILESYNC_SETTINGS]] }],
  ],
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?$/
export const ERROR: Model = {
  children: [
    [
      'Error',
      '1',
      {
        attributes: { Time: TIME, Id: /^\d{1,10}$/ },
        children: [
          ['ErrorCode', '1', { text: /^(?:50[01]|60[0-3])$/ }],
          // A fixed sentence: no room for anything that somebody sent.
          ['Message', '1', { text: /^[A-Z][A-Za-z ,.]{1,99}$/ }],
          ['DebugData', '1', { text: /^$/ }],
        ],
      },
    ],
  ],
}

/** Type, port, SSL and Encryption together: some clients go by the port alone, and not all alike. */
export function isLegalTransport(
  type: string,
  port: number,
  ssl: string,
  encryption: string,
): boolean {
  switch (`${ssl}/${encryption}`) {
    case 'on/SSL':
      return ![25, 110, 143, 587].includes(port)
    case 'on/TLS':
      return [143, 587].includes(port) || (port === 110 && type === 'POP3')
    case 'off/None':
      return ![465, 993, 995].includes(port)
    default:
      return false
  }
}
