// What stands behind a domain: a provider's settings, with or without changes, no mail, or another place.
import { expect, test } from 'vitest'
import type { Entry } from '../../src/settings/table.js'
import { tableOf } from '../helpers/settings.js'

const PROVIDERS = `publicUrl: https://setup.example.net
providers:
  shared:
    displayName: Shared
    displayShortName: Short
    hostname: mail.%EMAILDOMAIN%
    username: "%EMAILLOCALPART%.%EMAILDOMAIN%"
    incomingServers: [imap, { type: pop3, hostname: pop.example.net, username: "%EMAILADDRESS%" }]
    outgoingServers: [smtp]
    oAuth2: { issuer: a.example, scope: mail }
    domains: [own.example, { name: mx.own.example, purpose: mx }, OWN.example]
  other: { displayName: Other, hostname: other.example, incomingServers: [imap], outgoingServers: [smtp] }
domains:
`

async function find(domain: string, ...entries: string[]): Promise<Entry | undefined> {
  const lines = entries.map((entry) => `  ${entry}\n`).join('')
  return (await tableOf(PROVIDERS + lines)).find(domain)
}

async function settingsOf(domain: string, ...entries: string[]) {
  const entry = await find(domain, ...entries)
  if (entry?.kind !== 'settings') throw new Error(`${domain}: ${entry?.kind ?? 'unknown'}`)
  return entry
}

test.each([
  ['own.example', 'own domains'],
  ['mx.own.example', 'own domains'],
  ['mapped.example', 'asked domain'],
  ['wild.card.example', 'asked domain'],
  ['changed.example', 'asked domain'],
])('SM-2 %s publishes its %s', async (domain, publishes) => {
  const entry = await settingsOf(
    domain,
    'mapped.example: shared',
    '"*.card.example": shared',
    'changed.example: { provider: shared, displayName: A }',
  )
  expect(entry.publishes).toBe(publishes)
})

test('SM-2 the own domains of a provider, in A-labels, with their purpose', async () => {
  const { provider } = await settingsOf('own.example', 'a.example: shared')
  expect(provider.domains).toEqual([
    { name: 'own.example' },
    { name: 'mx.own.example', purpose: 'mx' },
    { name: 'own.example' },
  ])
})

test('SM-2 domains of one provider share one entry, an entry with changes has its own', async () => {
  const lines = [
    'a.example: shared',
    'b.example: { provider: shared }',
    'c.example: { provider: shared, note: C }',
  ]
  const table = await tableOf(PROVIDERS + lines.map((line) => `  ${line}\n`).join(''))
  expect(table.find('b.example')).toBe(table.find('a.example'))
  expect(table.find('c.example')).not.toBe(table.find('a.example'))
})

// what replaces, and the servers that come of it: hostname, port, username
test.each<[string, string, [string, number, string][]]>([
  [
    'nothing that concerns servers',
    'displayName: A',
    [
      ['mail.%EMAILDOMAIN%', 993, '%EMAILLOCALPART%.%EMAILDOMAIN%'],
      ['pop.example.net', 995, '%EMAILADDRESS%'],
    ],
  ],
  [
    'hostname, for servers without one of their own',
    'hostname: mail.two.example',
    [
      ['mail.two.example', 993, '%EMAILLOCALPART%.%EMAILDOMAIN%'],
      ['pop.example.net', 995, '%EMAILADDRESS%'],
    ],
  ],
  [
    'socketType',
    'socketType: STARTTLS',
    [
      ['mail.%EMAILDOMAIN%', 143, '%EMAILLOCALPART%.%EMAILDOMAIN%'],
      ['pop.example.net', 110, '%EMAILADDRESS%'],
    ],
  ],
  [
    'username, for servers without one of their own',
    'username: "%EMAILADDRESS%"',
    [
      ['mail.%EMAILDOMAIN%', 993, '%EMAILADDRESS%'],
      ['pop.example.net', 995, '%EMAILADDRESS%'],
    ],
  ],
  [
    'the list of servers, as a whole',
    'incomingServers: [pop3]',
    [['mail.%EMAILDOMAIN%', 995, '%EMAILLOCALPART%.%EMAILDOMAIN%']],
  ],
])('SM-2 an entry replaces %s', async (_title, override, servers) => {
  const { provider } = await settingsOf('a.example', `a.example: { provider: shared, ${override} }`)
  expect(
    provider.incomingServers.map(({ hostname, port, username }) => [hostname, port, username]),
  ).toEqual(servers)
})

test('SM-2 a field replaces the whole field, and leaves all others', async () => {
  const entry = 'a.example: { provider: shared, oAuth2: { issuer: b.example }, displayName: A }'
  const { provider } = await settingsOf('a.example', entry)
  expect(provider).toMatchObject({ displayName: 'A', displayShortName: 'Short', key: 'shared' })
  expect(provider.oAuth2).toEqual({ issuer: 'b.example' })
  expect(provider.domains).toEqual([])
})

test.each<[string, string, Entry]>([
  ['none', 'a.example: none', { kind: 'none' }],
  [
    'redirect',
    'a.example: { redirect: { autoconfig: "https://b.example/mail/config-v1.1.xml" } }',
    { kind: 'redirect', redirect: { autoconfig: 'https://b.example/mail/config-v1.1.xml' } },
  ],
  [
    'redirectAddr to a domain that is not ours',
    'a.example: { redirectAddr: "%EMAILLOCALPART%@b.example" }',
    { kind: 'moved', address: '%EMAILLOCALPART%@b.example' },
  ],
  [
    'redirectAddr to a domain without mail',
    'a.example: { redirectAddr: x@b.example }\n  b.example: none',
    { kind: 'none' },
  ],
  [
    'redirectAddr to a domain that somebody else answers for',
    'a.example: { redirectAddr: x@b.example }\n  b.example: { redirect: { page: "https://c.example/" } }',
    { kind: 'moved', address: 'x@b.example' },
  ],
  [
    'a chain to a domain that somebody else answers for',
    'a.example: { redirectAddr: "a-%EMAILLOCALPART%@b.example" }\n  b.example: { redirectAddr: "b-%EMAILLOCALPART%@c.example" }\n  c.example: { redirect: { autodiscover: "https://d.example/autodiscover/autodiscover.xml" } }',
    { kind: 'moved', address: 'b-a-%EMAILLOCALPART%@c.example' },
  ],
  [
    'a chain that ends elsewhere',
    'a.example: { redirectAddr: "%EMAILLOCALPART%.a@b.example" }\n  b.example: { redirectAddr: "b-%EMAILLOCALPART%@c.example" }',
    { kind: 'moved', address: 'b-%EMAILLOCALPART%.a@c.example' },
  ],
])('SM-2 entry: %s', async (_title, entries, expected) => {
  expect(await find('a.example', entries)).toEqual(expected)
})

// where the mailboxes went; who answers; the address; the IMAP server's hostname and username
test.each<[string, string[], [string, string, string, string]]>([
  [
    'to a domain of ours',
    ['a.example: { redirectAddr: "%EMAILLOCALPART%@b.example" }', 'b.example: shared'],
    ['shared', '%EMAILLOCALPART%@b.example', 'mail.b.example', '%EMAILLOCALPART%.b.example'],
  ],
  [
    'to a domain that stands above in the file',
    ['b.example: shared', 'a.example: { redirectAddr: "%EMAILLOCALPART%@b.example" }'],
    ['shared', '%EMAILLOCALPART%@b.example', 'mail.b.example', '%EMAILLOCALPART%.b.example'],
  ],
  [
    'all to one mailbox',
    ['a.example: { redirectAddr: all@b.example }', 'b.example: shared'],
    ['shared', 'all@b.example', 'mail.b.example', 'all.b.example'],
  ],
  [
    "to a provider's own domain",
    ['a.example: { redirectAddr: "%EMAILLOCALPART%@own.example" }'],
    ['shared', '%EMAILLOCALPART%@own.example', 'mail.own.example', '%EMAILLOCALPART%.own.example'],
  ],
  [
    'to a U-label',
    [
      'a.example: { redirectAddr: "%EMAILLOCALPART%@bücher.example" }',
      'xn--bcher-kva.example: shared',
    ],
    [
      'shared',
      '%EMAILLOCALPART%@xn--bcher-kva.example',
      'mail.xn--bcher-kva.example',
      '%EMAILLOCALPART%.xn--bcher-kva.example',
    ],
  ],
  [
    'below a wildcard',
    ['a.example: { redirectAddr: "%EMAILLOCALPART%@x.b.example" }', '"*.b.example": shared'],
    ['shared', '%EMAILLOCALPART%@x.b.example', 'mail.x.b.example', '%EMAILLOCALPART%.x.b.example'],
  ],
  [
    'a wildcard to a domain of ours',
    [
      '"*.z.example": { redirectAddr: "%EMAILLOCALPART%@b.example" }',
      'b.example: shared',
      'a.example: none',
    ],
    ['shared', '%EMAILLOCALPART%@b.example', 'mail.b.example', '%EMAILLOCALPART%.b.example'],
  ],
  [
    'to an entry with changes',
    [
      'a.example: { redirectAddr: "%EMAILLOCALPART%@b.example" }',
      'b.example: { provider: shared, hostname: fixed.example }',
    ],
    ['shared', '%EMAILLOCALPART%@b.example', 'fixed.example', '%EMAILLOCALPART%.b.example'],
  ],
  [
    'in a chain, the last first',
    [
      'a.example: { redirectAddr: "a-%EMAILLOCALPART%@b.example" }',
      'b.example: { redirectAddr: "b-%EMAILLOCALPART%@c.example" }',
      'c.example: shared',
    ],
    [
      'shared',
      'b-a-%EMAILLOCALPART%@c.example',
      'mail.c.example',
      'b-a-%EMAILLOCALPART%.c.example',
    ],
  ],
  [
    'in a chain, the first last',
    [
      'c.example: shared',
      'b.example: { redirectAddr: "b-%EMAILLOCALPART%@c.example" }',
      'a.example: { redirectAddr: "a-%EMAILLOCALPART%@b.example" }',
    ],
    [
      'shared',
      'b-a-%EMAILLOCALPART%@c.example',
      'mail.c.example',
      'b-a-%EMAILLOCALPART%.c.example',
    ],
  ],
])('SM-3 redirectAddr %s', async (_title, entries, expected) => {
  const asked = entries.some((entry) => entry.includes('*.z')) ? 'y.z.example' : 'a.example'
  const { provider, address, publishes } = await settingsOf(asked, ...entries)
  const [imap] = provider.incomingServers
  expect([provider.key, address, imap?.hostname, imap?.username]).toEqual(expected)
  expect(publishes).toBe('asked domain')
})

test('SM-3 a chain of 20,000 moves', async () => {
  const entries = Array.from(
    { length: 20_000 },
    (_, index) => `d${index}.example: { redirectAddr: "%EMAILLOCALPART%@d${index + 1}.example" }`,
  )
  const { address } = await settingsOf('d0.example', ...entries, 'd20000.example: other')
  expect(address).toBe('%EMAILLOCALPART%@d20000.example')
})
