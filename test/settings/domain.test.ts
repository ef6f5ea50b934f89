// Names of domains: what is one, in which form it is kept, and where it stands in the table.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  domainOfHost,
  namesInTable,
  parseDomain,
  parseWildcard,
} from '../../src/settings/domain.js'
import { shown } from '../helpers/rows.js'

const LABEL_63 = 'l'.repeat(63)
/** A name of exactly so many octets. */
const nameOf = (octets: number) => `${`${LABEL_63}.`.repeat(3)}${'l'.repeat(octets - 192)}`

test.each(
  [
    ['E01', 'b.example', 'b.example'],
    ['E01', 'B.EXAMPLE', 'b.example'],
    ['E01', 'b.example.', 'b.example'],
    ['E01', 'a-b.c--d.example', 'a-b.c--d.example'],
    ['E01', '1and1.example', '1and1.example'],
    ['E01', '163.com', '163.com'],
    ['E09', `${LABEL_63}.example`, `${LABEL_63}.example`],
    ['E09', nameOf(253), nameOf(253)],
    ['E09', `${nameOf(253)}.`, nameOf(253)],
    ['E11', 'bücher.example', 'xn--bcher-kva.example'],
    ['E11', 'BÜCHER.example', 'xn--bcher-kva.example'],
    ['E11', 'bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['E11', 'XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['E12', 'straße.example', 'xn--strae-oqa.example'],
    ['E12', 'strasse.example', 'strasse.example'],
    ['E13', 'аррӏе.com', 'xn--80ak6aa92e.com'],
    ['E14', '☃.net', 'xn--n3h.net'],
    ['E14', 'b。example', 'b.example'],
    ['E14', 'ａｂｃ.example', 'abc.example'],
    ['E10', '例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ].map(([id, text = '', name]) => [id, shown(text), text, name] as const),
)('OPS-%s %s', (_id, _title, text, name) => {
  expect(parseDomain(text)).toBe(name)
})

test.each(
  [
    ['E07', ''],
    ['E07', '.'],
    ['E07', ' '],
    ['E09', `${'l'.repeat(64)}.example`],
    ['E09', nameOf(254)],
    ['E09', `${'l.'.repeat(5000)}example`],
    ['E14', 'xn--'],
    ['E14', 'xn--a'],
    ['E14', 'xn--.example'],
    ['E14', 'xn--a.example'],
    ['E14', 'xn--\u00fc.example'],
    ['E15', 'localhost'],
    ['E15', 'b'],
    ['E15', '127.0.0.1'],
    ['E15', '127.1'],
    ['E15', '0x7f.1'],
    ['E15', '127.0.0.0x1'],
    ['E15', '1.0x'],
    ['E15', '2130706433'],
    ['E15', '１２７.０.０.１'],
    ['E15', '[::1]'],
    ['E15', '::1'],
    ['E16', 'b.example/x'],
    ['E16', 'b.example?x'],
    ['E16', 'b.example#x'],
    ['E16', 'b.example:80'],
    ['E16', 'a@b.example'],
    ['E16', 'b.exam\\ple'],
    ['E16', '%65xample.com'],
    ['E16', 'b\t.example'],
    ['E16', 'b .example'],
    ['E16', 'b\u3000.example'],
    ['E16', 'b.example\n'],
    ['E16', 'b\u0000.example'],
    ['E16', 'b\u007f.example'],
    ['E16', 'a／b.example'],
    ['E16', 'a＠b.example'],
    ['E16', 'a％62.example'],
    ['E17', '-b.example'],
    ['E17', 'b-.example'],
    ['E17', 'b.-example'],
    ['E17', 'b..example'],
    ['E17', '.b.example'],
    ['E17', 'b.example..'],
    ['E17', 'a_b.example'],
    ['E17', '*.b.example'],
    ['E17', 'b.123'],
    ['E17', 'b*.example'],
    ['E18', 'b\ud800.example'],
    ['E19', 'b\u202e.example'],
  ].map(([id, text = '']) => [id, shown(text), text] as const),
)('OPS-%s %s is no domain', (_id, _title, text) => {
  expect(parseDomain(text)).toBeUndefined()
})

test.each([
  ['*', '*'],
  ['*.b.example', '*.b.example'],
  ['*.BÜCHER.example', '*.xn--bcher-kva.example'],
  ['*.', undefined],
  ['*.example', undefined],
  ['**.b.example', undefined],
  ['*b.example', undefined],
  ['a.*.example', undefined],
  ['b.example', undefined],
  ['', undefined],
])('OPS-1.5 the wildcard %j is %j', (text, wildcard) => {
  expect(parseWildcard(text)).toBe(wildcard)
})

test.each([
  ['b.example', ['b.example', '*.example', '*']],
  ['a.b.c.example', ['a.b.c.example', '*.b.c.example', '*.c.example', '*.example', '*']],
])('OPS-1.5 %s is looked for as %j', (domain, names) => {
  expect([...namesInTable(domain)]).toEqual(names)
})

test.each([
  ['H01', 'autoconfig.b.example', 'b.example'],
  ['H01', 'autodiscover.b.example:443', 'b.example'],
  ['H01', 'ua-auto-config.b.example.', 'b.example'],
  ['H01', 'WWW.B.EXAMPLE.:8080', 'b.example'],
  ['H01', 'b.example', 'b.example'],
  ['H01', 'mail.b.example', 'mail.b.example'],
  ['H01', 'autoconfig.autodiscover.b.example', 'autodiscover.b.example'],
  ['H01', 'autoconfigb.example', 'autoconfigb.example'],
  ['H01', 'autoconfig.com', undefined],
  ['H01', 'www.example', undefined],
  ['H04', '', undefined],
  ['H04', ':80', undefined],
  ['H04', '1.2.3.4:80', undefined],
  ['H04', '[::1]', undefined],
  ['H04', '[::1]:80', undefined],
  ['H04', 'a b<script>', undefined],
  ['H04', 'b.example:80:80', undefined],
  ['H04', 'localhost:8080', undefined],
])('OPS-%s the host %j asks for %j', (_id, host, domain) => {
  expect(domainOfHost(host)).toBe(domain)
})

const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('.', '.', '-', 'a', 'example', 'com', '1', 'xn--', '0x7'),
  },
  fc.constantFrom('ü', 'ß', '。', '☃', 'Ａ', 'xn--bcher-kva', '%41', '@', ':', '/', '\u00ad', 'İ'),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const names = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 3 }).map((pieces) => `a${pieces.join('')}.example`),
)

test('OPS-G7 property: an accepted name is A-labels, stays itself, and is a URL host to others', () => {
  let accepted = 0
  fc.assert(
    fc.property(names, (text) => {
      const name = parseDomain(text)
      if (name === undefined) return
      accepted += 1
      expect(name).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$/)
      expect(name.length).toBeLessThanOrEqual(253)
      expect(parseDomain(name)).toBe(name)
      expect(parseDomain(`${name}.`)).toBe(name)
      expect(parseDomain(name.toUpperCase())).toBe(name)
      expect(new URL(`http://${name}/`).hostname).toBe(name)
      expect(
        [...namesInTable(name)].map((one) => parseWildcard(one) ?? parseDomain(one)),
      ).toContain(name)
    }),
    { numRuns: 10_000 },
  )
  expect(accepted).toBeGreaterThan(500)
})
