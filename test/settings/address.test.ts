// The only function that makes an address out of a string: what it accepts fits every later place.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeXml } from '../../src/format/escape-xml.js'
import { formatAddress, parseAddress, readPlainAddressInQuery } from '../../src/settings/address.js'
import { parseDomain } from '../../src/settings/domain.js'
import { bad, good } from '../http/addresses.cases.js'
import { shown } from '../helpers/rows.js'
import { parse } from '../helpers/xml.js'

test.each(good.map(({ id, sent, mailbox }) => [id, shown(sent), sent, mailbox] as const))(
  'OPS-%s %s is read',
  (_id, _title, sent, mailbox) => {
    const at = mailbox.lastIndexOf('@')
    const address = { localPart: mailbox.slice(0, at), domain: mailbox.slice(at + 1) }
    expect(parseAddress(sent)).toEqual(address)
    expect(formatAddress(address)).toBe(mailbox)
  },
)

test.each(bad.map(([id, sent]) => [id, shown(sent), sent] as const))(
  'OPS-%s %s is refused',
  (_id, _title, sent) => {
    expect(parseAddress(sent)).toBeUndefined()
  },
)

const LOCAL_64 = 'l'.repeat(64)
const domainOf = (octets: number) =>
  `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(octets - 128)}`

test.each([
  ['a local part of 64 octets', `${LOCAL_64}@b.example`, true],
  ['a local part of 65 octets', `${LOCAL_64}l@b.example`, false],
  ['32 letters of two octets each', `${'ü'.repeat(32)}@b.example`, true],
  ['33 letters of two octets each', `${'ü'.repeat(33)}@b.example`, false],
  ['32 letters of four octets as they are sent', `${'u\u0308'.repeat(32)}@b.example`, true],
  ['254 octets', `${LOCAL_64}@${domainOf(189)}`, true],
  ['255 octets', `${LOCAL_64}@${domainOf(190)}`, false],
  ['254 octets and spaces around', ` ${LOCAL_64}@${domainOf(189)}\r\n`, true],
  ['a label of 63', `a@${'d'.repeat(63)}.example`, true],
  ['a label of 64', `a@${'d'.repeat(64)}.example`, false],
  ['16,000 characters', `${'l'.repeat(16_000)}@b.example`, false],
  ['16,000 dots', `${'l.'.repeat(8000)}l@b.example`, false],
  ['16,000 spaces', `a@b.example${' '.repeat(16_000)}x`, false],
])('OPS-E09 %s', (_title, text, accepted) => {
  const started = performance.now()
  expect(parseAddress(text) !== undefined).toBe(accepted)
  expect(performance.now() - started).toBeLessThan(100)
})

// Letters that Unicode takes for others: what is compared and sent is the composed form, and it is judged again.
test.each([
  ['E10', 'u\u0308@b.example', 'ü@b.example'],
  ['E10', '\u212a@b.example', 'K@b.example'],
  ['E10', '\u2126@b.example', 'Ω@b.example'],
  ['E06', 'a\u037eb@b.example', undefined],
  ['E19', 'a\u00adb@b.example', undefined],
  ['E19', 'a\u2060b@b.example', undefined],
  ['E19', 'a\u2028b@b.example', undefined],
  ['E19', 'a\u200eb@b.example', undefined],
  ['E18', 'a\ud800@b.example', undefined],
  ['E18', 'a\ufdd0@b.example', undefined],
  ['E18', 'a\uffff@b.example', undefined],
  ['E06', 'a,b@b.example', undefined],
  ['E06', 'a;b@b.example', undefined],
  ['E06', 'a:b@b.example', undefined],
  ['E06', 'a[b]@b.example', undefined],
  ['E06', 'a\\b@b.example', undefined],
])('OPS-%s %j: %j', (_id, text, mailbox) => {
  const address = parseAddress(text)
  expect(address && formatAddress(address)).toBe(mailbox)
})

const ATEXT = "!#$%&'*+-/=?^_`{|}~"

test.each(Array.from(ATEXT, (one) => [one]))('OPS-E05 %s is a letter like any other', (one) => {
  for (const localPart of [one, `a${one}`, `${one}a`, `a${one}b`]) {
    expect(parseAddress(`${localPart}@b.example`)).toEqual({ localPart, domain: 'b.example' })
  }
})

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b.example', '@', '@b.example', '.', ' ', '\r\n') },
  fc.constantFrom('ü', 'u\u0308', '"', '<', '>', '&', '%41', '\u202e', '\ufeff', '\u037e', ']]>'),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(...Array.from(ATEXT)),
)
const texts = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 3 }).map((pieces) => `a${pieces.join('')}@b.example`),
)

test('OPS-G7 property: never throws; what is accepted keeps the rules and survives every encoder', () => {
  let accepted = 0
  fc.assert(
    fc.property(texts, (text) => {
      const address = parseAddress(text)
      if (address === undefined) return
      accepted += 1
      const { localPart, domain } = address
      const mailbox = formatAddress(address)
      expect(Buffer.byteLength(localPart)).toBeLessThanOrEqual(64)
      expect(localPart).toBe(localPart.normalize('NFC'))
      expect(localPart).toMatch(/^[^.\s"(),:;<>@[\\\]\p{C}]+(?:\.[^.\s"(),:;<>@[\\\]\p{C}]+)*$/u)
      expect(parseDomain(domain)).toBe(domain)
      expect(parseAddress(mailbox)).toEqual(address)
      expect(parse(`<a>${escapeXml(mailbox)}</a>`).text).toBe(mailbox)
      expect(decodeURIComponent(encodeURIComponent(mailbox))).toBe(mailbox)
      expect(JSON.parse(JSON.stringify(mailbox))).toBe(mailbox)
    }),
    { numRuns: 10_000 },
  )
  expect(accepted).toBeGreaterThan(1000)
})

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

test('OPS-G7 property: what a query says plainly is what it says when it is decoded', () => {
  let plain = 0
  const separator = fc.constantFrom('@', '%40', '%40', '%4', '%2540', '@%40')
  const local = fc.constantFrom('a', 'a.b', 'a+b', "o'b", 'a..b', 'a%41', 'l'.repeat(65))
  const label = fc.constantFrom('b', 'b', 'c1', 'b-c', 'b--c', '1', 'xn--a', 'd'.repeat(64))
  const end = fc.constant('example')
  const anything = fc.array(piece, { maxLength: 2 }).map((pieces) => pieces.join(''))
  const inQuery = fc
    .tuple(fc.oneof(local, local, texts), separator, label, fc.oneof(end, label, anything))
    .map(([before, at, ...rest]) => `${before}${at}${rest.join('.')}`)
  fc.assert(
    fc.property(inQuery, (text) => {
      const read = readPlainAddressInQuery(text)
      if (read === undefined) return
      plain += 1
      expect(read).toEqual(parseAddress(decoded(text) ?? ''))
    }),
    { numRuns: 10_000 },
  )
  expect(plain).toBeGreaterThan(300)
})

test.each([
  ['a.b+c@b.example', { localPart: 'a.b+c', domain: 'b.example' }],
  ['a.b+c%40b-c.example', { localPart: 'a.b+c', domain: 'b-c.example' }],
  ['a%2Bc%40b.example', undefined],
  ['a%40b%40b.example', undefined],
  ['a%40B.example', undefined],
  ['a%40b.1', undefined],
  [`${LOCAL_64}%40b.example`, { localPart: LOCAL_64, domain: 'b.example' }],
  [`${LOCAL_64}l%40b.example`, undefined],
  [`a%40${'d'.repeat(56)}.example`, { localPart: 'a', domain: `${'d'.repeat(56)}.example` }],
  [`a%40${'d'.repeat(57)}.example`, undefined],
])('OPS-1.4 %s in a query: plain or not', (text, read) => {
  expect(readPlainAddressInQuery(text)).toEqual(read)
})
