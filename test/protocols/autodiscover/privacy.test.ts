// What a client says of itself and its mailbox stays between it and its mail server.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { mobilesync, outlook } from './bodies.js'
import { type Ask, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')

const SECRETS = {
  authorization: `Basic ${Buffer.from('marker.ana@example.org:hunter2').toString('base64')}`,
  'proxy-authorization': 'Bearer marker-token',
  cookie: 'session=marker-cookie',
  'x-anchormailbox': 'marker.ana@example.org',
  'x-email': 'marker.ana@example.org',
  'x-mapihttpcapability': 'marker-1',
  'x-clientcanhandle': 'marker-Negotiate',
  'user-agent': 'marker-agent/1.0',
  referer: 'https://marker.example/?p=hunter2',
  'content-type': 'marker/type; password=hunter2',
}
const NEVER_LOGGED = /marker|hunter2|Basic|bWFya2Vy|Negotiate|Autodiscover>/i

const rows: { title: string; ask: Ask }[] = [
  { title: 'AD-T20 settings', ask: { body: outlook('marker.ana@example.org') } },
  { title: 'AD-T20 mobilesync', ask: { body: mobilesync('marker.kim@eas.example.com') } },
  { title: 'AD-T65 an unknown domain', ask: { body: outlook('marker@marker.example') } },
  { title: 'AD-T65 a body that is none', ask: { body: '<marker>hunter2' } },
  { title: 'AD-T65 a body that is too long', ask: { body: 'marker'.repeat(3000) } },
  { title: 'AD-T65 GET', ask: { method: 'GET' } },
  {
    title: 'AD-T65 a query',
    ask: { url: '/autodiscover/autodiscover.xml?Email=marker&p=hunter2' },
  },
  { title: 'AD-T65 a method', ask: { method: 'PUT', body: outlook('marker@example.org') } },
]

test.each(titled(rows))('%s: the log holds nothing of it', async (_title, { ask }) => {
  const pox = await startPox(table)
  await pox.ask({ ...ask, headers: { host: 'marker.invalid', ...SECRETS } })
  const lines = pox.log().trim().split('\n')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('/autodiscover/autodiscover.xml')
  expect(lines[0]).not.toMatch(NEVER_LOGGED)
})

test('AD-T65 the hosted domain is what the log may say', async () => {
  const pox = await startPox(table)
  await pox.ask({ body: outlook('marker.ana@EXAMPLE.org'), headers: SECRETS })
  expect(JSON.parse(pox.log())).toMatchObject({
    domain: 'example.org',
    method: 'POST',
    status: 200,
  })
})
