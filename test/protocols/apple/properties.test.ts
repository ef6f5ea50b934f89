// Any table, any address, any name: never a failure, and whatever comes out is a profile that devices accept.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from '../../../src/settings/address.js'
import type { Server } from '../../../src/settings/provider.js'
import { tableOf } from '../../helpers/settings.js'
import { provider } from '../autoconfig/arbitrary-providers.js'
import { mailOf, profileOf, startApple } from './setup.js'
import { type Dict, payloadsOf } from './vocabulary.js'

const ATEXT = "abcXYZ019!#$%&'*+-/=?^_`{|}~.".split('')
const local = fc.string({
  unit: fc.constantFrom(...ATEXT, 'ü', 'e\u0301', 'ß', 'ж', '漢', '𐐷', 'İ'),
  minLength: 1,
  maxLength: 30,
})
const awkward = fc.constantFrom(
  '&',
  '<',
  ']]>',
  '"',
  '%EMAILADDRESS%',
  '$&',
  '🦊',
  '\u0301',
  ' ',
  'Ą',
)
const nameParts = fc.array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 3 })))
const name = nameParts.map((parts) => parts.join('').toWellFormed())

const query = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')

/** One visible line of at most 64 characters; the other blanks of Unicode do not begin or end it. */
function isName(text: string): boolean {
  if (text !== '' && !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return false
  const isLine =
    !/[\p{Cc}\p{Cs}\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]/u.test(text)
  return Array.from(text).length <= 64 && isLine && text.trim() === text
}

test('AP-A17 AP-A18 every address and every name comes back, letter by letter', async () => {
  const apple = await startApple()
  await fc.assert(
    fc.asyncProperty(local, name, async (localPart, sender) => {
      const email = `${localPart}@example.lt`
      const address = parseAddress(email)
      const { statusCode, body } = await apple.ask(query({ email, name: sender }))
      const trimmed = sender.replace(/^ +| +$/g, '')
      if (address === undefined || !isName(trimmed)) {
        expect(statusCode).toBe(400)
        return
      }
      expect(statusCode).toBe(200)
      const mail = mailOf(body)
      const whole = `${address.localPart}@example.lt`
      expect(mail).toMatchObject({
        EmailAddress: whole,
        IncomingMailServerUsername: whole,
        OutgoingMailServerUsername: whole,
      })
      expect(mail['EmailAccountName']).toBe(trimmed === '' ? undefined : trimmed)
    }),
    { numRuns: 300 },
  )
})

test('AP-A19 any query at all: a profile or a page, never a failure', async () => {
  const apple = await startApple()
  const piece = fc.oneof(
    fc.constantFrom(
      'email=',
      'name=',
      'dav=1',
      '&',
      '=',
      '%',
      '+',
      'a@example.lt',
      '%00',
      '%FF',
      '%F0',
    ),
    fc.string({ unit: fc.constantFrom(...'abc@.%?&=+;/'.split('')), maxLength: 6 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const { statusCode } = await apple.ask(pieces.join(''))
      expect(statusCode).toBeOneOf([200, 400, 404, 422])
    }),
    { numRuns: 300 },
  )
})

const wishes = fc.record(
  {
    protocol: fc.constantFrom('imap', 'pop3'),
    for: fc.constantFrom('ios', 'mac'),
    dav: fc.constant('1'),
    lang: fc.constantFrom('en', 'lt'),
    name,
  },
  { requiredKeys: [] },
)

test('AP-A08 AP-A09 any table: what comes out is sound, and states servers of the table', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(provider, { minLength: 8, maxLength: 8 }),
      wishes,
      async (all, wish) => {
        const entries = all.map((one, index) => [`p${index}`, { ...one, domains: [] }] as const)
        const table = await tableOf(
          JSON.stringify({
            publicUrl: 'https://setup.example.net',
            providers: Object.fromEntries(entries),
            domains: Object.fromEntries(entries.map(([key]) => [`${key}.example`, key])),
          }),
        )
        const apple = await startApple({ from: table })
        for (const [key] of entries) {
          const answer = await apple.ask(query({ email: `ana@${key}.example`, ...wish }))
          expect(answer.statusCode).toBeOneOf([200, 400, 422])
          if (answer.statusCode !== 200) continue
          const offered = table.providers.get(key)
          const servers: readonly Server[] = [
            ...(offered?.incomingServers ?? []),
            ...(offered?.outgoingServers ?? []),
          ]
          for (const [role, types] of ROLES) {
            const stated = statedAs(role, mailOf(answer.body))
            const match = servers.filter(
              ({ type, port, hostname }) =>
                types.includes(type) &&
                port === stated.port &&
                filled(hostname, key) === stated.host,
            )
            expect(match.length).toBeGreaterThan(0)
          }
          expect(payloadsOf(profileOf(answer.body)).length).toBeLessThanOrEqual(3)
        }
      },
    ),
    { numRuns: 15 },
  )
})

const ROLES: readonly [string, readonly string[]][] = [
  ['Incoming', ['imap', 'pop3']],
  ['Outgoing', ['smtp']],
]

function statedAs(role: string, mail: Dict) {
  return {
    host: mail[`${role}MailServerHostName`],
    port: mail[`${role}MailServerPortNumber`],
  }
}

function filled(hostname: string | undefined, key: string): string | undefined {
  return hostname?.replaceAll('%EMAILDOMAIN%', () => `${key}.example`)
}
