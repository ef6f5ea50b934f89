// Seed files of automx2: what its own documentation shows, both forms of them, and what cannot be taken over.
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { join } from 'node:path'
import { mailconfHere } from '../cli/mailconf.js'
import { temporaryFolder } from '../helpers/settings.js'

interface Imported {
  code: number | null
  err: string
  out: string
  value: { providers: Record<string, unknown>; domains: Record<string, unknown> } | null
}

async function importSeed(seed: unknown): Promise<Imported> {
  const text = typeof seed === 'string' ? seed : JSON.stringify(seed)
  const folder = await temporaryFolder({ 'seed.json': text })
  const { code, out, err } = await mailconfHere(['import', join(folder, 'seed.json')])
  return {
    code,
    out,
    err: err.replaceAll(`${folder}/`, ''),
    value: parse(out) as Imported['value'],
  }
}

const SERVERS = [
  { type: 'imap', name: 'imap.example.com' },
  { type: 'smtp', name: 'smtp.example.com' },
]
const SEED = { provider: 'Example Inc.', domains: ['example.com'], servers: SERVERS }

test('the seed that automx2 documents, as settings', async () => {
  const { code, out, err } = await importSeed({
    ...SEED,
    domains: ['example.com', 'Example.NET'],
    servers: [
      ...SERVERS,
      { type: 'caldav', port: 443, url: 'https://dav.example.net/%EMAILADDRESS%/Calendar/' },
      { type: 'carddav', port: 8443, url: 'https://dav.example.net/%EMAILADDRESS%/Contacts/' },
    ],
  })
  expect(out.slice(out.indexOf('providers:'))).toBe(`providers:
  example:
    displayName: Example Inc.
    displayShortName: Example
    incomingServers:
      - { type: imap, hostname: imap.example.com }
    outgoingServers:
      - { type: smtp, hostname: smtp.example.com }
    calendars:
      - { type: caldav, url: https://dav.example.net/%EMAILADDRESS%/Calendar/ }
    addressbooks:
      - { type: carddav, url: https://dav.example.net:8443/%EMAILADDRESS%/Contacts/ }

domains:
  example.com: example
  example.net: example
`)
  expect([code, err]).toEqual([0, 'stdout: 1 provider, 2 domains imported, 0 warnings\n'])
})

test('what a server leaves out is what automx2 fills in; the lowest prio comes first', async () => {
  const { value } = await importSeed({
    ...SEED,
    servers: [
      { type: 'imap', name: 'a.example.com', port: 143, prio: 20 },
      { type: 'pop', name: 'b.example.com' },
      { type: 'imap', name: 'c.example.com', prio: 5, user_name: '%EMAILLOCALPART%' },
      { type: 'smtp', name: 'd.example.com', port: 587 },
      {
        type: 'smtp',
        name: 'e.example.com',
        port: 25,
        socket_type: 'plain',
        authentication: 'none',
      },
      { type: 'smtp', name: 'f.example.com', authentication: 'NTLM' },
    ],
  })
  expect(value?.providers['example']).toMatchObject({
    incomingServers: [
      { type: 'imap', hostname: 'c.example.com', username: '%EMAILLOCALPART%' },
      { type: 'pop3', hostname: 'b.example.com' },
      { type: 'imap', hostname: 'a.example.com', socketType: 'STARTTLS' },
    ],
    outgoingServers: [
      { type: 'smtp', hostname: 'd.example.com', socketType: 'STARTTLS' },
      {
        type: 'smtp',
        hostname: 'e.example.com',
        port: 25,
        socketType: 'plain',
        authentication: 'none',
        username: '%EMAILADDRESS%',
      },
      { type: 'smtp', hostname: 'f.example.com', authentication: 'NTLM' },
    ],
  })
})

test('several providers in one file, and DAV servers in a list of their own', async () => {
  const { code, value } = await importSeed({
    providers: [
      { ...SEED, davservers: [{ type: 'caldav', url: 'https://dav.example.com/', use_ssl: true }] },
      { ...SEED, provider: 'Other', short_name: 'O', domains: [{ name: 'other.example' }] },
    ],
  })
  expect(code).toBe(0)
  expect(value).toMatchObject({
    providers: {
      example: { calendars: [{ type: 'caldav', url: 'https://dav.example.com/' }] },
      o: { displayName: 'Other' },
    },
    domains: { 'example.com': 'example', 'other.example': 'o' },
  })
})

test('domains whose log-ins come from LDAP are named and left out, and no password is printed', async () => {
  const { code, out, err, value } = await importSeed({
    version: 2,
    ...SEED,
    domains: [{ name: 'example.com' }, { name: 'ldap.example', ldapserver_id: 42 }],
    ldapservers: [
      { id: 42, name: 'ldap.example.com', bind_password: 'CLEARTEXT', bind_user: 'uid=tech' },
    ],
  })
  expect(code).toBe(1)
  expect(err).toContain(
    'ldap.example: not imported: its log-ins come from LDAP and are no function of the address\n',
  )
  expect(out + err).not.toMatch(/CLEARTEXT|uid=tech/)
  expect(value?.domains).toEqual({ 'example.com': 'example' })
})

test.each([
  ['no JSON', '{"provider":', 'not imported: it is no JSON'],
  ['something else', '{ "hello": 1 }', 'not imported: it is no seed of automx2 (provider)'],
  ['nothing', '{}', 'not imported: it is no seed of automx2 (provider)'],
  [
    'null for a provider',
    '{ "providers": [null] }',
    'not imported: it is no seed of automx2 (provider)',
  ],
  [
    'a wrong field',
    { ...SEED, domains: 'example.com' },
    'not imported: it is no seed of automx2 (domains)',
  ],
  [
    'no domain',
    { ...SEED, domains: [] },
    'provider "Example Inc." is not imported: no domain is left for it',
  ],
  [
    'a name that is none',
    { ...SEED, provider: '\u0000' },
    'not imported: its provider has a name that settings cannot keep',
  ],
])('a file with %s is named', async (_title, seed, message) => {
  const { code, out, err } = await importSeed(seed)
  expect(err).toBe(
    `seed.json: ${message}\nstdout: there is nothing to import; nothing is written\n`,
  )
  expect([code, out]).toEqual([1, ''])
})

test.each([
  [
    'a server of no known type',
    { type: 'gopher', name: 'g.example.com' },
    'server g.example.com is left out: its type cannot be used',
  ],
  [
    'a server without a name',
    { type: 'imap' },
    'server without a name is left out: its hostname cannot be used',
  ],
  [
    'an unknown TLS kind',
    { type: 'imap', name: 'g.example.com', socket_type: 'TLS' },
    'server g.example.com is left out: its socketType cannot be used',
  ],
  [
    'an unknown method',
    { type: 'imap', name: 'g.example.com', authentication: 'magic' },
    'server g.example.com is left out: its authentication cannot be used',
  ],
])('%s is named, and the others are imported', async (_title, server, message) => {
  const { code, err, value } = await importSeed({ ...SEED, servers: [server, ...SERVERS] })
  expect(code).toBe(1)
  expect(err).toContain(`seed.json: ${message}\n`)
  expect(value?.providers['example']).toMatchObject({
    incomingServers: [{ hostname: 'imap.example.com' }],
  })
})

test('a domain that is none, and one that stands twice', async () => {
  const { code, err, value } = await importSeed({
    providers: [
      { ...SEED, domains: ['no domain', 'example.com'] },
      { ...SEED, provider: 'Other', domains: ['example.com', 'other.example'] },
    ],
  })
  expect(code).toBe(1)
  expect(err).toContain('seed.json: "no domain" is no domain name; it is left out\n')
  expect(err).toContain('seed.json: example.com: already in seed.json; the first wins\n')
  expect(value?.domains).toEqual({ 'example.com': 'example', 'other.example': 'other' })
})
