import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { all, parse } from '../../helpers/xml.js'
import { realRequests } from './real-clients.js'
import { androidExchange, deltaChat } from './readers.js'
import { errorIn, protocolsIn, requestFile, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const posts = realRequests.flatMap(({ file, ...row }) =>
  file === undefined ? [] : { ...row, file },
)

const THREE = [
  'IMAP mail.example.net:993 on/SSL user@example.lt',
  'POP3 mail.example.net:995 on/SSL user@example.lt',
  'SMTP mail.example.net:465 on/SSL user@example.lt',
]

test.each(titled(posts.filter(({ wants }) => wants === 'outlook')))(
  'AD-T06 %s, is told the three servers',
  async (_title, { file, path, headers }) => {
    const pox = await startPox(table)
    const body = await requestFile(file)
    const answer = await pox.ask({ body, headers, ...(path && { url: path }) })
    expect(answer.status).toBe(200)
    expect(protocolsIn(answer)).toEqual(THREE)
  },
)

test('AD-T06 the captured body of Thunderbird has the 390 octets of its Content-Length', async () => {
  expect(await requestFile('thunderbird-153.7.0.xml')).toHaveLength(390)
})

test.each(titled(posts.filter(({ wants }) => wants === 'mobilesync')))(
  'AD-T53 %s finds the ActiveSync server, and moves on where there is none',
  async (_title, { file, headers }) => {
    const pox = await startPox(table)
    const body = (await requestFile(file)).toString()
    const found = await pox.ask({ body: body.replace('example.lt', 'eas.example.com'), headers })
    expect(androidExchange(found.status, found.body)).toEqual({
      outcome: 'found',
      host: 'eas.example.net',
      port: 443,
    })
    const none = await pox.ask({ body, headers })
    expect(errorIn(none)).toBe('601/404')
    expect(androidExchange(none.status, none.body)).toEqual({ outcome: 'next URL' })
  },
)

test.each(titled(realRequests.filter(({ file }) => file === undefined)))(
  'AD-T43 %s finds IMAP and SMTP',
  async (_title, { path, headers }) => {
    const pox = await startPox(table)
    const answer = await pox.ask({ method: 'GET', headers, ...(path && { url: path }) })
    expect(answer.status).toBe(200)
    expect(deltaChat(answer.body)).toEqual([
      { type: 'IMAP', host: 'mail.example.net', port: 993, socket: 'automatic' },
      { type: 'SMTP', host: 'mail.example.net', port: 465, socket: 'automatic' },
    ])
    expect(all(parse(answer.body), 'Response', 'User')).toEqual([])
  },
)

test('AD-T30 an ampersand that Thunderbird puts in unescaped is refused with a POX error', async () => {
  const pox = await startPox(table)
  const body = (await requestFile('thunderbird-153.7.0.xml')).toString()
  const answer = await pox.ask({ body: body.replace('user@', 'smith&jones@') })
  expect(errorIn(answer)).toBe('600/400')
  expect(answer.body).not.toContain('jones')
})
