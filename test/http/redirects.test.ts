// Two redirects exist, and both lead only where the settings say.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { named } from '../helpers/rows.js'
import { load, tableOf, told } from '../helpers/settings.js'
import { FOREIGN_HOST, get, post, POX, poxBody, table } from './fixture.js'

const OVER_HTTP = { 'x-forwarded-proto': 'http' }
const trustProxy = ['127.0.0.1']
const OURS = 'https://cfg.house.example/autodiscover/autodiscover.xml'

const redirects = [
  { id: 'R01', title: 'the canonical URL', host: 'autodiscover.b.example', path: POX, to: OURS },
  {
    id: 'R01',
    title: 'nothing of the query',
    host: 'autodiscover.b.example:8080',
    path: `${POX}?x=//evil.invalid&emailaddress=a@other.example`,
    to: OURS,
  },
  {
    id: 'R01',
    title: 'where the domain went',
    host: 'autodiscover.gone.example',
    path: POX,
    to: 'https://elsewhere.example/a.xml',
  },
  { id: 'R02', title: 'unknown host', host: FOREIGN_HOST, path: POX, to: undefined },
  { id: 'R02', title: 'hostile host', host: 'evil.invalid/b.example', path: POX, to: undefined },
]

test.each(named(redirects))('%s', async (_name, { host, path, to }) => {
  const { app } = await startApp(table, { trustProxy })
  for (const method of ['GET', 'HEAD', 'POST'] as const) {
    const answer = await app.inject({ method, url: path, headers: { host, ...OVER_HTTP } })
    expect(answer.statusCode).toBe(to === undefined ? 404 : 302)
    expect(answer.headers.location).toBe(to)
    expect(answer.body).toBe('')
  }
})

test('OPS-R01 the URL is the setting, octet for octet', async () => {
  const url = 'https://Cfg.House.example:8443/x/../Autodiscover/autodiscover/autodiscover.xml'
  const own = await tableOf(`
publicUrl: https://cfg.house.example
autodiscoverUrl: ${url}
providers: { house: { displayName: House, hostname: mail.house.example, incomingServers: [imap], outgoingServers: [smtp] } }
domains: { b.example: house }
`)
  const { app } = await startApp(own, { trustProxy })
  const answer = await get(app, POX, { host: 'b.example', ...OVER_HTTP })
  expect(answer.headers.location).toBe(url)
})

test.each([
  ['no XML', 'not xml'],
  ['too much', 'x'.repeat(20_000)],
  ['an address of another domain', poxBody('a@other.example')],
])('OPS-R06 a POST over plain http is redirected unread: %s', async (_title, body) => {
  const { app } = await startApp(table, { trustProxy })
  const answer = await post(app, body, { host: 'autodiscover.b.example', ...OVER_HTTP })
  expect([answer.statusCode, answer.headers.location]).toEqual([302, OURS])
})

test('OPS-R07 over plain http without a Host: 404', async () => {
  const { listen } = await startApp(table, { trustProxy })
  const { port } = await listen()
  const bytes = rawRequest([`GET ${POX} HTTP/1.0`, 'X-Forwarded-Proto: http'])
  const { answers } = await exchange(port, bytes)
  expect(answers.map(({ status }) => status)).toEqual([404])
  expect(answers[0]?.headers.has('location')).toBe(false)
})

const targets = [
  'https://例え.テスト/autodiscover/autodiscover.xml',
  'http://x.example/autodiscover/autodiscover.xml',
  '//x.example/autodiscover/autodiscover.xml',
  '/autodiscover/autodiscover.xml',
  'javascript:alert(1)',
  '"https://x.example/\\r\\nX-Evil: 1/autodiscover/autodiscover.xml"',
  'https://user@x.example/autodiscover/autodiscover.xml',
  'https://user:password@x.example/autodiscover/autodiscover.xml',
  '"https://x.example/autodiscover/autodiscover.xml#fragment"',
  '"https://%EMAILADDRESS%.x.example/autodiscover/autodiscover.xml"',
]
const HOUSE =
  'providers: { house: { displayName: House, hostname: mail.house.example, incomingServers: [imap], outgoingServers: [smtp] } }'

// design: foreign hosts are allowed
test.each(targets)('OPS-R04 %s is refused at load', async (target) => {
  for (const key of ['autoconfig', 'autodiscover', 'page']) {
    const domains = `domains: { b.example: { redirect: { ${key}: ${target} } } }`
    const problems = told(await load(`publicUrl: https://cfg.example\n${HOUSE}\n${domains}\n`))
    expect(problems).toEqual([
      expect.stringMatching(`error domains\\.b\\.example\\.redirect\\.${key}: `),
    ])
  }
  const general = await load(
    `autodiscoverUrl: ${target}\n${HOUSE}\ndomains: { b.example: house }\n`,
  )
  expect(general.table).toBeUndefined()
  expect(told(general)).toContainEqual(expect.stringMatching(/error autodiscoverUrl: /))
})

test.each([
  ['autoconfig', 'https://autoconfig.b.example/mail/config-v1.1.xml'],
  ['autoconfig', 'https://b.example/.well-known/autoconfig/mail/config-v1.1.xml'],
  ['autodiscover', 'https://autodiscover.b.example/autodiscover/autodiscover.xml'],
  ['autodiscover', 'https://B.example/Autodiscover/Autodiscover.xml'],
  ['autodiscover', 'https://cfg.example/autodiscover/autodiscover.xml'],
])('OPS-R05 %s: %s leads back to where it came from: refused at load', async (key, target) => {
  const domains = `domains: { b.example: { redirect: { ${key}: '${target}' } } }`
  const loaded = await load(`publicUrl: https://cfg.example\n${HOUSE}\n${domains}\n`)
  expect(loaded.table).toBeUndefined()
  expect(told(loaded)).toContainEqual(expect.stringMatching(/error domains\.b\.example/))
})
