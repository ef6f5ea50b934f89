// The program as it is shipped, asked over a socket as the README's first page asks it.
import { fileURLToPath } from 'node:url'
import request from 'supertest'
import { expect, test } from 'vitest'
import { loadSettings } from '../src/store/settings-file.js'
import { startApp } from './helpers/app.js'
import { all, parse, textOf } from './helpers/xml.js'

const SHIPPED = fileURLToPath(new URL('../config/settings.yaml', import.meta.url))

async function open() {
  const { table } = await loadSettings(SHIPPED, 'http://localhost:8080')
  if (table === undefined) throw new Error('the shipped settings do not load')
  const { app } = await startApp(table)
  await app.ready()
  return request(app.server)
}

test.each([
  ['the address', '/mail/config-v1.1.xml?emailaddress=jonas@example.lt', 'localhost:8080'],
  ['the host alone', '/mail/config-v1.1.xml', 'autoconfig.example.lt'],
  ['the well-known path', '/.well-known/autoconfig/mail/config-v1.1.xml', 'example.lt'],
  ['the ISPDB path', '/v1.1/example.lt', 'localhost:8080'],
])('autoconfig by %s: 993, 995 and 465 with SSL and a password', async (_title, path, host) => {
  const answer = await (await open()).get(path).set('Host', host)
  expect(answer.status).toBe(200)
  const root = parse(answer.text)
  const servers = ['incomingServer', 'outgoingServer'].flatMap((name) =>
    all(root, 'emailProvider', name),
  )
  const told = servers.map((server) =>
    ['hostname', 'port', 'socketType', 'authentication', 'username'].map((name) =>
      textOf(server, name),
    ),
  )
  expect(told).toEqual(
    ['993', '995', '465'].map((port) => [
      ...['ssl0.ovh.net', port, 'SSL', 'password-cleartext', '%EMAILADDRESS%'],
    ]),
  )
})

test('autodiscover: the same servers, with the address as user name', async () => {
  const body =
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">' +
    '<Request><EMailAddress>jonas@example.lt</EMailAddress></Request></Autodiscover>'
  const answer = await (await open()).post('/autodiscover/autodiscover.xml').type('form').send(body)
  expect(answer.status).toBe(200)
  const protocols = all(parse(answer.text), 'Response', 'Account', 'Protocol')
  const told = protocols.map((protocol) =>
    ['Type', 'Server', 'Port', 'SSL', 'Encryption', 'AuthRequired', 'LoginName'].map((name) =>
      textOf(protocol, name),
    ),
  )
  expect(told).toEqual(
    [
      ['IMAP', '993'],
      ['POP3', '995'],
      ['SMTP', '465'],
    ].map(([type, port]) => [type, 'ssl0.ovh.net', port, 'on', 'SSL', 'on', 'jonas@example.lt']),
  )
})

test('autodiscover in JSON: where the XML is', async () => {
  const path = '/autodiscover/autodiscover.json?Email=jonas@example.lt&Protocol=AutodiscoverV1'
  const answer = await (await open()).get(path)
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      Protocol: 'AutodiscoverV1',
      Url: 'https://autodiscover.example.lt/autodiscover/autodiscover.xml',
    },
  ])
})
