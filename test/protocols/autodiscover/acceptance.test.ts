// What `check` says of the clients that read POX, and that it says of an answer what the answer is.
import { expect, test } from 'vitest'
import { judgeAutodiscover } from '../../../src/protocols/autodiscover/clients.js'
import { judgeActiveSync } from '../../../src/protocols/active-sync.js'
import { judgeClients } from '../../../src/protocols/registry.js'
import { mobilesync, outlook } from './bodies.js'
import { startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const SENDS_NOT = 'no smtp server: it could not send'

const rows: readonly [provider: string, works: string, because?: string][] = [
  ['ssl', 'yes'],
  ['starttls', 'yes'],
  ['plain', 'yes'],
  ['local', 'yes'],
  ['pop-only', 'yes'],
  ['oauth-first', 'yes'],
  ['by-network', 'yes'],
  ['contradicting', 'yes'],
  ['no-smtp', 'partly', SENDS_NOT],
  ['unstatable-imap', 'no', 'imap: clients take port 587 for STARTTLS'],
  ['unstatable-smtp', 'no', 'smtp: clients take port 2587 for TLS from the first byte'],
  [
    'oauth-only',
    'no',
    'imap: Outlook knows none of its authentication methods; ' +
      'smtp: Outlook knows none of its authentication methods',
  ],
  [
    'real-name',
    'no',
    'imap: its user name cannot be derived; smtp: its user name cannot be derived',
  ],
  ['exchange-only', 'no', 'no imap or pop3 server'],
]

test.each(rows)('AD-13 with the provider %s it works: %s', async (key, works, because) => {
  const provider = table.providers.get(key)
  const verdicts = provider === undefined ? [] : judgeAutodiscover(provider)
  expect(verdicts).toEqual([
    {
      client: 'Outlook (classic, old account wizard)',
      works,
      ...(because !== undefined && { because }),
    },
    { client: 'eM Client', works, ...(because !== undefined && { because }) },
  ])
})

test.each([
  ['ssl', 'no', 'there is no Exchange server here; choose IMAP or "Other" instead'],
  [
    'eas-in-clear-text',
    'no',
    'the ActiveSync server has no https URL; choose IMAP or "Other" instead',
  ],
  ['eas', 'yes', undefined],
  ['eas-for-each', 'yes', undefined],
])('AD-T51 accounts of type Exchange, with the provider %s: %s', (key, works, because) => {
  const provider = table.providers.get(key)
  if (provider === undefined) throw new Error(key)
  const rows = judgeClients(provider).filter(({ client }) => client.includes('type Exchange'))
  expect(rows).toEqual([
    {
      client: 'Accounts of type Exchange (Apple, Samsung, Gmail app)',
      works,
      ...(because !== undefined && { because }),
    },
  ])
})

const hosted = [...table.entries()].flatMap(([name, entry]) =>
  entry.kind === 'settings' && !name.startsWith('*') ? [[name, entry.provider] as const] : [],
)

test.each(hosted)(
  'AD-13 %s: who works is answered, who does not is not',
  async (name, provider) => {
    const pox = await startPox(table)
    const { status } = await pox.ask({ body: outlook(`a@${name}`) })
    const works = judgeAutodiscover(provider).map((verdict) => verdict.works)
    expect(works.map((one) => one !== 'no')).toEqual([status === 200, status === 200])
  },
)

test.each(hosted)('AD-T51 %s: who picks Exchange gets what check says', async (name, provider) => {
  const pox = await startPox(table)
  const { status } = await pox.ask({ body: mobilesync(`a@${name}`) })
  expect(judgeActiveSync(provider).works).toBe(status === 200 ? 'yes' : 'no')
})
