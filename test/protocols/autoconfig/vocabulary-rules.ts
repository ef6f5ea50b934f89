// draft-ietf-mailmaint-autoconfig, sections 3.1 to 3.8, and the elements of version 1.1 that settings can hold.
import type { XmlNode } from '../../helpers/xml.js'

export interface Rule {
  attributes?: Readonly<Record<string, RegExp>>
  optionalAttributes?: Readonly<Record<string, RegExp>>
  /** An element with a value; without this it holds children, or nothing but attributes. */
  text?: RegExp
  /** In the order in which they are written. */
  children?: Readonly<Record<string, { atLeast?: number; atMost?: number }>>
  /** What one element alone cannot say. */
  also?: (node: XmlNode) => string[]
}

const ONE = { atLeast: 1, atMost: 1 }
const MAYBE = { atMost: 1 }
const SOME = { atLeast: 1 }
const ANY = {}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?'
const PLACEHOLDER = '%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%'
const DOMAIN = new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)+${LABEL}$`)
// An id need not be a domain of anybody, but Thunderbird insists on the syntax of a host name.
const HOST_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i
const HOST = new RegExp(
  `^(?:${LABEL}|${PLACEHOLDER})(?:\\.(?:${LABEL}|${PLACEHOLDER}))+$|^%EMAILDOMAIN%$`,
)
const PORT = /^(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/
const WEB = /^https?:\/\/[^\s/]+(?:\/\S*)?$/
const URL = /^(?:https?|wss):\/\/[^\s/]+(?:\/\S*)?$/
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/
const BOOLEAN = /^(?:true|false)$/
const WORDS = /^\S(?:.*\S)?$/s
// Thunderbird turns numbers and truth values into something else, and `%…%` must be a placeholder that exists.
const NAME = new RegExp(`^(?!(?:true|false|[\\d.]+(?:e\\d+)?)$)(?:[^%]|${PLACEHOLDER})+$`, 'i')
const METHODS = [
  'password-cleartext',
  'password-encrypted',
  'OAuth2',
  'NTLM',
  'GSSAPI',
  'TLS-client-cert',
]
const METHODS_OF_SENDING = [...METHODS, 'client-IP-address', 'smtp-after-pop', 'none']

const text = (pattern: RegExp): Rule => ({ text: pattern })
const urlOnly: Rule = { attributes: { url: WEB } }
// The public database has a button without either.
const field: Rule = { optionalAttributes: { id: WORDS, name: WORDS } }

export const ELEMENTS: Readonly<Record<string, Rule>> = {
  clientConfig: {
    attributes: { version: /^1\.1$/ },
    children: {
      emailProvider: ONE,
      calendar: ANY,
      addressbook: ANY,
      fileShare: ANY,
      chatServer: ANY,
      videoConference: ANY,
      setupServer: ANY,
      oAuth2: MAYBE,
      webMail: MAYBE,
      clientConfigUpdate: MAYBE,
    },
  },
  emailProvider: {
    attributes: { id: HOST_NAME },
    children: {
      domain: SOME,
      displayName: MAYBE,
      displayShortName: MAYBE,
      incomingServer: ANY,
      outgoingServer: ANY,
      documentation: ANY,
      enable: MAYBE,
    },
    also: ({ children }) => [
      ...(children.some(({ name }) => /^(?:incoming|outgoing)Server$/.test(name))
        ? []
        : ['has no mail server']),
      // Thunderbird cannot read a domain with an attribute, so one without must be there.
      ...(children.some(
        ({ name, attributes }) => name === 'domain' && attributes['purpose'] === undefined,
      )
        ? []
        : ['has no plain domain']),
    ],
  },
  domain: { text: DOMAIN, optionalAttributes: { purpose: /^mx$/ } },
  displayName: text(NAME),
  displayShortName: text(NAME),
  documentation: { attributes: { url: WEB }, children: { descr: ANY } },
  descr: { text: WORDS, optionalAttributes: { lang: LANGUAGE } },
  enable: { attributes: { visiturl: WEB }, children: { instruction: ANY } },
  instruction: { text: WORDS, optionalAttributes: { lang: LANGUAGE } },

  hostname: text(HOST),
  port: text(PORT),
  socketType: text(/^(?:SSL|STARTTLS|plain)$/),
  url: text(URL),
  authentication: { text: WORDS, optionalAttributes: { system: /^(?:http|sasl)$/ } },
  username: text(NAME),
  owaURL: text(WEB),
  ewsURL: text(WEB),
  easURL: text(WEB),
  restriction: text(/^client-IP-address$/),
  pop3: {
    children: {
      leaveMessagesOnServer: MAYBE,
      downloadOnBiff: MAYBE,
      daysToLeaveMessagesOnServer: MAYBE,
      checkInterval: MAYBE,
    },
  },
  leaveMessagesOnServer: text(BOOLEAN),
  downloadOnBiff: text(BOOLEAN),
  daysToLeaveMessagesOnServer: text(/^\d+$/),
  checkInterval: { attributes: { minutes: /^\d+$/ } },
  addThisServer: text(BOOLEAN),
  useGlobalPreferredServer: text(BOOLEAN),

  oAuth2: {
    children: {
      issuer: MAYBE,
      scope: MAYBE,
      authURL: MAYBE,
      tokenURL: MAYBE,
      clientID: MAYBE,
      clientSecret: MAYBE,
    },
  },
  issuer: text(/^\S+$/),
  scope: text(WORDS),
  authURL: text(WEB),
  tokenURL: text(WEB),
  clientID: text(WORDS),
  clientSecret: text(WORDS),
  webMail: { children: { loginPage: MAYBE, loginPageInfo: MAYBE } },
  loginPage: urlOnly,
  loginPageInfo: {
    attributes: { url: WEB },
    optionalAttributes: { waitForRedirectionURLPrefix: WEB },
    children: {
      username: MAYBE,
      usernameField: MAYBE,
      passwordField: MAYBE,
      loginButton: MAYBE,
    },
  },
  usernameField: field,
  passwordField: field,
  loginButton: field,
  clientConfigUpdate: urlOnly,
}

const ANYTHING_BUT_EMPTY = /^\S+$/
const TCP = { hostname: ONE, port: ONE, socketType: ONE }
const LOGIN = { authentication: SOME, username: MAYBE }

function server(children: Rule['children'], methods = METHODS): Rule {
  return {
    attributes: { type: ANYTHING_BUT_EMPTY },
    ...(children === undefined ? {} : { children }),
    also: (node) => faultsOfLogin(node, methods),
  }
}

/** A method is a word of the list, an HTTP scheme or a SASL mechanism; a password needs a user name. */
function faultsOfLogin({ children }: XmlNode, methods: readonly string[]): string[] {
  const offered = children.filter(({ name }) => name === 'authentication')
  const unknown = offered.filter(({ text: method, attributes: { system } }) => {
    if (system === 'http') return !['Basic', 'Digest'].includes(method)
    return system === 'sasl' ? !/^[A-Z0-9_-]{1,20}$/.test(method) : !methods.includes(method)
  })
  const anonymous = offered.every(
    ({ text: method }) => METHODS_OF_SENDING.indexOf(method) >= METHODS.length,
  )
  const named = children.some(({ name }) => name === 'username')
  return [
    ...unknown.map(({ text: method }) => `offers the method "${method}"`),
    ...(named || anonymous ? [] : ['has no username']),
  ]
}

const overTcp = server({ ...TCP, ...LOGIN })
const overHttp = server({ url: ONE, ...LOGIN })

/** For each section the types that are registered for it; `*`: none is, so any will do. */
export const SERVER_RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  incomingServer: {
    imap: server({ ...TCP, ...LOGIN, useGlobalPreferredServer: MAYBE }),
    pop3: server({ ...TCP, ...LOGIN, pop3: MAYBE, useGlobalPreferredServer: MAYBE }),
    nntp: overTcp,
    jmap: overHttp,
    ews: overHttp,
    activeSync: overHttp,
    graph: overHttp,
    owa: overHttp,
    exchange: server({ ...TCP, ...LOGIN, owaURL: MAYBE, ewsURL: MAYBE, easURL: MAYBE }),
  },
  outgoingServer: {
    smtp: server(
      {
        ...TCP,
        ...LOGIN,
        restriction: MAYBE,
        addThisServer: MAYBE,
        useGlobalPreferredServer: MAYBE,
      },
      METHODS_OF_SENDING,
    ),
  },
  calendar: { caldav: overHttp },
  addressbook: { carddav: overHttp },
  fileShare: { webdav: overHttp },
  chatServer: { xmpp: overHttp, xmpptcp: overTcp, matrix: overHttp },
  videoConference: { '*': overHttp },
  setupServer: { managesieve: overTcp },
}
