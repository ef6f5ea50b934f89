// What a server is when little of it is written: the table of defaults, and their order.
import { expect, test } from 'vitest'
import type { Server } from '../../src/settings/provider.js'
import { tableOf } from '../helpers/settings.js'
import { provider } from './settings-text.js'

type Section = 'incomingServers' | 'outgoingServers' | 'chatServers' | 'setupServers' | 'calendars'

async function only(section: Section, servers: string, ...lines: string[]): Promise<Server> {
  const { providers } = await tableOf(provider(`${section}: [${servers}]`, ...lines))
  const [server] = providers.get('p')?.[section] ?? []
  if (server === undefined) throw new Error('no server')
  return server
}

const SECTION_OF: Record<string, Section> = {
  imap: 'incomingServers',
  pop3: 'incomingServers',
  nntp: 'incomingServers',
  exchange: 'incomingServers',
  smtp: 'outgoingServers',
  managesieve: 'setupServers',
  xmpptcp: 'chatServers',
}

// type; port and socketType as written; both as they are served
test.each([
  ['imap', '', 993, 'SSL'],
  ['imap', 'socketType: SSL', 993, 'SSL'],
  ['imap', 'socketType: STARTTLS', 143, 'STARTTLS'],
  ['imap', 'socketType: plain', 143, 'plain'],
  ['imap', 'port: 993', 993, 'SSL'],
  ['imap', 'port: 143', 143, 'STARTTLS'],
  ['imap', 'port: 2143, socketType: STARTTLS', 2143, 'STARTTLS'],
  ['imap', 'port: 993, socketType: STARTTLS', 993, 'STARTTLS'],
  ['imap', 'port: 587', 587, 'STARTTLS'],
  ['imap', 'port: null', undefined, 'SSL'],
  ['imap', 'socketType: null', undefined, undefined],
  ['imap', 'port: 143, socketType: null', 143, undefined],
  ['pop3', '', 995, 'SSL'],
  ['pop3', 'socketType: STARTTLS', 110, 'STARTTLS'],
  ['pop3', 'socketType: plain', 110, 'plain'],
  ['pop3', 'port: 995', 995, 'SSL'],
  ['pop3', 'port: 110', 110, 'STARTTLS'],
  ['smtp', '', 465, 'SSL'],
  ['smtp', 'socketType: STARTTLS', 587, 'STARTTLS'],
  ['smtp', 'socketType: plain', 587, 'plain'],
  ['smtp', 'port: 465', 465, 'SSL'],
  ['smtp', 'port: 587', 587, 'STARTTLS'],
  ['smtp', 'port: 25, socketType: plain', 25, 'plain'],
  ['managesieve', '', 4190, 'STARTTLS'],
  ['managesieve', 'socketType: STARTTLS', 4190, 'STARTTLS'],
  ['managesieve', 'port: 4190', 4190, 'STARTTLS'],
  ['managesieve', 'port: 5190, socketType: SSL', 5190, 'SSL'],
  ['xmpptcp', '', 5223, 'SSL'],
  ['xmpptcp', 'socketType: STARTTLS', 5222, 'STARTTLS'],
  ['xmpptcp', 'port: 5222', 5222, 'STARTTLS'],
  ['xmpptcp', 'port: 5223', 5223, 'SSL'],
  ['exchange', '', 443, 'SSL'],
  ['exchange', 'port: 443', 443, 'SSL'],
] as const)('SM-2 default of %s {%s}: port %s, %s', async (type, written, port, socketType) => {
  const { port: servedPort, socketType: served } = await only(
    SECTION_OF[type] ?? 'incomingServers',
    `{ type: ${type}${written === '' ? '' : ', '}${written} }`,
  )
  expect([servedPort, served]).toEqual([port, socketType])
})

// the provider's socketType; the server as written; its port and socketType as they are served
test.each([
  ['STARTTLS', 'imap', 143, 'STARTTLS'],
  ['STARTTLS', '{ type: imap, socketType: SSL }', 993, 'SSL'],
  ['SSL', '{ type: imap, port: 2143 }', 2143, 'SSL'],
  ['plain', 'pop3', 110, 'plain'],
] as const)('SM-2 socketType %s of the provider, %s', async (ofProvider, server, port, served) => {
  const { port: servedPort, socketType } = await only(
    'incomingServers',
    server,
    `socketType: ${ofProvider}`,
  )
  expect([servedPort, socketType]).toEqual([port, served])
})

test.each([
  ['imap', 'mail.example.net'],
  ['{ type: imap, hostname: imap.example.net }', 'imap.example.net'],
  ['{ type: imap, hostname: IMAP.Example.NET }', 'imap.example.net'],
  ['{ type: imap, hostname: bücher.example }', 'xn--bcher-kva.example'],
  ['{ type: imap, hostname: "Mail.%EMAILDOMAIN%" }', 'mail.%EMAILDOMAIN%'],
  ['{ type: imap, hostname: "%EMAILDOMAIN%" }', '%EMAILDOMAIN%'],
])('SM-2 hostname of %s: %s', async (server, hostname) => {
  expect((await only('incomingServers', server)).hostname).toBe(hostname)
})

const DAV = 'type: caldav, url: "https://dav.example.net/"'

// section, the provider's authentication, the server as written, what is served
test.each<[Section, string, string, unknown[]]>([
  ['incomingServers', '', 'imap', ['password-cleartext']],
  ['incomingServers', 'OAuth2', 'imap', ['OAuth2']],
  ['incomingServers', '[OAuth2, NTLM]', 'imap', ['OAuth2', 'NTLM']],
  ['incomingServers', 'OAuth2', '{ type: imap, authentication: GSSAPI }', ['GSSAPI']],
  ['incomingServers', 'OAuth2', '{ type: imap, authentication: [], username: null }', []],
  [
    'incomingServers',
    '',
    '{ type: imap, authentication: { sasl: EXTERNAL } }',
    [{ sasl: 'EXTERNAL' }],
  ],
  ['calendars', '', `{ ${DAV} }`, [{ http: 'Basic' }]],
  ['calendars', 'password-cleartext', `{ ${DAV} }`, [{ http: 'Basic' }]],
  ['calendars', 'password-encrypted', `{ ${DAV} }`, [{ http: 'Digest' }]],
  ['calendars', '[OAuth2, password-cleartext]', `{ ${DAV} }`, ['OAuth2', { http: 'Basic' }]],
  [
    'calendars',
    'OAuth2',
    `{ ${DAV}, authentication: { http: Negotiate } }`,
    [{ http: 'Negotiate' }],
  ],
])(
  'SM-2 authentication in %s, provider {%s}, server %s',
  async (section, ofProvider, server, served) => {
    const lines = ofProvider === '' ? [] : [`authentication: ${ofProvider}`]
    expect((await only(section, server, ...lines)).authentication).toEqual(served)
  },
)

// the provider's username, the server as written, what is served
test.each([
  ['', 'imap', '%EMAILADDRESS%'],
  ['%EMAILLOCALPART%', 'imap', '%EMAILLOCALPART%'],
  ['%EMAILLOCALPART%', '{ type: imap, username: "%EMAILADDRESS%" }', '%EMAILADDRESS%'],
  ['%EMAILLOCALPART%', '{ type: imap, username: null }', undefined],
  ['', '{ type: imap, authentication: none }', undefined],
  ['', '{ type: imap, authentication: client-IP-address }', undefined],
  ['', '{ type: imap, authentication: smtp-after-pop }', undefined],
  ['', '{ type: imap, authentication: [none, password-cleartext] }', '%EMAILADDRESS%'],
  ['', '{ type: imap, authentication: none, username: guest }', 'guest'],
])('SM-2 username: provider {%s}, server %s: %s', async (ofProvider, server, served) => {
  const lines = ofProvider === '' ? [] : [`username: "${ofProvider}"`]
  expect((await only('incomingServers', server, ...lines)).username).toBe(served)
})

test('SM-2 what is not written has no default, and lists keep their order', async () => {
  const { providers, general } = await tableOf(
    provider('incomingServers: [pop3, imap, pop3]', 'displayShortName: Mail'),
  )
  const { incomingServers, ...rest } = providers.get('p') ?? {}
  expect(incomingServers?.map(({ type }) => type)).toEqual(['pop3', 'imap', 'pop3'])
  expect(rest).toMatchObject({ key: 'p', displayShortName: 'Mail', domains: [], calendars: [] })
  expect(rest).not.toHaveProperty('id')
  expect(rest).not.toHaveProperty('language')
  expect(general).toMatchObject({
    publicUrl: 'https://setup.example.net',
    autodiscoverUrl: 'https://autodiscover.%EMAILDOMAIN%/autodiscover/autodiscover.xml',
    applePrefix: 'net.example.setup',
    images: new Map(),
    onlyProvider: { key: 'p' },
  })
})
