// Whatever is asked for: JSON with one of two sets of keys, never a 5xx, nothing reflected but a plain word.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from '../../../src/settings/address.js'
import { fixtureTable, PATH, said, startJson } from './setup.js'

const table = await fixtureTable()
const PATIENT = { timeout: 30_000 }

const word = fc.constantFrom(
  ...[
    'Email',
    'email',
    'Protocol',
    'RedirectCount',
    'AutodiscoverV1',
    'ActiveSync',
    'EWS',
    '__proto__',
  ],
  ...[
    'ana@example.org',
    'ana%40example.org',
    'kim@eas.example.com',
    '@',
    '%40',
    'v1.0',
    'v1.0/',
    'v',
  ],
  ...[
    '&',
    '=',
    '?',
    '/',
    '//',
    ';',
    '%00',
    '%zz',
    '%',
    '%ff',
    '%2F',
    '%2e%2e',
    '..',
    '+',
    '%20',
    '<x>',
  ],
  ...['constructor', 'toString', '{}', '[]', '%EMAILADDRESS%', '%EF%B7%91', '"', "'", '\\'],
)
/** What a client can write into a request line. */
const visible = fc
  .string({ unit: 'grapheme-ascii', maxLength: 6 })
  .map((text) => text.replace(/[\s#]/g, ''))
const pieces = fc.array(fc.oneof({ arbitrary: word, weight: 4 }, visible), { maxLength: 12 })

test('AD-T61 any query and any path below', PATIENT, async () => {
  const json = await startJson(table)
  const host = fc.constantFrom('autodiscover.example.org', 'marker.example', 'eas.example.com')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('?', '/', '/v1.0/'), pieces, host, async (start, rest, to) => {
      const target = `${PATH}${start}${rest.join('')}`
      // Without a socket, a request goes where a browser would go: dots and backslashes may lead out of here.
      fc.pre(new URL(target, 'http://x.invalid').pathname.startsWith(PATH))
      const answer = await json.ask(target, { headers: { host: to } })
      expect(answer.status).toBeLessThan(500)
      expect(answer.body).not.toMatch(/<|__proto__|%EMAIL|\ufdd1/)
    }),
    { numRuns: 700 },
  )
})

const parameter = fc.tuple(
  fc.constantFrom('Email', 'eMAIL', 'Protocol', 'protocol', 'X'),
  fc.oneof(fc.constantFrom('ana@example.org', 'AutodiscoverV1', 'ActiveSync', ''), fc.string()),
)

test('AD-T57 well-formed parameters with any values', PATIENT, async () => {
  const json = await startJson(table)
  await fc.assert(
    fc.asyncProperty(fc.array(parameter, { maxLength: 5 }), async (parameters) => {
      const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      const answer = await json.ask(`${PATH}?${query.join('&')}`)
      expect([200, 400, 404]).toContain(answer.status)
    }),
    { numRuns: 400 },
  )
})

test(
  'AD-T55 every address that we accept is found, in the query and in the path',
  PATIENT,
  async () => {
    const json = await startJson(table)
    const local = fc.string({
      unit: fc.constantFrom(..."aZ0!#$%&'*+-/=?^_`{|}~.üß漢".split('')),
      minLength: 1,
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(local, async (localPart) => {
        fc.pre(parseAddress(`${localPart}@example.org`) !== undefined)
        const address = encodeURIComponent(`${localPart}@example.org`)
        const expected = `200 AutodiscoverV1 https://autodiscover.example.org/autodiscover/autodiscover.xml`
        for (const asked of [`?Email=${address}&`, `/v1.0/${address}?`]) {
          expect(said(await json.ask(`${PATH}${asked}Protocol=AutodiscoverV1`))).toBe(expected)
        }
      }),
      { numRuns: 300 },
    )
  },
)
