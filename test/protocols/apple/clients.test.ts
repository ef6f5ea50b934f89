// What check says of iPhones and Macs: yes where there is a profile, else why there is none.
import { expect, test } from 'vitest'
import { judgeProfile } from '../../../src/protocols/apple/clients.js'
import { OUT_OF_REACH } from '../../../src/protocols/clients.js'
import { profileServers } from '../../../src/protocols/apple/servers.js'
import { table } from './setup.js'

const CLEAR = 'it is not encrypted, and no profile sends passwords in the clear'
const METHODS = 'Apple Mail knows none of its authentication methods'

test.each([
  ['ovh', undefined],
  ['startTls', undefined],
  ['popOnly', undefined],
  ['methods', undefined],
  ['plain', `imap: ${CLEAR}; smtp: ${CLEAR}`],
  ['oauth', `imap: ${METHODS}; smtp: ${METHODS}`],
  ['noSmtp', 'no smtp server'],
  ['realName', 'imap: its user name cannot be derived; smtp: its user name cannot be derived'],
])('AP-A14 check says of %s: %s', (key, because) => {
  const provider = table.providers.get(key)
  if (provider === undefined) throw new Error(key)
  expect(judgeProfile(provider)).toEqual([
    {
      client: 'iPhone, iPad, Mac: with the profile',
      works: because === undefined ? 'yes' : 'no',
      ...(because !== undefined && { because }),
    },
  ])
  expect(profileServers(provider) === undefined).toBe(because !== undefined)
})

test('AP-A12 a page can know of which kind the profile will be', () => {
  const kinds = ['ovh', 'popOnly', 'plain'].map((key) => {
    const provider = table.providers.get(key)
    return provider && profileServers(provider)?.kind
  })
  expect(kinds).toEqual(['imap', 'pop3', undefined])
})

test('AP-A14 without a profile, nobody is told that Apple finds anything by itself', () => {
  const apple = OUT_OF_REACH.filter(({ client }) => client.startsWith('iPhone'))
  expect(apple).toMatchObject([
    { works: 'no', because: expect.stringMatching('nobody by itself') as string },
  ])
})
