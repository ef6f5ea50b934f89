// One address, three dialects: query, XML body and JSON say the same of it.
import { expect, test } from 'vitest'
import { escapeXml } from '../../src/format/escape-xml.js'
import { named, shown } from '../helpers/rows.js'
import { startApp } from '../helpers/app.js'
import { all, parse, textOf } from '../helpers/xml.js'
import { bad, good, queries, type QueryRow } from './addresses.cases.js'
import { AUTOCONFIG, get, JSON_V2, post, poxBody, table } from './fixture.js'

const V1 = 'Protocol=AutodiscoverV1'

test.each(named(good.map((row) => ({ ...row, title: shown(row.sent) }))))(
  '%s is read',
  async (_name, { sent, mailbox }) => {
    const { app } = await startApp(table)
    const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1)

    const autoconfig = await get(app, `${AUTOCONFIG}?emailaddress=${encodeURIComponent(sent)}`)
    expect(autoconfig.statusCode).toBe(200)
    expect(textOf(parse(autoconfig.body), 'emailProvider', 'domain')).toBe(domain)

    const pox = await post(app, poxBody(escapeXml(sent)))
    expect(pox.statusCode).toBe(200)
    const response = parse(pox.body)
    expect(textOf(response, 'Response', 'User', 'AutoDiscoverSMTPAddress')).toBe(mailbox)
    const logIns = all(response, 'Response', 'Account', 'Protocol', 'LoginName')
    expect(logIns.map(({ text }) => text)).toEqual([mailbox, mailbox])

    const json = await get(app, `${JSON_V2}?Email=${encodeURIComponent(sent)}&${V1}`)
    expect(json.statusCode).toBe(200)
  },
)

const badRows = bad.map(([id, sent]) => [id, shown(sent), sent] as const)

test.each(badRows)('OPS-%s %s is refused', async (_id, _title, sent) => {
  const { app, log } = await startApp(table)
  const email = encodeURIComponent(sent)
  const autoconfig = await get(app, `${AUTOCONFIG}?emailaddress=${email}`)
  const pox = await post(app, poxBody(sent.replaceAll('&', '&amp;').replaceAll('<', '&lt;')))
  const json = await get(app, `${JSON_V2}?Email=${email}&${V1}`)

  expect([autoconfig.statusCode, pox.statusCode, json.statusCode]).toEqual([404, 400, 400])
  expect(textOf(parse(pox.body), 'Response', 'Error', 'ErrorCode')).toBe('600')
  expect(json.json()).toMatchObject({ ErrorCode: 'MandatoryParameterMissing' })
  for (const { headers } of [autoconfig, pox, json]) {
    expect(headers).not.toHaveProperty('set-cookie')
  }
  const lines = log().trimEnd().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'request',
    'request',
    'request',
  ])
})

test.each(badRows)('OPS-%s %s: autoconfig goes by the host', async (_id, _title, sent) => {
  const { app } = await startApp(table)
  const url = `${AUTOCONFIG}?emailaddress=${encodeURIComponent(sent)}`
  const answer = await get(app, url, { host: 'autoconfig.other.example' })
  expect(answer.statusCode).toBe(200)
  expect(textOf(parse(answer.body), 'emailProvider', 'domain')).toBe('other.example')
})

function filled({ query }: QueryRow, name: string): string {
  const hex = name.charCodeAt(0).toString(16)
  return query
    .replaceAll('{}', name)
    .replaceAll('{case}', name.toUpperCase())
    .replaceAll('{%}', `%${hex}${name.slice(1)}`)
}

test.each(named(queries))('%s', async (_name, row) => {
  const { app } = await startApp(table)
  const answer = await get(app, `${AUTOCONFIG}?${filled(row, 'emailaddress')}`)
  expect(answer.statusCode).toBe(row.autoconfig === 'found' ? 200 : 404)
  expect({}).not.toHaveProperty('x')
})

const JSON_STATUS = { found: 200, absent: 400, malformed: 400 }

test.each(named(queries))('%s, JSON', async (_name, row) => {
  const { app } = await startApp(table)
  const url = `${JSON_V2}?${V1}&${filled(row, 'Email')}`
  const answer = await get(app, url)
  expect(answer.statusCode).toBe(JSON_STATUS[row.json])
  // An absent address leaves the host to decide; a malformed one does not.
  const asked = await get(app, url, { host: 'autodiscover.b.example' })
  expect(asked.statusCode).toBe(row.json === 'malformed' ? 400 : 200)
})
