// What other servers get wrong, each as an answer that must not look like theirs.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { element, escaped, mobilesync, outlook, request, schema } from './bodies.js'
import { thunderbird } from './readers.js'
import { errorIn, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')

async function answerTo(body: string): Promise<string> {
  const pox = await startPox(table)
  return (await pox.ask({ body })).body
}

function protocols(body: string) {
  return all(parse(body), 'Response', 'Account', 'Protocol')
}

const INJECTED = '</LoginName><Server>evil.example</Server><LoginName>'

test.each(
  titled([
    { title: 'as markup', markup: `ana${INJECTED}@example.org` },
    { title: 'escaped', markup: `ana${INJECTED.replaceAll('<', '&lt;')}@example.org` },
    { title: 'in CDATA', markup: `<![CDATA[ana${INJECTED}@example.org]]>` },
    {
      title: 'by references',
      markup: `ana&#60;Server&#62;evil.example&#60;/Server&#62;@example.org`,
    },
    { title: 'in the domain', markup: 'ana@example.org<Server>evil.example</Server>' },
    { title: 'as the end of CDATA', markup: 'ana]]>evil.example@example.org' },
  ]),
)('AD-17 a second Server injected through the address, %s: refused', async (_title, { markup }) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ body: outlook(markup) })
  expect(errorIn(answer)).toBe('600/400')
  expect(answer.body).not.toContain('evil')
})

test('AD-17 what an address may hold of markup comes back escaped, beside one Server', async () => {
  const local = "a&lt'}{|`~=?^%$&#!*/-_+"
  const body = await answerTo(outlook(`${escaped(local)}@example.org`))
  expect(protocols(body).map((one) => all(one, 'Server').length)).toEqual([1, 1, 1])
  const logins = protocols(body).map((one) => textOf(one, 'LoginName'))
  expect(logins).toEqual(logins.map(() => `${local}@example.org`))
})

test('AD-D4 the schema that was asked for is never echoed', async () => {
  const asked =
    'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006marker'
  const body = await answerTo(request(element('EMailAddress', 'ana@example.org') + schema(asked)))
  expect(protocols(body)).toHaveLength(3)
  expect(body).not.toContain('marker')
})

test('AD-17 STARTTLS is never written so that Thunderbird goes plain', async () => {
  const body = await answerTo(outlook('ops@starttls.example.com'))
  expect(thunderbird(body).map(({ socket }) => socket)).toEqual(['STARTTLS', 'STARTTLS'])
  expect(protocols(body).map((one) => textOf(one, 'SSL'))).toEqual(['on', 'on'])
})

test('AD-17 TLS from the first byte is never called TLS, which Outlook takes for STARTTLS', async () => {
  const body = await answerTo(outlook('ana@example.org'))
  expect(protocols(body).map((one) => textOf(one, 'Encryption'))).toEqual(['SSL', 'SSL', 'SSL'])
})

test('AD-17 POP3 is called POP3', async () => {
  const body = await answerTo(outlook('ana@pop-only.example.com'))
  expect(protocols(body).map((one) => textOf(one, 'Type'))).toEqual(['POP3', 'SMTP'])
})

test('AD-17 one Account, and nobody has to prove who he is', async () => {
  const body = await answerTo(outlook('ana@example.org'))
  expect(all(parse(body), 'Response', 'Account')).toHaveLength(1)
  expect(protocols(body).map((one) => textOf(one, 'SPA'))).toEqual(['off', 'off', 'off'])
  expect(protocols(body).map((one) => textOf(one, 'AuthRequired'))).toEqual(['on', 'on', 'on'])
})

test('AD-17 a domain in capitals is the same domain', async () => {
  const pox = await startPox(table)
  const small = await pox.ask({ body: outlook('ana@starttls.example.com') })
  const capitals = await pox.ask({ body: outlook('ana@STARTTLS.Example.COM') })
  expect(capitals.body).toBe(small.body)
  expect((await pox.ask({ method: 'GET', headers: { host: 'EXAMPLE.ORG' } })).status).toBe(200)
})

test('AD-17 other customers of the provider are in no answer', async () => {
  const pox = await startPox(table)
  const others = [...table.entries()].map(([name]) => name).filter((name) => name !== 'example.lt')
  const answers = [
    await pox.ask({ body: outlook('ana@example.lt') }),
    await pox.ask({ body: mobilesync('ana@example.lt') }),
    await pox.ask({ method: 'GET', headers: { host: 'autodiscover.example.lt' } }),
  ]
  for (const { body } of answers) expect(others.filter((name) => body.includes(name))).toEqual([])
})

test('AD-D8 nobody learns the name of a mailbox owner', async () => {
  const user = all(parse(await answerTo(outlook('ana@example.org'))), 'Response', 'User')
  expect(user.flatMap(({ children }) => children.map(({ name }) => name))).toEqual([
    'AutoDiscoverSMTPAddress',
  ])
})

test('AD-5.4 NTLM alone is what SPA says', async () => {
  const found = protocols(await answerTo(outlook('ana@ntlm.example.com')))
  expect(found.map((one) => textOf(one, 'SPA'))).toEqual(['on', 'on'])
})

test.each([
  ['the same log-in', 'ana@example.org', 'on', 'on'],
  ['another log-in for sending', 'ana@split.example.com', 'on', 'off'],
  ['no log-in for sending', 'ana@by-network.example.com', 'off', 'off'],
  ['a log-in that the table leaves open on one side', 'ana@not-stated.example.com', 'on', 'on'],
])('AD-5.4 %s: AuthRequired and UsePOPAuth', async (_title, address, required, same) => {
  const smtp = protocols(await answerTo(outlook(address))).at(-1)
  expect(smtp && textOf(smtp, 'AuthRequired')).toBe(required)
  expect(smtp && textOf(smtp, 'UsePOPAuth')).toBe(same)
})
