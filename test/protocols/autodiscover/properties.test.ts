// Whatever is sent: no exception, no 5xx, only sound documents, and nothing of it comes back but an address.
import fc from 'fast-check'
import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parseAddress } from '../../../src/settings/address.js'
import { tableOf } from '../../helpers/settings.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { escaped, mobilesync, outlook, request } from './bodies.js'
import type { Seen } from './invariants.js'
import { type Pox, protocolsIn, requestFile, startPox, tableOfFile } from './setup.js'
import { isLegalTransport } from './vocabulary.js'

const table = await tableOfFile('fixture.yaml')
const files = await readdir(new URL('requests/', import.meta.url))
const requests = await Promise.all(files.map(requestFile))

// Many answers in one test: the machine may be busy.
const PATIENT = { timeout: 30_000 }

const timeless = ({ body }: Seen) => body.replace(/Time="[^"]*"/, '')

/** Every refusal there is, without its time: none can hold anything that was sent. */
async function refusals(pox: Pox): Promise<Set<string>> {
  const bodies = [
    '',
    outlook('a@b.example'),
    mobilesync('a@example.org'),
    outlook('a@off.example.com'),
  ]
  const answers = await Promise.all(bodies.map((body) => pox.ask({ body })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400, 404]))
  return new Set(answers.map(timeless))
}

function expectHarmless(answer: Seen, known: ReadonlySet<string>): void {
  expect(answer.status).toBeLessThan(500)
  if (answer.status !== 200) expect(known).toContain(timeless(answer))
}

test('AD-T28 any octets as a body: a refusal that is always the same', PATIENT, async () => {
  const pox = await startPox(table)
  const known = await refusals(pox)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (body) => {
      const answer = await pox.ask({ body })
      expectHarmless(answer, known)
      expect(answer.status).toBe(400)
    }),
    { numRuns: 200 },
  )
})

const pieces = fc.oneof(
  fc.constantFrom(
    ...['<', '>', '&', '&lt;', '&#0;', '&#x1F600;', '&amp;amp;', ']]>', '<![CDATA[', '<!--', '-->'],
    ...['<!DOCTYPE a>', '<?x y?>', '\0', '\ufeff', '\ufdd1', '\u202e', '@', '@@', '"', "'", ' '],
    ...[
      '%EMAILADDRESS%',
      '$&',
      '${1}',
      '__proto__',
      '</EMailAddress>',
      '<EMailAddress>a@b.example',
    ],
    ...['<Server>evil.example</Server>', 'xmlns:a="b"', '<Request>', '</Request>', 'é', '\u0301'],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
)

interface Change {
  at: number
  remove: number
  insert: string
}
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.nat(450),
    remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
    insert: fc.oneof(fc.constant(''), pieces),
  }),
  { minLength: 1, maxLength: 3 },
)

function changed(body: Buffer, all: readonly Change[]): Buffer {
  return all.reduce(
    (before, { at, remove, insert }) =>
      Buffer.concat([before.subarray(0, at), Buffer.from(insert), before.subarray(at + remove)]),
    body,
  )
}

test(
  'AD-T29 real requests with something changed: settings for an address in them, or a refusal',
  PATIENT,
  async () => {
    const pox = await startPox(table)
    const known = await refusals(pox)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...requests), changes, async (body, mutation) => {
        const answer = await pox.ask({ body: changed(body, mutation) })
        expectHarmless(answer, known)
        if (answer.status !== 200) return
        const address =
          textOf(parse(answer.body), 'Response', 'User', 'AutoDiscoverSMTPAddress') ?? ''
        expect(parseAddress(address)).toBeDefined()
        expect(answer.body).not.toContain('evil')
      }),
      { numRuns: 500 },
    )
  },
)

test(
  'AD-T29 anything between the tags of the address: the address it is, or a refusal',
  PATIENT,
  async () => {
    const pox = await startPox(table)
    const known = await refusals(pox)
    const text = fc.array(fc.oneof(pieces, fc.constantFrom('ana', 'o', '@example.org', '.')))
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        expectHarmless(await pox.ask({ body: outlook(parts.join('')) }), known)
        expectHarmless(await pox.ask({ body: request(parts.join('')) }), known)
      }),
      { numRuns: 300 },
    )
  },
)

const ATEXT = "abcXYZ019!#$%&'*+-/=?^_`{|}~.".split('')
const local = fc.string({
  unit: fc.constantFrom(...ATEXT, 'ü', 'é', 'e\u0301', 'ß', 'ж', '漢', '𐐷', '٣'),
  minLength: 1,
  maxLength: 30,
})
const domains = [
  ['example.org', 'example.org'],
  ['EXAMPLE.Org.', 'example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['XN--BCHER-KVA.EXAMPLE', 'xn--bcher-kva.example'],
  ['dav.example.com', 'dav.example.com'],
] as const

test(
  'AD-T16 every address that we accept comes back, letter by letter, in every place',
  PATIENT,
  async () => {
    const pox = await startPox(table)
    await fc.assert(
      fc.asyncProperty(local, fc.constantFrom(...domains), async (localPart, [typed, domain]) => {
        fc.pre(parseAddress(`${localPart}@${typed}`) !== undefined)
        const answer = await pox.ask({ body: outlook(escaped(`${localPart}@${typed}`)) })
        const root = parse(answer.body)
        const expected = `${localPart.normalize('NFC')}@${domain}`
        const user = textOf(root, 'Response', 'User', 'AutoDiscoverSMTPAddress')
        const logins = all(root, 'Response', 'Account', 'Protocol', 'LoginName')
        expect([user, ...logins.map(({ text }) => text)]).toEqual(
          ['user', ...logins].map(() => expected),
        )
      }),
      { numRuns: 400 },
    )
  },
)

const PORTS = [25, 110, 143, 465, 587, 993, 995, 1993, 2143, 2525]
const server = (...types: string[]) =>
  fc.record({
    type: fc.constantFrom(...types),
    port: fc.constantFrom(...PORTS),
    socketType: fc.constantFrom('SSL', 'STARTTLS', 'plain'),
  })
const providers = fc.array(
  fc.record({
    incomingServers: fc.array(server('imap', 'pop3'), { minLength: 1, maxLength: 4 }),
    outgoingServers: fc.array(server('smtp'), { maxLength: 3 }),
  }),
  { minLength: 30, maxLength: 30 },
)
type Written = { type: string; port: number; socketType: string }

const WORDS = new Map([
  ['SSL', ['on', 'SSL']],
  ['STARTTLS', ['on', 'TLS']],
  ['plain', ['off', 'None']],
])

/** The first of a type, in the order of the table, whose port and socket can be said. */
function stated(servers: readonly Written[], types: readonly string[]): string[] {
  const sayable = servers.filter(({ type, port, socketType }) => {
    const [ssl = '', encryption = ''] = WORDS.get(socketType) ?? []
    return isLegalTransport(type.toUpperCase(), port, ssl, encryption)
  })
  return sayable
    .filter(
      (one, index) =>
        types.includes(one.type) && sayable.findIndex(({ type }) => type === one.type) === index,
    )
    .map(({ type, port, socketType }) => {
      const words = WORDS.get(socketType)?.join('/') ?? ''
      return `${type.toUpperCase()} mail.example.net:${port} ${words} a@`
    })
}

test(
  'AD-T23 any table: what can be said is said, and clients end up with what the table says',
  PATIENT,
  async () => {
    await fc.assert(
      fc.asyncProperty(providers, async (written) => {
        const entries = written.map((one, index) => [
          `d${index}.example`,
          { displayName: 'P', hostname: 'mail.example.net', ...one },
        ])
        const any = await tableOf(
          JSON.stringify({
            providers: Object.fromEntries(entries) as object,
            domains: Object.fromEntries(entries.map(([name]) => [name, name])) as object,
          }),
        )
        const pox = await startPox(any)
        for (const [index, { incomingServers, outgoingServers }] of written.entries()) {
          const answer = await pox.ask({ body: outlook(`a@d${index}.example`) })
          const incoming = stated(incomingServers, ['imap', 'pop3'])
          const outgoing = stated(outgoingServers, ['smtp'])
          const nothing =
            incoming.length === 0 || (outgoing.length === 0 && outgoingServers.length > 0)
          expect(answer.status).toBe(nothing ? 404 : 200)
          const found = nothing ? [] : protocolsIn(answer).map((one) => one.replace(/@.*/, '@'))
          expect(found).toEqual(nothing ? [] : [...incoming, ...outgoing])
        }
      }),
      { numRuns: 10 },
    )
  },
)
