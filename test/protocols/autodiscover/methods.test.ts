import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { outlook } from './bodies.js'
import { deltaChat, deltaChatRedirect } from './readers.js'
import { PATH, protocolsIn, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const ALL = 'GET, HEAD, POST, OPTIONS'

const forDomain = (domain: string, host = 'mail.example.net') => [
  `IMAP ${host}:993 on/SSL domain ${domain}`,
  `POP3 ${host}:995 on/SSL domain ${domain}`,
  `SMTP ${host}:465 on/SSL domain ${domain}`,
]

const answered: { title: string; host: string; settings: string[] }[] = [
  {
    title: 'AD-T40 autodiscover.example.org',
    host: 'autodiscover.example.org',
    settings: forDomain('example.org'),
  },
  ...[
    'example.org',
    'autodiscover.example.org:443',
    'AutoDiscover.EXAMPLE.ORG',
    'autodiscover.example.org.',
    'autodiscover.example.org.:8443',
    'www.example.org',
  ].map((host) => ({ title: `AD-T41 ${host}`, host, settings: forDomain('example.org') })),
  {
    title: 'AD-T41 an A-label',
    host: 'autodiscover.xn--bcher-kva.example',
    settings: forDomain('xn--bcher-kva.example'),
  },
  {
    title: 'AD-T41 below a wildcard',
    host: 'autodiscover.any.wild.example.com',
    settings: forDomain('any.wild.example.com'),
  },
  {
    title: 'AD-T40 a domain that overrides its provider',
    host: 'autodiscover.override.example.com',
    settings: forDomain('override.example.com', 'own.example.com'),
  },
  {
    title: 'AD-T40 a host name for each domain',
    host: 'of-domain.example.com',
    settings: [
      'IMAP mail.of-domain.example.com:993 on/SSL domain of-domain.example.com',
      'SMTP mail.of-domain.example.com:465 on/SSL domain of-domain.example.com',
    ],
  },
  {
    title: 'AD-T40 STARTTLS',
    host: 'starttls.example.com',
    settings: [
      'IMAP mail.example.net:143 on/TLS domain starttls.example.com',
      'SMTP mail.example.net:587 on/TLS domain starttls.example.com',
    ],
  },
  {
    title: 'AD-T40 no DAV, which needs the log-in',
    host: 'dav.example.com',
    settings: forDomain('dav.example.com'),
  },
  {
    title: 'AD-T40 SMTP without log-in',
    host: 'by-network.example.com',
    settings: [
      'IMAP mail.example.net:993 on/SSL domain by-network.example.com',
      'SMTP mail.example.net:587 on/TLS domain -',
    ],
  },
]

test.each(titled(answered))('%s: GET is told what holds for the domain', async (_title, row) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ method: 'GET', headers: { host: row.host } })
  expect(answer.status).toBe(200)
  expect(protocolsIn(answer)).toEqual(row.settings)
  expect(answer.body).not.toMatch(/LoginName|User>/)
  const types = row.settings.map((one) => one.split(' ')[0]).filter((type) => type !== 'POP3')
  expect(deltaChat(answer.body).map(({ type }) => type)).toEqual(types)
})

test.each([
  ['AD-T42 the central host', 'autodiscover.example.net'],
  ['AD-T42 an unknown host', 'marker.invalid'],
  ['AD-T42 a host below a hosted domain', 'mail.example.org'],
  ['AD-T42 log-ins that are no addresses', 'autodiscover.local.example.com'],
  ['AD-T42 one log-in that is no address', 'autodiscover.split.example.com'],
  ['AD-T42 a host name for each mailbox', 'autodiscover.of-mailbox.example.com'],
  ['AD-T42 another address than the client knows', 'autodiscover.alias.example.com'],
  ['AD-T42 one mailbox for all', 'autodiscover.all.example.com'],
  ['AD-T42 a mailbox that moved', 'autodiscover.gone.example.com'],
  ['AD-T42 a domain without mail', 'autodiscover.off.example.com'],
  ['AD-T42 servers that POX cannot state', 'autodiscover.oauth-only.example.com'],
  ['AD-T42 a redirect of another format', 'autodiscover.elsewhere.example.com'],
  ['AD-T48 an IP address', '127.0.0.1:8080'],
  ['AD-T48 an IPv6 address', '[::1]:8080'],
  ['AD-T48 markup', '<marker>'],
  ['AD-T48 a blank inside', 'example.org marker'],
  ['AD-T48 an at sign', 'marker@example.org'],
  ['AD-T48 nothing', ''],
])('%s (%s): GET is 405, a short text, and POST is the way', async (_title, host) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ method: 'GET', headers: { host } })
  expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } })
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.body).not.toContain('marker')
})

test('AD-T49 GET where another service answers: Delta Chat is sent there', async () => {
  const pox = await startPox(table)
  const answer = await pox.ask({ method: 'GET', headers: { host: 'moved.example.com' } })
  expect(answer.status).toBe(200)
  expect(deltaChatRedirect(answer.body)).toBe(
    'https://autodiscover.other.example/autodiscover/autodiscover.xml',
  )
})

test.each(['autodiscover.example.org', 'moved.example.com', 'autodiscover.example.net'])(
  'AD-T44 HEAD on %s: status and headers of GET, no body',
  async (host) => {
    const pox = await startPox(table)
    const get = await pox.ask({ method: 'GET', headers: { host } })
    const head = await pox.ask({ method: 'HEAD', headers: { host } })
    expect(head.body).toBe('')
    expect(head.status).toBe(get.status)
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' })
  },
)

test.each(['autodiscover.example.org', 'marker.invalid'])('AD-T44 OPTIONS on %s', async (host) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ method: 'OPTIONS', headers: { host } })
  expect(answer).toMatchObject({ status: 204, body: '', headers: { allow: ALL } })
})

const OTHERS = ['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACE', 'SEARCH', 'MKCOL', 'LOCK'] as const

test.each(OTHERS)('AD-T39 %s: 405 and all methods that there are', async (method) => {
  const pox = await startPox(table)
  for (const body of [{}, { body: outlook('marker@example.org') }]) {
    const url = method === 'PUT' ? PATH.toUpperCase() : PATH
    const answer = await pox.ask({ method: method, url, ...body })
    expect(answer).toMatchObject({ status: 405, headers: { allow: ALL } })
    expect(answer.body).not.toContain('marker')
  }
})
