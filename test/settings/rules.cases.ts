// What no key is wrong with by itself: files with marks where something does not go together, and what is said there.
import { domains, provider, server, top } from './settings-text.js'

export type Row = [title: string, marked: string, ...says: string[]]

const IN = 'error providers.p.incomingServers.0'

export const UNKNOWN_KEYS: Row[] = [
  [
    'far from every key of a short list: the list',
    top('»color: red'),
    'error color: unknown key "color"; write one of: $schema, publicUrl, autodiscoverUrl, support, apple, providers, domains, domainFiles',
  ],
  [
    'another letter case',
    top('»Domains: {}'),
    'error Domains: unknown key "Domains"; did you mean "domains"?',
  ],
  [
    'a letter missing',
    top('apple: { »keyfil: a }'),
    'error apple.keyfil: unknown key "keyfil"; did you mean "keyFile"?',
  ],
  [
    'the singular',
    provider('»incomingServer: []'),
    'error providers.p.incomingServer: unknown key "incomingServer"; did you mean "incomingServers"?',
  ],
  [
    'far from every key of a long list',
    provider('»xyz: 1'),
    'error providers.p.xyz: unknown key "xyz"; see the settings reference',
  ],
  [
    'two letters swapped',
    server('»prot: 993'),
    `${IN}.prot: unknown key "prot"; did you mean "port"?`,
  ],
  [
    'the wire name',
    server('»socketTyp: SSL'),
    `${IN}.socketTyp: unknown key "socketTyp"; did you mean "socketType"?`,
  ],
  [
    'below a server',
    server('pop3: { »checkIntervall: 5 }'),
    `${IN}.pop3.checkIntervall: unknown key "checkIntervall"; did you mean "checkInterval"?`,
  ],
  [
    'in a map of one key',
    server('authentication: { »sals: X }').replace('{ »', '»{ »'),
    `${IN}.authentication.sasl: is missing; it must be a text`,
    `${IN}.authentication.sals: unknown key "sals"; did you mean "sasl"?`,
  ],
  [
    'in an extension of an extension',
    provider('extensions: [{ element: a, children: [{ element: b, »txt: c }] }]'),
    'error providers.p.extensions.0.children.0.txt: unknown key "txt"; did you mean "text"?',
  ],
  [
    'in an entry',
    domains('a.example: { provider: p, »displayNmae: A }'),
    'error domains.a.example.displayNmae: unknown key "displayNmae"; did you mean "displayName"?',
  ],
  [
    'the redirect of older versions',
    domains('a.example: { provider: p, »redirectUrl: A }'),
    'error domains.a.example.redirectUrl: unknown key "redirectUrl"; did you mean "redirect"?',
  ],
  [
    'domains of an entry',
    domains('a.example: { provider: p, »domains: [b.example] }'),
    'error domains.a.example.domains: unknown key "domains"; see the settings reference',
  ],
  [
    'several in one map, each by itself',
    provider('»a: 1', '»b: 2'),
    'error providers.p.a: unknown key "a"; see the settings reference',
    'error providers.p.b: unknown key "b"; see the settings reference',
  ],
  [
    'a merge key of YAML 1.1',
    provider('»<<: { displayShortName: A }'),
    'error providers.p.<<: unknown key "<<"; see the settings reference',
  ],
]

const NO_PASSWORD = 'passwords are never kept here; remove it'

export const PASSWORDS: Row[] = [
  ['top level', top('»password: a'), `error password: ${NO_PASSWORD}`],
  ['provider', provider('»password: a'), `error providers.p.password: ${NO_PASSWORD}`],
  ['server', server('»password: a'), `${IN}.password: ${NO_PASSWORD}`],
  ['server, empty', server('»password:'), `${IN}.password: ${NO_PASSWORD}`],
  [
    'login form',
    provider('webMail: { loginPageInfo: { url: "https://x.example/", »password: a } }'),
    `error providers.p.webMail.loginPageInfo.password: ${NO_PASSWORD}`,
  ],
  [
    'entry',
    domains('a.example: { provider: p, »password: a }'),
    `error domains.a.example.password: ${NO_PASSWORD}`,
  ],
  [
    'extension of a server',
    server('extensions: [{ element: a }, »{ element: password, text: a }]'),
    `${IN}.extensions.1: ${NO_PASSWORD}`,
  ],
  [
    'extension below an extension',
    provider('extensions: [{ element: a, children: [»{ element: password }] }]'),
    `error providers.p.extensions.0.children.0: ${NO_PASSWORD}`,
  ],
  [
    'extension below the root',
    provider('clientConfigExtensions: [»{ element: password }]'),
    `error providers.p.clientConfigExtensions.0: ${NO_PASSWORD}`,
  ],
]

const IMAP = 'incomingServers: [imap, '

export const SERVERS: Row[] = [
  [
    'url and hostname',
    provider(`${IMAP}{ type: jmap, url: "https://x.example/", hostname: »x.example }]`),
    'error providers.p.incomingServers.1.hostname: a server has a hostname or a url, not both',
  ],
  [
    'url and hostname of a type that has hostnames',
    server('url: https://x.example/', 'hostname: »x.example'),
    `${IN}.hostname: a server has a hostname or a url, not both`,
  ],
  [
    'a type over HTTP without url',
    provider(`${IMAP}»jmap]`),
    'error providers.p.incomingServers.1: a server of type jmap needs a url',
  ],
  [
    'a type over HTTP with a hostname in the place of its url',
    provider(`${IMAP}»{ type: jmap, hostname: x.example }]`),
    'error providers.p.incomingServers.1: a server of type jmap needs a url instead of a hostname',
  ],
  [
    'no hostname anywhere',
    provider('hostname: x.example', 'outgoingServers: [»smtp]', 'incomingServers: [»imap]').replace(
      '    hostname: x.example\n',
      '',
    ),
    'error providers.p.outgoingServers.0: needs a hostname, here or at the provider',
    'error providers.p.incomingServers.0: needs a hostname, here or at the provider',
  ],
  [
    'a port that stands for nothing',
    provider('incomingServers: [»{ type: imap, port: 2143 }]'),
    `${IN}: port 2143 has no default; write socketType: SSL or STARTTLS`,
  ],
  [
    'port 25, which is not for clients',
    provider('outgoingServers: [»{ type: smtp, port: 25 }]'),
    'error providers.p.outgoingServers.0: port 25 has no default; write socketType: SSL or STARTTLS',
  ],
  [
    'a TLS kind without a port of its own',
    provider('setupServers: [»{ type: managesieve, socketType: SSL }]'),
    'error providers.p.setupServers.0: type managesieve with SSL has no default port; write one',
  ],
  [
    'a type of one port',
    provider(`${IMAP}»{ type: exchange, socketType: STARTTLS }]`),
    'error providers.p.incomingServers.1: type exchange with STARTTLS has no default port; write one',
  ],
  [
    'an unknown type, nothing else known',
    provider('incomingServers: [imap, »imaps]'),
    'error providers.p.incomingServers.1: unknown type "imaps"; did you mean "imap"?',
  ],
  [
    'an unknown type in another letter case',
    provider('incomingServers: [imap, »POP3]'),
    'error providers.p.incomingServers.1: unknown type "POP3"; did you mean "pop3"?',
  ],
  [
    'an unknown type, near to none',
    provider('incomingServers: [imap, »telepathy]'),
    'error providers.p.incomingServers.1: unknown type "telepathy"; see the settings reference',
  ],
]

export const PROVIDERS: Row[] = [
  [
    'of a domain',
    domains('a.example: »q'),
    'error domains.a.example: there is no provider "q"; write one of: none, p',
  ],
  [
    'of a domain, in other letters',
    domains('a.example: »P'),
    'error domains.a.example: there is no provider "P"; did you mean "p"?',
  ],
  [
    'of an entry',
    domains('a.example: { provider: »q, displayName: A }'),
    'error domains.a.example.provider: there is no provider "q"; write one of: none, p',
  ],
  [
    'none in an entry',
    domains('a.example: { provider: »none }'),
    'error domains.a.example.provider: write the word none alone',
  ],
  [
    'names that every object has',
    domains('a.example: »constructor', 'b.example: { provider: »toString }'),
    'error domains.a.example: there is no provider "constructor"; write one of: none, p',
    'error domains.b.example.provider: there is no provider "toString"; write one of: none, p',
  ],
]
