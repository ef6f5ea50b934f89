// The settings that come with the program, as its first users meet them.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadSettings } from '../../../src/store/settings-file.js'
import { startApp } from '../../helpers/app.js'
import { PUBLIC_URL } from '../../helpers/settings.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { ask, golden, PATH } from './ask.js'

const FILE = fileURLToPath(new URL('../../../config/settings.yaml', import.meta.url))

// The values of the provider's own guide: everything with SSL, the whole address as user name.
const SERVERS = [
  ['imap', 'ssl0.ovh.net', '993', 'SSL', 'password-cleartext', '%EMAILADDRESS%'],
  ['pop3', 'ssl0.ovh.net', '995', 'SSL', 'password-cleartext', '%EMAILADDRESS%'],
  ['smtp', 'ssl0.ovh.net', '465', 'SSL', 'password-cleartext', '%EMAILADDRESS%'],
]

test('AC-D the shipped table answers for jonas@example.lt', async () => {
  const { table } = await loadSettings(FILE, PUBLIC_URL)
  if (table === undefined) throw new Error('the shipped settings cannot be used')
  const { body } = await ask(await startApp(table), {
    host: 'autoconfig.example.lt',
    target: `${PATH}?emailaddress=jonas%40example.lt`,
  })
  const [provider] = all(parse(body), 'emailProvider')
  const servers = (provider?.children ?? []).filter(({ name }) => name.endsWith('Server'))
  expect(
    servers.map((server) => [
      server.attributes['type'],
      ...['hostname', 'port', 'socketType', 'authentication', 'username'].map((name) =>
        textOf(server, name),
      ),
    ]),
  ).toEqual(SERVERS)
  expect(body).toBe(golden('minimal'))
})

test.each(['example.lt', 'example.com', 'example.org'])(
  'AC-D the shipped table hosts %s',
  async (domain) => {
    const { table } = await loadSettings(FILE, PUBLIC_URL)
    if (table === undefined) throw new Error('the shipped settings cannot be used')
    const { status, body } = await ask(await startApp(table), {
      host: `autoconfig.${domain}`,
      target: PATH,
    })
    expect(status).toBe(200)
    expect(textOf(parse(body), 'emailProvider', 'domain')).toBe(domain)
  },
)
