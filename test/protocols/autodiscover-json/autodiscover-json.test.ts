import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { rows } from './cases.js'
import { fixtureTable, PATH, said, startJson } from './setup.js'

const table = await fixtureTable()
const ASKED = `${PATH}?Email=ana@example.org&Protocol=AutodiscoverV1`

test.each(titled(rows))('%s', async (_title, { url, headers = {}, expect: expected }) => {
  const json = await startJson(table)
  const answer = await json.ask(url, { headers })
  expect(said(answer)).toBe(expected)
  expect(answer.body).not.toMatch(/marker|<|script/)
  expect(answer.headers).not.toHaveProperty('x-evil')
})

test.each([
  ['autodiscover-v1', ASKED],
  ['active-sync', `${PATH}?Email=kim@eas.example.com&Protocol=activesync`],
  ['invalid-protocol', `${PATH}?Email=ana@example.org&Protocol=Ews`],
  ['invalid-protocol-with-active-sync', `${PATH}?Email=kim@eas.example.com&Protocol=Rest`],
  ['missing-address', `${PATH}?Protocol=AutodiscoverV1`],
  ['missing-protocol', `${PATH}?Email=ana@example.org`],
  ['not-found', `${PATH}?Email=ana@nohost.example.com&Protocol=AutodiscoverV1`],
])('AD-9 the whole answer: %s', async (name, url) => {
  const json = await startJson(table)
  await expect((await json.ask(url)).body).toMatchFileSnapshot(`./golden/${name}.json`)
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACE'])(
  'AD-T64 %s: 405 and the methods that there are',
  async (method) => {
    const json = await startJson(table)
    for (const url of [ASKED, `${PATH}/v1.0/ana@example.org?Protocol=AutodiscoverV1`]) {
      const answer = await json.ask(url, { method: method as 'POST', payload: '{"a":1}' })
      expect(said(answer)).toBe('405 InvalidRequest')
      expect(answer.headers['allow']).toBe('GET, HEAD, OPTIONS')
    }
  },
)

test('AD-T64 a POST of more than anybody wants to read', async () => {
  const json = await startJson(table)
  const answer = await json.ask(ASKED, { method: 'POST', payload: 'x'.repeat(100_000) })
  expect([405, 413]).toContain(answer.status)
})

test('AD-2.2 HEAD is GET without a body; OPTIONS is 204', async () => {
  const json = await startJson(table)
  const get = await json.ask(ASKED)
  const head = await json.ask(ASKED, { method: 'HEAD' })
  expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' })
  expect(head.status).toBe(200)
  const options = await json.ask(ASKED, { method: 'OPTIONS' })
  expect(options.headers['allow']).toBe('GET, HEAD, OPTIONS')
})

test.each([
  '/autodiscover/autodiscover.svc',
  '/Autodiscover/Autodiscover.svc',
  '/autodiscover/autodiscover.svc/wssecurity',
  '/autodiscover/autodiscover.svc/wssecurity/x509cert',
  '/autodiscover/autodiscover.jsonx',
  '/Microsoft-Server-ActiveSync',
  '/EWS/Exchange.asmx',
  '/mapi/emsmdb',
])('AD-T64 %s: 404 for every method, no sign of an Exchange server', async (url) => {
  const json = await startJson(table)
  for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT'] as const) {
    const response = await json.app.inject({ method, url, headers: { host: 'example.org' } })
    expect(response.statusCode).toBe(404)
    expect(Object.keys(response.headers).join()).not.toMatch(/soap|wssecurity|oauth|authenticate/)
  }
})

test('AD-T63 a path that cannot be decoded: 400, nothing reflected', async () => {
  const json = await startJson(table)
  const answer = await json.ask(`${PATH}/v1.0/marker%zz@example.org?Protocol=AutodiscoverV1`)
  expect(answer).toMatchObject({ status: 400, body: '' })
})

test.each([
  ['the table throws', 500, undefined],
  ['the table says later', 503, '5'],
])('AD-T37 %s: %i in JSON', async (_title, status, retryAfter) => {
  const find = () => {
    throw Object.assign(new Error('marker: db.internal'), { statusCode: status })
  }
  for (const one of [find, async () => find()]) {
    const json = await startJson(table, { table: () => ({ ...table, find: one }) })
    const answer = await json.ask(ASKED)
    expect(said(answer)).toBe(`${status} ServerError`)
    expect(answer.headers['retry-after']).toBe(retryAfter)
    expect(answer.body + json.log()).not.toMatch(/marker|db\.internal/)
  }
})

test.each([
  ['in the query', `${PATH}?Email=marker.ana@example.org&Protocol=AutodiscoverV1&p=hunter2`],
  ['in the path', `${PATH}/v1.0/marker.ana@example.org?Protocol=marker`],
  ['of nobody', `${PATH}?Email=marker@marker.example&Protocol=AutodiscoverV1`],
  ['that is none', `${PATH}?Email=%00marker&Protocol=marker`],
  ['in a path that cannot be decoded', `${PATH}/v1.0/marker%zz`],
])('AD-T65 an address %s is not in the log, nor is a header', async (_title, url) => {
  const json = await startJson(table)
  await json.ask(url, {
    headers: {
      host: 'marker.example',
      authorization: 'Basic marker',
      'x-email': 'marker@x.example',
    },
  })
  expect(json.log().trim().split('\n')).toHaveLength(1)
  expect(json.log()).not.toMatch(/marker|hunter2|Basic/)
})
