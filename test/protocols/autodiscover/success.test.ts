import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { outlook } from './bodies.js'
import { mobilesyncRows, settingsRows } from './cases.js'
import { androidExchange } from './readers.js'
import { protocolsIn, startPox, tableOfFile } from './setup.js'
import { sameRows } from './variant-cases.js'

const table = await tableOfFile('fixture.yaml')
const XML = { 'content-type': 'text/xml' }

test.each(titled(settingsRows))('%s', async (_title, { address, mailbox, settings }) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ body: outlook(address), headers: XML })
  expect(answer.status).toBe(200)
  expect(protocolsIn(answer)).toEqual(settings)
  const user = textOf(parse(answer.body), 'Response', 'User', 'AutoDiscoverSMTPAddress')
  expect(user).toBe(mailbox ?? settings[0]?.split(' ').at(-1))
})

test.each(titled(sameRows))(
  '%s: the very same answer',
  async (_title, { body, title: _, ...request }) => {
    const pox = await startPox(table)
    const plain = outlook('ana.silva@example.org')
    const expected = await pox.ask({ body: plain, headers: XML })
    const answer = await pox.ask({ body: body ?? plain, headers: XML, ...request })
    expect(answer.status).toBe(200)
    expect(answer.body).toBe(expected.body)
  },
)

test.each(titled(mobilesyncRows))('%s', async (_title, { body, url, mailbox }) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ body, headers: XML })
  const server = all(parse(answer.body), 'Response', 'Action', 'Settings', 'Server')
  expect(server.map((one) => textOf(one, 'Url'))).toEqual([url])
  expect(textOf(parse(answer.body), 'Response', 'User', 'EMailAddress')).toBe(mailbox)
  expect(androidExchange(answer.status, answer.body)).toMatchObject({ outcome: 'found' })
})
