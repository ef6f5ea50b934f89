// Which mailboxes exist cannot be asked: an answer depends on the domain alone.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { AUTOCONFIG, get, JSON_V2, post, poxBody, table, WELL_KNOWN } from './fixture.js'

const MAILBOXES = ['info', 'postmaster', 'xq7-nobody', '*', '|cn=*', '%EMAILADDRESS%', 'ü']

test.each([
  { title: 'autoconfig', path: `${AUTOCONFIG}?emailaddress=` },
  { title: 'well-known', path: `${WELL_KNOWN}?emailaddress=` },
  { title: 'JSON', path: `${JSON_V2}?Protocol=AutodiscoverV1&Email=` },
])('OPS-U01 OPS-U04 $title: every mailbox gets the same octets', async ({ path }) => {
  const { app } = await startApp(table)
  const answers = await Promise.all(
    MAILBOXES.map((one) => get(app, `${path}${encodeURIComponent(one)}%40b.example`)),
  )
  const seen = answers.map(({ statusCode, headers, body }) =>
    JSON.stringify([statusCode, { ...headers, date: '' }, body]),
  )
  expect(answers[0]?.statusCode).toBe(200)
  expect(new Set(seen).size).toBe(1)
})

test('OPS-U01 POX: every mailbox gets the same octets but for itself', async () => {
  const { app } = await startApp(table)
  const seen = await Promise.all(
    MAILBOXES.map(async (one) => {
      const { statusCode, headers, body } = await post(app, poxBody(`${one}@b.example`))
      const dates = { date: '', 'content-length': '' }
      return JSON.stringify([statusCode, { ...headers, ...dates }, body.replaceAll(one, () => 'x')])
    }),
  )
  expect(seen[0]).toContain('x@b.example')
  expect(new Set(seen).size).toBe(1)
})

test.each(['sub.b.example', 'mail.b.example', 'example', 'xb.example', 'b.example.invalid'])(
  'OPS-U06 %s is not b.example: 404 everywhere',
  async (domain) => {
    const { app } = await startApp(table)
    const answers = [
      await get(app, `${AUTOCONFIG}?emailaddress=a@${domain}`),
      await get(app, AUTOCONFIG, { host: domain }),
      await get(app, `/v1.1/${domain}`),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    const pox = await post(app, poxBody(`a@${domain}`))
    expect(pox.statusCode).toBe(domain === 'example' ? 400 : 404)
  },
)
