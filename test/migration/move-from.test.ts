// import --from: what a running service says of each domain, as few providers and exact overrides.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseXml } from '../../src/format/read-xml-document.js'
import type { XmlElement } from '../../src/format/xml-document.js'
import { differences } from '../../src/protocols/autoconfig/equality.js'
import { mailconfHere } from '../cli/mailconf.js'
import { temporaryFolder } from '../helpers/settings.js'
import { served } from './served.js'
import { type Answering, said, startOther } from './other-service.js'

interface Moved {
  code: number | null
  out: string
  err: string[]
  value: { providers?: Record<string, unknown>; domains?: Record<string, unknown> } | null
  requests: string[]
}

async function move(answer: Answering, list: readonly string[], path = ''): Promise<Moved> {
  const { origin, requests } = await startOther(answer)
  const folder = await temporaryFolder({ list: list.join('\n') })
  const file = join(folder, 'list')
  const { code, out, err } = await mailconfHere([
    'import',
    '--from',
    `${origin}${path}`,
    '--domains',
    file,
  ])
  const lines = err.replaceAll(file, 'LIST').replaceAll(origin, 'ORIGIN').split('\n').slice(0, -1)
  return { code, out, err: lines, value: parse(out) as Moved['value'], requests }
}

const AUTOMX2: Answering = ({ localPart, domain }) =>
  said({
    domains: ['one.example', 'two.example'],
    username: `${localPart}@${domain}`,
    method: 'plain',
    inside: '<identity />',
  })

test('a service that resolves placeholders: one provider, placeholders again, domains mapped to it', async () => {
  const { code, out, err, requests } = await move(AUTOMX2, [
    '# ours',
    '',
    'one.example',
    'two.example',
  ])
  expect(out.slice(out.indexOf('providers:'))).toBe(`providers:
  example:
    id: automx2-1000
    displayName: Example Inc.
    displayShortName: Example
    hostname: imap.hoster.example
    incomingServers: [imap]
    outgoingServers:
      - { type: smtp, socketType: STARTTLS }

domains:
  one.example: example
  two.example: example
`)
  expect(err).toEqual([
    'one.example: note: an empty identity is left out (said once for all domains)',
    'one.example: note: it lists other domains than the one that is asked for; here each is told its own name alone (said once for all domains)',
    'one.example: note: authentication "plain" becomes "password-cleartext" (said once for all domains)',
    'stdout: 1 provider, 2 domains imported, 0 warnings',
  ])
  expect(code).toBe(0)
  // Two that nobody has, for each domain.
  expect(requests).toHaveLength(4)
  expect(new Set(requests).size).toBe(4)
})

test.each([
  ['the address', ({ localPart, domain }) => `${localPart}@${domain}`, '%EMAILADDRESS%'],
  ['the local part', ({ localPart }) => localPart, '%EMAILLOCALPART%'],
  [
    'both, with a dot',
    ({ localPart, domain }) => `${localPart}.${domain}`,
    '%EMAILLOCALPART%.%EMAILDOMAIN%',
  ],
  ['a placeholder', () => '%EMAILLOCALPART%', '%EMAILLOCALPART%'],
  ['the same for everybody', () => 'shared', 'shared'],
] satisfies [string, (asked: { localPart: string; domain: string }) => string, string][])(
  'a log-in that is %s',
  async (_title, login, username) => {
    const { code, value } = await move(
      (asked) => said({ username: login(asked) }),
      ['a.example', 'b.example'],
    )
    expect(code).toBe(0)
    const expected = username === '%EMAILADDRESS%' ? undefined : username
    expect(value?.providers).toMatchObject({
      example: expected === undefined ? {} : { username: expected },
    })
    expect(JSON.stringify(value?.providers).includes('username')).toBe(expected !== undefined)
    expect(value?.domains).toEqual({ 'a.example': 'example', 'b.example': 'example' })
  },
)

test('names and one shared host that differ become overrides of their domains', async () => {
  const { code, value } = await move(
    ({ localPart, domain }) =>
      said({
        id: domain,
        domains: [domain],
        displayName: domain === 'c.example' ? 'C &amp; Sons' : 'Example Inc.',
        hostname: domain === 'b.example' ? 'mail.b.example' : 'mail.hoster.example',
        username: `${localPart}@${domain}`,
      }),
    ['a.example', 'b.example', 'c.example', 'd.example'],
  )
  expect(code).toBe(0)
  expect(Object.keys(value?.providers ?? {})).toEqual(['example'])
  expect(value?.domains).toEqual({
    'a.example': 'example',
    'b.example': { provider: 'example', hostname: 'mail.b.example' },
    'c.example': { provider: 'example', displayName: 'C & Sons' },
    'd.example': 'example',
  })
})

test('several hosts that differ make a provider of their own', async () => {
  const { value } = await move(
    ({ localPart, domain }) =>
      said({
        hostname: `imap.${domain}`,
        smtp: `smtp.${domain}`,
        username: `${localPart}@${domain}`,
      }),
    ['a.example', 'b.example'],
  )
  expect(value?.domains).toEqual({ 'a.example': 'example', 'b.example': 'b.example' })
})

test('what is imported is served, domain by domain, as the other service says it', async () => {
  const answer: Answering = ({ domain }) =>
    said({
      id: domain,
      domains: [domain],
      displayName: `Mail of ${domain}`,
      hostname: `mail.${domain}`,
      username: '%EMAILLOCALPART%',
    })
  const { out } = await move(answer, ['a.example', 'b.example'])
  for (const domain of ['a.example', 'b.example']) {
    const original = parseXml(Buffer.from(String(answer({ domain, localPart: '', path: '' }))))
    const root: XmlElement = original.ok ? original.root : { element: 'none' }
    expect(differences(root, await served(out, domain))).toEqual([])
  }
})

test('log-ins out of a directory are named: by domain, or by mailbox where only some are odd', async () => {
  let count = 0
  const { code, err, value } = await move(
    ({ localPart, domain }) => {
      if (domain === 'ldap.example') return said({ username: `uid${(count += 1)}` })
      if (localPart === 'odd') return said({ username: 'x123' })
      return said({ username: `${localPart}@${domain}` })
    },
    ['ldap.example', 'odd@some.example', 'even@some.example', 'even@good.example'],
  )
  expect(code).toBe(1)
  expect(err.slice(0, 2)).toEqual([
    'ldap.example: not imported: incomingServer[1]/username[1], outgoingServer[1]/username[1] differs from mailbox to mailbox and is no function of the address',
    'odd@some.example: not imported, nor is its domain: incomingServer[1]/username[1] differs from mailbox to mailbox and is no function of the address',
  ])
  expect(value?.domains).toEqual({ 'good.example': 'example' })
})

const ONLY_EXISTING: Answering = ({ localPart, domain }) =>
  ['jonas', 'ona'].includes(localPart) ? said({ username: `${localPart}@${domain}` }) : 404

test('a service that answers for existing mailboxes alone wants two of them', async () => {
  const { code, err, value } = await move(ONLY_EXISTING, [
    'none.example',
    'jonas@one.example',
    'jonas@two.example',
    'ona@two.example',
  ])
  expect(code).toBe(1)
  expect(err.slice(0, 2)).toEqual([
    'none.example: not imported: it answers with status 404; if it knows the domain it answers only for existing mailboxes: list addresses instead',
    'one.example: not imported: it answers with status 404 for mailboxes that are made up; list a second address of this domain',
  ])
  expect(value?.domains).toEqual({ 'two.example': 'example' })
})

test('a mailbox that is listed and gets no answer is named, and the domain is imported', async () => {
  const { code, err, value } = await move(
    ({ localPart, domain }) =>
      localPart === 'gone' ? 410 : said({ username: `${localPart}@${domain}` }),
    ['gone@a.example'],
  )
  expect(code).toBe(1)
  expect(err[0]).toBe('gone@a.example: it answers with status 410')
  expect(value?.domains).toEqual({ 'a.example': 'example' })
})

test.each([
  ['an ISPDB: the domain is appended', '/v1.1/', '/v1.1/a.example', 1],
  [
    'places to fill in',
    '/x/%EMAILDOMAIN%?emailaddress=%EMAILADDRESS%',
    /^\/x\/a\.example\?emailaddress=mc\w+%40a\.example$/,
    2,
  ],
  [
    'a path: the address is asked for',
    '/own.xml',
    /^\/own\.xml\?emailaddress=mc\w+%40a\.example$/,
    2,
  ],
  ['an origin', '/', /^\/mail\/config-v1\.1\.xml\?emailaddress=mc\w+%40a\.example$/, 2],
])('--from with %s', async (_title, path, asked, times) => {
  const { code, requests, value } = await move(
    () => said({ username: '%EMAILADDRESS%' }),
    ['a.example'],
    path,
  )
  expect(code).toBe(0)
  for (const request of requests) {
    if (typeof asked === 'string') expect(request).toBe(asked)
    else expect(request).toMatch(asked)
  }
  expect(requests).toHaveLength(times)
  expect(value?.domains).toEqual({ 'a.example': 'example' })
})

test.each([
  ['a status', () => 503, 'it answers with status 503'],
  [
    'something else',
    () => '<html></html>',
    'it answers with something that is no autoconfig document',
  ],
  ['redirects without end', () => 302, 'it redirects more than 10 times'],
  [
    'no server',
    () => '<clientConfig version="1.1"><emailProvider id="x"/></clientConfig>',
    'it names no mail server',
  ],
] satisfies [string, Answering, string][])(
  'an answer with %s is named',
  async (_title, answer, message) => {
    const { code, out, err } = await move(answer, ['a.example'])
    expect(err[0]).toBe(`a.example: not imported: ${message}`)
    expect(err.at(-1)).toBe('stdout: there is nothing to import; nothing is written')
    expect([code, out]).toEqual([1, ''])
  },
)

test('a URL that an address makes none of', async () => {
  const folder = await temporaryFolder({ list: 'a.example' })
  const from = 'http://%EMAILADDRESS%/'
  const args = ['import', '--from', from, '--domains', join(folder, 'list')]
  const { code, err } = await mailconfHere(args)
  expect([code, err.split('\n')[0]]).toEqual([1, 'a.example: not imported: there is no such URL'])
})

test('nobody answers: it stops, and does not go through the whole list', async () => {
  const domains = Array.from({ length: 100 }, (_, index) => `d${index}.example`)
  const folder = await temporaryFolder({ list: domains.join('\n') })
  const { code, err } = await mailconfHere([
    'import',
    '--from',
    'http://127.0.0.1:9',
    '--domains',
    join(folder, 'list'),
  ])
  expect(code).toBe(1)
  expect(err).toContain('d0.example: not imported: port 9 is closed\n')
  expect(err).toContain('d19.example: nobody answers any more; the other 80 were not asked for\n')
  expect(err).not.toContain('d20.example')
})

test('lines of the list that are neither are named; the rest is asked for', async () => {
  const { code, err, value } = await move(
    () => said({ username: '%EMAILADDRESS%' }),
    ['A.Example', 'a b', '@nobody', '  b.example  '],
  )
  expect(code).toBe(1)
  expect(err.slice(0, 2)).toEqual([
    'LIST:2: is neither a domain nor an address',
    'LIST:3: is neither a domain nor an address',
  ])
  expect(value?.domains).toEqual({ 'a.example': 'example', 'b.example': 'example' })
})
