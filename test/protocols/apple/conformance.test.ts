// Profiles by their rows: what is asked, and what a device reads in the answer.
import { expect, test } from 'vitest'
import { named } from '../../helpers/rows.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { REQUEST_CASES } from './request-cases.js'
import { SERVER_CASES } from './server-cases.js'
import { mailOf, profileOf, startApple, table } from './setup.js'
import { payloadsOf, textIn } from './vocabulary.js'

const rows = [...SERVER_CASES, ...REQUEST_CASES]

test.each(named(rows, 'AP'))('%s', async (_title, { query, status = 200, ...expected }) => {
  const apple = await startApple()
  const answer = await apple.ask(query)
  expect(answer.statusCode).toBe(status)
  if (status !== 200) {
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    return
  }
  const profile = profileOf(answer.body)
  const mail = mailOf(answer.body)
  expect(profile).toMatchObject(expected.profile ?? {})
  expect(mail).toMatchObject(expected.mail ?? {})
  for (const key of expected.absent ?? []) {
    expect([key, key in profile || key in mail]).toEqual([key, false])
  }
})

test('AP-A15 calendars and contacts on request: bare hosts, whole ports, no principal', async () => {
  const apple = await startApple()
  const { body } = await apple.ask('email=jonas@dav.example&dav=1')
  const profile = profileOf(body)
  const [mail, ...dav] = payloadsOf(profile)
  expect(mail).toEqual(mailOf((await apple.ask('email=jonas@dav.example')).body))
  const prefix = textIn(profile, 'PayloadIdentifier')
  expect(dav.map(({ PayloadUUID: _, ...rest }) => rest)).toEqual([
    {
      PayloadType: 'com.apple.caldav.account',
      PayloadVersion: 1,
      PayloadIdentifier: `${prefix}.caldav`,
      CalDAVAccountDescription: 'jonas@dav.example',
      CalDAVHostName: 'dav.example',
      CalDAVPort: 443,
      CalDAVUseSSL: true,
      CalDAVUsername: 'jonas@dav.example',
    },
    {
      PayloadType: 'com.apple.carddav.account',
      PayloadVersion: 1,
      PayloadIdentifier: `${prefix}.carddav`,
      CardDAVAccountDescription: 'jonas@dav.example',
      CardDAVHostName: 'jonas.dav.example',
      CardDAVPort: 8443,
      CardDAVUseSSL: true,
      CardDAVUsername: 'dav-jonas',
    },
  ])
})

test.each([
  ['a provider without them', 'email=jonas@example.lt&dav=1', 1],
  ['not asked for', 'email=jonas@dav.example', 1],
  ['asked for in other words', 'email=jonas@dav.example&dav=yes', 1],
  ['OAuth2 only: left out', 'email=jonas@dav-oauth.example&dav=1', 2],
  ['an address that makes no host name: left out', "email=o'neil@dav.example&dav=1", 2],
])('AP-A15 %s', async (_title, query, payloads) => {
  const apple = await startApple()
  expect(payloadsOf(profileOf((await apple.ask(query)).body))).toHaveLength(payloads)
})

test('AP-A07 after a migration the identifiers are the same, the host is another', async () => {
  const migrated = table.find('after-migration.example')
  const after: MemoryTable = { ...table, find: () => migrated }
  const [old, fresh] = await Promise.all(
    [table, after].map(async (from) => {
      const { body } = await (await startApple({ from })).ask('email=jonas@example.lt')
      return { profile: profileOf(body), mail: mailOf(body) }
    }),
  )
  expect(fresh?.mail['IncomingMailServerHostName']).toBe('ssl1.ovh.net')
  for (const key of ['PayloadIdentifier', 'PayloadUUID']) {
    expect(fresh?.profile[key]).toBe(old?.profile[key])
    expect(fresh?.mail[key]).toBe(old?.mail[key])
  }
})

test.each([
  ['lt', '', 'Bus nustatyta: paštas. Paskyra: jonas@example.lt. '],
  ['of the link', '&lang=en', 'Sets up mail for jonas@example.lt. It holds no password'],
  ['unknown, so the provider decides', '&lang=xx', 'Bus nustatyta: paštas.'],
])('AP-A02 the description speaks %s', async (_title, more, begins) => {
  const apple = await startApple()
  const { body } = await apple.ask(`email=jonas@example.lt${more}`)
  expect(textIn(profileOf(body), 'PayloadDescription').startsWith(begins)).toBe(true)
})

test.each([
  ['en', 'Sets up mail, calendars and contacts for jonas@dav.example. '],
  ['lt', 'Bus nustatyta: paštas, kalendoriai ir kontaktai. Paskyra: jonas@dav.example. '],
])('AP-A15 the description names all of it: %s', async (language, begins) => {
  const apple = await startApple()
  const { body } = await apple.ask(`email=jonas@dav.example&dav=1&lang=${language}`)
  expect(profileOf(body)['PayloadDescription']).toMatch(begins)
})
