import { expect, test } from 'vitest'
import { disagreements } from './agreement.js'
import { GET_SETTINGS, SETTINGS } from './samples.js'
import { tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const mailbox = { localPart: 'ana', domain: 'example.org' }

function differences(body: string, domain = 'example.org'): string[] {
  const entry = table.find(domain)
  if (entry?.kind !== 'settings') throw new Error(domain)
  return disagreements(body, entry.provider, mailbox)
}

test('AD-T23 a sound answer agrees with its table', () => {
  expect(differences(SETTINGS)).toEqual([])
  const entry = table.find('example.org')
  const provider = entry?.kind === 'settings' ? entry.provider : undefined
  expect(provider && disagreements(GET_SETTINGS, provider, { domain: 'example.org' })).toEqual([])
})

const changed = [
  { from: '<SSL>on', to: '<SSL>off', says: 'Thunderbird: IMAP mail.example.net:993 by plain' },
  { from: '<SSL>on', to: '<SSL>off', says: 'Delta Chat: IMAP mail.example.net:993 by plain' },
  { from: '<SSL>on', to: '<SSL>true', says: 'Thunderbird drops IMAP' },
  { from: '<Port>993', to: '<Port>143', says: 'FairEmail: IMAP mail.example.net:143 is not in' },
  { from: '<LoginName>ana@', to: '<LoginName>eva@', says: 'logs in as eva@example.org' },
  { from: 'mail.example.net', to: 'mail.evil.example', says: 'mail.evil.example:993 is not in' },
]

test.each(changed.map((row) => [row.from, row.to, row] as const))(
  'AD-T23 %s → %s is told apart',
  (from, to, { says }) => {
    expect(differences(SETTINGS.replace(from, to)).join('\n')).toContain(says)
  },
)

test('AD-T23 a table that says STARTTLS disagrees with an answer that says TLS at once', () => {
  const body = SETTINGS.replace('>993<', '>143<').replace('>465<', '>587<')
  expect(differences(body, 'plain.example.com').join('\n')).toContain(
    'IMAP mail.example.net:143 by STARTTLS',
  )
})
