// The table that ships, as a mailbox owner of it meets it.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { all, parse } from '../../helpers/xml.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { load, told } from '../../helpers/settings.js'
import { outlook } from './bodies.js'
import { startPox } from './setup.js'

const SHIPPED = fileURLToPath(new URL('../../../config/settings.yaml', import.meta.url))

test('AD-T01 config/settings.yaml: 993, 995 and 465 with SSL, the address logs in', async () => {
  const { table } = await loadSettings(SHIPPED, 'http://localhost:8080')
  if (table === undefined) throw new Error('the shipped table is not to be served')
  const pox = await startPox(table)
  const { body } = await pox.ask({ body: outlook('jonas@example.lt') })
  const found = all(parse(body), 'Response', 'Account', 'Protocol').map(({ children }) =>
    Object.fromEntries(children.map(({ name, text }) => [name, text])),
  )
  const same = {
    Server: 'ssl0.ovh.net',
    LoginName: 'jonas@example.lt',
    DomainRequired: 'off',
    SPA: 'off',
    SSL: 'on',
    Encryption: 'SSL',
    AuthRequired: 'on',
  }
  expect(found).toEqual([
    { ...same, Type: 'IMAP', Port: '993' },
    { ...same, Type: 'POP3', Port: '995' },
    { ...same, Type: 'SMTP', Port: '465', UsePOPAuth: 'on', SMTPLast: 'off' },
  ])
})

// Not refused, as older servers do: the table is served as written elsewhere, and POX leaves the server out.
test.each([
  ['implicit TLS on 587', 'smtp', 587, 'SSL'],
  ['implicit TLS on 143', 'imap', 143, 'SSL'],
  ['STARTTLS on 465', 'smtp', 465, 'STARTTLS'],
  ['clear text on 993', 'imap', 993, 'plain'],
])(
  'AD-T25 %s is a warning when the settings are loaded',
  async (_title, type, port, socketType) => {
    const section = type === 'smtp' ? 'outgoingServers' : 'incomingServers'
    const loaded = await load(
      JSON.stringify({
        publicUrl: 'https://setup.example.net',
        providers: {
          p: {
            displayName: 'P',
            hostname: 'mail.example.net',
            [section]: [{ type, port, socketType }],
          },
        },
        domains: { 'example.org': 'p' },
      }),
    )
    expect(loaded.table).toBeDefined()
    expect(told(loaded).join('\n')).toMatch(
      new RegExp(`warning providers.p.${section}.0.socketType: port ${port} is for`),
    )
  },
)
