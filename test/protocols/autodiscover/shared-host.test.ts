// Seen with Thunderbird 153: POST http://autodiscover.customer.example → 302 to the one URL for all customers →
// GET there. If that host belongs to a hosted domain, its settings would be taken for the customer's.
import { expect, test } from 'vitest'
import { startApp } from '../../helpers/app.js'
import { tableOf } from '../../helpers/settings.js'

const PATH = '/autodiscover/autodiscover.xml'

function settings(autodiscoverUrl: string): string {
  return `
publicUrl: https://setup.hoster.example
autodiscoverUrl: "${autodiscoverUrl}"
providers:
  hoster: { displayName: Hoster, hostname: mail.hoster.example, incomingServers: [imap], outgoingServers: [smtp] }
  other: { displayName: Other, hostname: mail.other.example, incomingServers: [imap], outgoingServers: [smtp] }
domains: { hoster.example: hoster, customer.example: other }
`
}

const SHARED = `https://autodiscover.hoster.example${PATH}`
const OWN = `https://autodiscover.%EMAILDOMAIN%${PATH}`

test.each([
  ['the shared host, though its domain is hosted', SHARED, 'autodiscover.hoster.example', 405],
  ['the same with port, final dot and capitals', SHARED, 'AutoDiscover.Hoster.Example.:443', 405],
  ['the domain itself beside its shared host', SHARED, 'hoster.example', 200],
  ["a customer's own host", SHARED, 'autodiscover.customer.example', 200],
  ['a host for each domain', OWN, 'autodiscover.hoster.example', 200],
])('AD-T42 GET on %s', async (_title, autodiscoverUrl, host, status) => {
  const { app } = await startApp(await tableOf(settings(autodiscoverUrl)))
  const answer = await app.inject({ url: PATH, headers: { host } })
  expect(answer.statusCode).toBe(status)
  if (status === 405) {
    expect(answer.headers['allow']).toBe('POST, OPTIONS')
    expect(answer.headers['content-type']).toMatch(/^text\/plain/)
  }
})

test('AD-T46 plain http still leads there, and a POST there is answered for the address', async () => {
  const { app } = await startApp(await tableOf(settings(SHARED)), { trustProxy: ['127.0.0.1'] })
  const redirect = await app.inject({
    method: 'POST',
    url: PATH,
    headers: { host: 'autodiscover.customer.example', 'x-forwarded-proto': 'http' },
  })
  expect([redirect.statusCode, redirect.headers['location']]).toEqual([302, SHARED])
  const answer = await app.inject({
    method: 'POST',
    url: PATH,
    headers: { host: 'autodiscover.hoster.example', 'x-forwarded-proto': 'https' },
    payload:
      '<Autodiscover><Request><EMailAddress>a@customer.example</EMailAddress></Request></Autodiscover>',
  })
  expect(answer.body).toContain('<Server>mail.other.example</Server>')
})
