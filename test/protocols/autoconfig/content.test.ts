// What the documents say.
import { expect, test } from 'vitest'
import { all, textOf } from '../../helpers/xml.js'
import { ask, fixtureTable, startFixture } from './ask.js'
import { documentOf, documentWith, everywhere, SERVERS, servers } from './served.js'

test.each([
  'Jonas & Co',
  '<Mail> "of" \'ours\'',
  'a]]>b && c; &d',
  'Ąžuolas 中文 🦊',
  '$& $1 %EMAILDOMAIN%',
])('AC-T31 the name %s is escaped once and reads the same', async (displayName) => {
  const { root, body } = await documentWith({ ...SERVERS, displayName })
  expect(textOf(root, 'emailProvider', 'displayName')).toBe(displayName)
  expect(body).not.toContain('&amp;lt;')
})

test('AC-T31 the bytes of an ampersand', async () => {
  const { body } = await ask(await startFixture(), { target: '/v1.1/overridden.example' })
  expect(body).toContain('    <displayName>Jonas &amp; Co</displayName>\n')
})

test('AC-T51 the same in an attribute, and in a text of several lines', async () => {
  const { root, body } = await documentWith({
    ...SERVERS,
    enable: {
      visiturl: 'https://www.example.org/?a=1&b="2"',
      instruction: 'First\nthen <b> & "c"',
    },
  })
  expect(body).toContain('visiturl="https://www.example.org/?a=1&amp;b=&quot;2&quot;"')
  const [enable] = all(root, 'emailProvider', 'enable')
  expect(enable?.attributes['visiturl']).toBe('https://www.example.org/?a=1&b="2"')
  expect(enable?.children[0]?.text).toBe('First\nthen <b> & "c"')
})

// Nobody sorts: the order of the table is the provider's preference.
const ORDERS: readonly [title: string, domain: string, servers: readonly string[]][] = [
  [
    'AC-T37 everything',
    'full.example',
    [
      'imap 993 SSL',
      'imap 143 STARTTLS',
      'pop3 995 SSL',
      'jmap',
      'ews',
      'activeSync',
      'graph',
      'smtp 465 SSL',
      'smtp 587 STARTTLS',
    ],
  ],
  [
    'AC-T39 STARTTLS alone, one of each',
    'starttls.example',
    ['imap 143 STARTTLS', 'smtp 587 STARTTLS'],
  ],
  [
    'AC-T40 SSL and STARTTLS',
    'both.example',
    ['imap 993 SSL', 'imap 143 STARTTLS', 'smtp 465 SSL', 'smtp 587 STARTTLS'],
  ],
  ['AC-T41 plain', 'plain.example', ['imap 143 plain', 'smtp 25 plain']],
  ['AC-T45 POP3 alone', 'pop.example', ['pop3 995 SSL', 'smtp 465 SSL']],
  ['AC-T46 receiving alone', 'receiving.example', ['imap 993 SSL']],
  ['AC-W the nearest wildcard', 'x.deep.campus.example', ['pop3 995 SSL', 'smtp 465 SSL']],
  ['AC-W the wildcard above it', 'deep.campus.example', ['imap 143 STARTTLS', 'smtp 587 STARTTLS']],
]

test.each(ORDERS)('%s: servers as the table has them', async (_title, domain, expected) => {
  expect(servers(await documentOf(domain))).toEqual(expected)
})

test('AC-T38 JMAP first, if the table says so', async () => {
  const incomingServers = [{ type: 'jmap', url: 'https://jmap.example.org/' }, 'pop3', 'imap']
  const { root } = await documentWith({ ...SERVERS, incomingServers })
  expect(servers(root)).toEqual(['jmap', 'pop3 995 SSL', 'imap 993 SSL', 'smtp 465 SSL'])
})

test('AC-T42 one form of user name in every section, calendars too', async () => {
  const names = everywhere(await documentOf('local.example'), 'username').map(({ text }) => text)
  expect(names).toEqual(['%EMAILLOCALPART%', '%EMAILLOCALPART%', '%EMAILLOCALPART%'])
})

test('AC-T43 OAuth2 before the password, and where to get a token', async () => {
  const root = await documentOf('oauth.example')
  for (const server of [
    ...everywhere(root, 'incomingServer'),
    ...everywhere(root, 'outgoingServer'),
  ]) {
    expect(all(server, 'authentication').map(({ text }) => text)).toEqual([
      'OAuth2',
      'password-cleartext',
    ])
  }
  const [oAuth2] = all(root, 'oAuth2')
  expect(
    Object.fromEntries((oAuth2?.children ?? []).map(({ name, text }) => [name, text])),
  ).toEqual({
    issuer: 'id.example-hosting.net',
    scope: 'mail calendars contacts offline_access',
    authURL: 'https://id.example-hosting.net/authorize',
    tokenURL: 'https://id.example-hosting.net/token',
    clientID: 'public-mail-client',
  })
})

test('AC-T47 a domain of the MX comes after a plain one, and says what it is', async () => {
  const domains = all(await documentOf('mx.full.example'), 'emailProvider', 'domain')
  expect(domains.map(({ text, attributes }) => [text, attributes])).toEqual([
    ['full.example', {}],
    ['mx.full.example', { purpose: 'mx' }],
  ])
})

test.each(['calendar', 'addressbook', 'fileShare'])(
  'AC-T48 %s is a child of the root',
  async (name) => {
    const [section] = all(await documentOf('full.example'), name)
    expect(section?.children.map((child) => [child.name, child.attributes, child.text])).toEqual([
      ['url', {}, expect.stringMatching(/^https:\/\/dav\.full\.example\//)],
      ['authentication', { system: 'http' }, 'Basic'],
      ['username', {}, '%EMAILADDRESS%'],
    ])
  },
)

test('AC-T49 EWS has both forms of a password, for the draft and for Thunderbird', async () => {
  const ews = all(await documentOf('full.example'), 'emailProvider', 'incomingServer').find(
    ({ attributes }) => attributes['type'] === 'ews',
  )
  expect(ews?.children.map((child) => [child.name, child.attributes, child.text])).toEqual([
    ['url', {}, 'https://mail.full.example/ews/exchange.asmx'],
    ['authentication', { system: 'http' }, 'Basic'],
    ['authentication', {}, 'password-cleartext'],
    ['username', {}, '%EMAILADDRESS%'],
  ])
})

const HOSTED = [...(await fixtureTable()).entries()].map(([name]) => name.replace('*', 'any'))

test.each(HOSTED)('AC-T50 %s: no password, no word that was given up', async (domain) => {
  const { status, body } = await ask(await startFixture(), { target: `/v1.1/${domain}` })
  expect([200, 302, 404]).toContain(status)
  expect(body).not.toMatch(/<password>|clientSecret|%REALNAME%|inputField|serverURL|addressBook/)
})

// The placeholders of a target speak of the new address.
const MOVED: readonly [domain: string, hostname: string, username: string][] = [
  ['moved.example', 'ssl0.ovh.net', '%EMAILLOCALPART%@example.lt'],
  ['moved-twice.example', 'ssl0.ovh.net', '%EMAILLOCALPART%@example.lt'],
  ['moved-local.example', 'mail.example-hosting.net', '%EMAILLOCALPART%'],
  ['moved-hosts.example', 'mail.overridden.example', '%EMAILLOCALPART%@overridden.example'],
  ['collected.example', 'ssl0.ovh.net', 'all@example.lt'],
]

test.each(MOVED)('AC-R %s: hosts %s, user name %s', async (domain, hostname, username) => {
  const root = await documentOf(domain)
  expect(new Set(everywhere(root, 'hostname').map(({ text }) => text))).toEqual(new Set([hostname]))
  expect(new Set(everywhere(root, 'username').map(({ text }) => text))).toEqual(new Set([username]))
  expect(textOf(root, 'emailProvider', 'domain')).toBe(domain)
})

test('AC-O an override replaces its fields, the rest is the provider’s', async () => {
  const root = await documentOf('overridden.example')
  expect(textOf(root, 'emailProvider', 'displayShortName')).toBe('Example')
  expect(new Set(everywhere(root, 'hostname').map(({ text }) => text))).toEqual(
    new Set(['mail.%EMAILDOMAIN%']),
  )
  expect(everywhere(root, 'documentation')).toEqual([])
})
