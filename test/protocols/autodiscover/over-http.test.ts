// Plain http, as a trusted proxy reports it: never settings, only the way to https.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { tableOf } from '../../helpers/settings.js'
import { outlook } from './bodies.js'
import { startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const fixture = await readFile(new URL('fixture.yaml', import.meta.url), 'utf8')
const CENTRAL = 'https://autodiscover.example.net/autodiscover/autodiscover.xml'
const PROXY = { trustProxy: ['127.0.0.1'] }
const HTTP = { 'x-forwarded-proto': 'http' }

const own = (domain: string) => `https://autodiscover.${domain}/autodiscover/autodiscover.xml`

const redirected: { title: string; host: string; url?: string; location: string }[] = [
  {
    title: 'AD-T45 as clients ask',
    host: 'autodiscover.example.org',
    location: own('example.org'),
  },
  {
    title: 'AD-T45 small letters whatever the path',
    host: 'autodiscover.example.org',
    url: '/Autodiscover/Autodiscover.XML/?x=marker',
    location: own('example.org'),
  },
  { title: 'AD-T45 the domain itself', host: 'EXAMPLE.org:80', location: own('example.org') },
  {
    title: 'AD-T45 https settles what it is',
    host: 'autodiscover.local.example.com',
    location: own('local.example.com'),
  },
  {
    title: 'AD-T45 a mailbox that moved is told over https',
    host: 'autodiscover.gone.example.com',
    location: own('gone.example.com'),
  },
  {
    title: 'AD-T45 straight to the service that answers',
    host: 'autodiscover.moved.example.com',
    location: 'https://autodiscover.other.example/autodiscover/autodiscover.xml',
  },
]

test.each(titled(redirected))('%s: 302', async (_title, { host, url, location }) => {
  const pox = await startPox(table, PROXY)
  for (const method of ['GET', 'HEAD', 'POST'] as const) {
    const body = method === 'POST' ? { body: outlook('marker@example.org') } : {}
    const headers = { ...HTTP, host }
    const answer = await pox.ask({ method, headers, ...(url && { url }), ...body })
    expect(answer).toMatchObject({ status: 302, body: '', headers: { location } })
    expect(answer.headers['cache-control']).toBe('no-store')
  }
})

test('AD-T46 to the central host; neither body nor password is looked at, nothing of them is logged', async () => {
  const central = await tableOf(`autodiscoverUrl: ${CENTRAL}\n${fixture}`)
  const pox = await startPox(central, PROXY)
  const authorization = `Basic ${Buffer.from('marker:secret').toString('base64')}`
  const answer = await pox.ask({
    headers: { ...HTTP, host: 'autodiscover.starttls.example.com', authorization },
    body: `<<<marker${'x'.repeat(60_000)}`,
  })
  expect(answer).toMatchObject({ status: 302, headers: { location: CENTRAL } })
  expect(pox.log()).not.toMatch(/marker|secret|Basic|bWFya2Vy/)
})

const everybody = fixture.replace('domains:\n', "domains:\n  '*': ssl\n")

test.each(
  titled([
    { title: 'an unknown host', host: 'autodiscover.nohost.example.com' },
    { title: 'a name below a hosted domain', host: 'autodiscover.sub.example.org' },
    { title: 'the parent of a hosted domain', host: 'autodiscover.example.com' },
    { title: 'a top-level domain', host: 'autodiscover.com' },
    { title: 'one label, with an entry for every name', host: 'autodiscover', all: true },
    { title: 'a domain without mail', host: 'autodiscover.off.example.com' },
    { title: 'a redirect of another format', host: 'autodiscover.elsewhere.example.com' },
    { title: 'an IP address', host: '127.0.0.1' },
    { title: 'a malformed host', host: 'autodiscover.example.org/marker' },
  ]),
)('AD-T47 http for %s: 404, not a word, no way', async (_title, { host, all }) => {
  const pox = await startPox(all === true ? await tableOf(everybody) : table, PROXY)
  for (const method of ['GET', 'POST'] as const) {
    const answer = await pox.ask({ method, headers: { ...HTTP, host } })
    expect(answer).toMatchObject({ status: 404, body: '' })
  }
})

test('AD-2.2 OPTIONS and other methods over http are answered as over https', async () => {
  const pox = await startPox(table, PROXY)
  const headers = { ...HTTP, host: 'autodiscover.example.org' }
  const allow = 'GET, HEAD, POST, OPTIONS'
  expect(await pox.ask({ method: 'OPTIONS', headers })).toMatchObject({
    status: 204,
    headers: { allow },
  })
  expect(await pox.ask({ method: 'PUT', headers })).toMatchObject({
    status: 405,
    headers: { allow },
  })
})

const direct: { title: string; trustProxy: string[]; headers: Record<string, string> }[] = [
  { title: 'nobody says http', trustProxy: ['127.0.0.1'], headers: {} },
  {
    title: 'the proxy says https',
    trustProxy: ['127.0.0.1'],
    headers: { 'x-forwarded-proto': 'https' },
  },
  { title: 'somebody untrusted says http', trustProxy: [], headers: HTTP },
  { title: 'somebody else is trusted', trustProxy: ['192.0.2.1'], headers: HTTP },
]

test.each(titled(direct))(
  'AD-T45 %s: answered as it is',
  async (_title, { trustProxy, headers }) => {
    const pox = await startPox(table, { trustProxy })
    const body = outlook('ana@example.org')
    expect((await pox.ask({ body, headers })).status).toBe(200)
  },
)

test('AD-T48 X-Forwarded-Host counts from a trusted proxy only', async () => {
  const headers = { host: 'marker.invalid', 'x-forwarded-host': 'autodiscover.example.org' }
  const untrusted = await startPox(table)
  expect((await untrusted.ask({ method: 'GET', headers })).status).toBe(405)
  const trusted = await startPox(table, PROXY)
  expect((await trusted.ask({ method: 'GET', headers })).status).toBe(200)
  const answer = await trusted.ask({ method: 'GET', headers: { ...headers, ...HTTP } })
  expect(answer.headers['location']).toBe(own('example.org'))
})
