// What is served as it is written, and warned about: where, and in which words.
import { expect, test } from 'vitest'
import { tableOf } from '../helpers/settings.js'
import { SLIPS } from './placeholder-warnings.cases.js'
import type { Row } from './rules.cases.js'
import { judge, provider, server, top, unmark } from './settings-text.js'

const P = 'warning providers.p'
const IN = `${P}.incomingServers.0`
const PLAIN = 'plain sends passwords in clear text; some clients refuse the whole file'
const CLEAR = 'STARTTLS comes before SSL; the first one is what clients take'
const oddPort = (port: number, kind: string) =>
  `port ${port} is for ${kind}; many clients go by the port, whatever is written here`

const elsewhere = (type: string, port: number) =>
  `clients expect ${type} with STARTTLS on port ${port}; many go by the port`

const rows: Row[] = [
  [
    'no publicUrl',
    `»${top().replace(/publicUrl.*\n/, '')}`,
    'warning publicUrl: missing; links for people and phones would lead to https://cfg.example-hosting.net',
  ],

  [
    'a certificate without its key',
    `${top()}apple: »{ certificateFile: chain.pem }\n`,
    'warning apple: certificateFile and keyFile belong together; profiles are not signed',
  ],
  [
    'a logoFile that is not there',
    provider('logoFile: »logo.svg'),
    `${P}.logoFile: "logo.svg": there is no such file; the page shows no picture`,
  ],

  ['plain', server('socketType: »plain'), `${IN}.socketType: ${PLAIN}`],
  ['plain on a port', server('port: 143', 'socketType: »plain'), `${IN}.socketType: ${PLAIN}`],
  ['plain for all servers, once', provider('socketType: »plain'), `${P}.socketType: ${PLAIN}`],
  [
    'plain on a port for SSL',
    server('port: 993', 'socketType: »»plain'),
    `${IN}.socketType: ${PLAIN}`,
    `${IN}.socketType: ${oddPort(993, 'SSL')}`,
  ],

  [
    'an old word for a method, kept as an element',
    server('authentication: []', 'extensions: »[{ element: authentication, text: secure }]'),
    `${IN}.extensions: "secure" was the word for password-encrypted once; write that as authentication, and every format can state this server`,
  ],
  [
    'an old word for a method over HTTP',
    server('authentication: []', 'extensions: »[{ element: authentication, text: http-basic }]'),
    `${IN}.extensions: "http-basic" was the word for { http: Basic } once; write that as authentication`,
  ],
  [
    'an old section, kept as an element',
    provider(
      'clientConfigExtensions: [»{ element: addressBook, children: [{ element: serverURL, text: "https://a.example/" }, { element: authentication, text: http-basic }] }]',
    ),
    `${P}.clientConfigExtensions.0: addressBook is kept as it is, for autoconfig alone; write addressbooks: [{ type: carddav, url: …, authentication: { http: Basic } }] instead, with serverURL as url, and other formats can state it`,
  ],
  [
    'a section of today, kept as an element',
    provider('clientConfigExtensions: [»{ element: calendar, attributes: { type: caldav } }]'),
    `${P}.clientConfigExtensions.0: calendar is kept as it is, for autoconfig alone; write calendars: [{ type: caldav, url: … }] instead, and other formats can state it`,
  ],
  [
    'STARTTLS on 993',
    server('port: 993', 'socketType: »STARTTLS'),
    `${IN}.socketType: ${oddPort(993, 'SSL')}`,
  ],
  [
    'SSL on 143',
    server('port: 143', 'socketType: »SSL'),
    `${IN}.socketType: ${oddPort(143, 'STARTTLS')}`,
  ],
  [
    'SSL on 587',
    provider('outgoingServers: [{ type: smtp, port: 587, socketType: »SSL }]'),
    `${P}.outgoingServers.0.socketType: ${oddPort(587, 'STARTTLS')}`,
  ],
  [
    'STARTTLS on a port of its own',
    server('port: 2143', 'socketType: »STARTTLS'),
    `${IN}.socketType: ${elsewhere('imap', 143)}`,
  ],
  [
    "STARTTLS on another type's port",
    provider('outgoingServers: [{ type: smtp, port: 143, socketType: »STARTTLS }]'),
    `${P}.outgoingServers.0.socketType: ${elsewhere('smtp', 587)}`,
  ],
  [
    'STARTTLS on the port between mail servers',
    provider('outgoingServers: [{ type: smtp, port: 25, socketType: »STARTTLS }]'),
    `${P}.outgoingServers.0.socketType: ${elsewhere('smtp', 587)}`,
  ],
  [
    'SSL on the port between mail servers',
    provider('outgoingServers: [{ type: smtp, port: 25, socketType: »SSL }]'),
    `${P}.outgoingServers.0.socketType: ${oddPort(25, 'STARTTLS')}`,
  ],
  [
    'a TLS kind for all servers against the port of one',
    provider('socketType: »SSL', 'incomingServers: [imap, { type: pop3, port: 110 }]'),
    `${P}.socketType: ${oddPort(110, 'STARTTLS')}`,
  ],

  [
    'STARTTLS before SSL',
    provider('incomingServers: [{ type: imap, port: 143 }, »imap]'),
    `${P}.incomingServers.1: ${CLEAR}`,
  ],
  [
    'STARTTLS before SSL, outgoing',
    provider('outgoingServers: [{ type: smtp, port: 587 }, »{ type: smtp, port: 465 }]'),
    `${P}.outgoingServers.1: ${CLEAR}`,
  ],

  [
    'no smtp server',
    provider('outgoingServers: »[]'),
    `${P}.outgoingServers: no smtp server; Thunderbird refuses such a configuration`,
  ],
  [
    'no imap or pop3 server',
    provider('incomingServers: »[]'),
    `${P}.incomingServers: no imap or pop3 server; no client can read mail with this`,
  ],

  [
    'no displayName',
    provider('displayName: »').replace('    displayName: »\n', '').replace('hostname', '»hostname'),
    `${P}: no displayName; Thunderbird will show "undefined"`,
  ],

  [
    'OAuth2 without oAuth2',
    provider('authentication: [OAuth2, password-cleartext]').replace('displayName', '»displayName'),
    `${P}: OAuth2 is offered, but oAuth2 does not say where`,
  ],
  [
    'clientSecret',
    provider('oAuth2: { clientSecret: »x }'),
    `${P}.oAuth2.clientSecret: everybody can read it; open clients have none`,
  ],

  ...SLIPS,

  [
    'a language that is none',
    provider('language: »German!'),
    `${P}.language: "German!" is no language tag`,
  ],
  ['of a note', provider('note: { de_AT: »A }'), `${P}.note.de_AT: "de_AT" is no language tag`],
  [
    'of an instruction',
    provider('enable: { visiturl: "https://x.example/", instruction: { english!: »A } }'),
    `${P}.enable.instruction.english!: "english!" is no language tag`,
  ],
  [
    'of a description',
    provider('documentation: [{ url: "https://x.example/", descr: { 1: »A } }]').replace(
      '1:',
      '"1":',
    ),
    `${P}.documentation.0.descr.1: "1" is no language tag`,
  ],

  [
    'an IPv4 address',
    server('hostname: »192.0.2.1'),
    `${IN}.hostname: an IP address; certificates are made for names`,
  ],
  [
    'an IPv6 address',
    server('hostname: »"2001:db8::1"'),
    `${IN}.hostname: an IP address; certificates are made for names`,
  ],
  [
    'an IP address for all servers, once',
    provider('hostname: »192.0.2.1'),
    `${P}.hostname: an IP address; certificates are made for names`,
  ],

  [
    'an unknown type with a suggestion',
    provider('incomingServers: [imap, { type: »activesync, url: "https://x.example/" }]'),
    `${P}.incomingServers.1.type: no client is known to read type "activesync"; did you mean "activeSync"?`,
  ],
  [
    'an unknown type',
    provider('videoConferences: [{ type: »opentalk, url: "https://x.example/" }]'),
    `${P}.videoConferences.0.type: no client is known to read type "opentalk"`,
  ],
  [
    'a type in another section',
    provider('incomingServers: [imap, »smtp]'),
    `${P}.incomingServers.1.type: clients look for smtp in outgoingServers`,
  ],
  [
    'a password without a user name',
    provider('incomingServers: [»{ type: imap, username: null }]'),
    `${IN}: no user name; Thunderbird will log in as "undefined"`,
  ],
]

test.each(rows.map(([title, marked, ...says]) => [title, marked, says] as const))(
  'SM-2 warning: %s',
  async (_title, marked, says) => {
    const { told, expected } = await judge(marked, says)
    expect(told).toEqual(expected)
  },
)

test.each(rows.map(([title, marked]) => [title, unmark(marked).text] as const))(
  'SM-2 a warning stops no load: %s',
  async (_title, text) => {
    const table = await tableOf(text)
    expect([...table.providers.keys()]).toEqual(['p'])
  },
)

test.each([
  [
    '60 and 20 characters',
    provider(`displayName: ${'x'.repeat(60)}`, `displayShortName: ${'x'.repeat(20)}`),
  ],
  ['OAuth2 with oAuth2', provider('authentication: OAuth2', 'oAuth2: { issuer: login.example }')],
  ['oAuth2 alone', provider('oAuth2: { issuer: login.example, clientID: open }')],
  ['SSL before STARTTLS', provider('incomingServers: [imap, { type: imap, port: 143 }]')],
  [
    'STARTTLS of another type before SSL',
    provider('incomingServers: [{ type: pop3, port: 110 }, imap]'),
  ],
  ['a port that stands for nothing', server('port: 2993', 'socketType: SSL')],
  [
    'no user name where none is wanted',
    server('authentication: client-IP-address', 'username: null'),
  ],
  [
    'percent-encoding in a URL',
    provider('calendars: [{ type: caldav, url: "https://x.example/a%20%41" }]'),
  ],
  ['a percent sign in a sentence', provider('note: { en: Mailboxes are 90% full }')],
  [
    'percent-encoding in an address to write to',
    provider('support: "mailto:a@x.example?subject=a%20b"'),
  ],
  ['what a document says of its own', provider('extensions: [{ element: a, text: "%KEY%" }]')],
  ['neither incoming nor outgoing servers', provider('incomingServers: []', 'outgoingServers: []')],
  [
    'languages',
    provider('language: pt-BR', 'note: { x-default: A, zh-Hant-TW: B, sr-Latn: C, haw: D }'),
  ],
  ['a host name of digits', server('hostname: 1.example')],
])('SM-2 no warning: %s', async (_title, text) => {
  const { told } = await judge(text, [])
  expect(told).toEqual([])
})

const TOO_LONG = 'characters clients expect'

test.each([
  [
    '61 characters (design: warned about, and served)',
    provider(`displayName: »${'x'.repeat(61)}`),
    `${P}.displayName: longer than the 60 ${TOO_LONG}`,
  ],
  [
    'a short name of 21',
    provider(`displayShortName: »${'x'.repeat(21)}`),
    `${P}.displayShortName: longer than the 20 ${TOO_LONG}`,
  ],
  [
    'a host name with a space',
    server('hostname: »imap example.net'),
    'error providers.p.incomingServers.0.hostname: is no host name; write it like imap.example.com, without scheme, port and spaces',
  ],
  [
    'port 0',
    server('port: »0'),
    'error providers.p.incomingServers.0.port: must be between 1 and 65535',
  ],
  [
    'port 65536',
    server('port: »65536'),
    'error providers.p.incomingServers.0.port: must be between 1 and 65535',
  ],
  ['port abc', server('port: »abc'), 'error providers.p.incomingServers.0.port: must be a number'],
])('AC-T32 %s', async (_title, marked, says) => {
  const { told, expected } = await judge(marked, [says])
  expect(told).toEqual(expected)
})
