// Property lists: what our own library writes is read back whole, and what strangers write is read or refused.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderPlist } from '../../src/format/plist.js'
import { type PlistValue, readPlist } from '../../src/format/read-plist.js'

const read = (text: string) => readPlist(new TextEncoder().encode(text))

function plain(value: PlistValue | undefined): unknown {
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, PlistValue>)]
    return Object.fromEntries(entries.map(([key, one]) => [key, plain(one)]))
  }
  return Array.isArray(value) ? value.map((one) => plain(one as PlistValue)) : value
}

const word = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.trim())
const text = word.filter((one) => one !== '' && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(one))
const key = text.filter((one) => one !== '__proto__')
const leaf = fc.oneof(text, fc.integer(), fc.boolean())
const dictionary = fc.dictionary(
  key,
  fc.oneof(leaf, fc.dictionary(key, leaf), fc.array(fc.dictionary(key, leaf))),
)

test('what is written comes back', () => {
  fc.assert(
    fc.property(dictionary, (written) => {
      expect(plain(read(renderPlist(written as never)))).toEqual({ ...written })
    }),
  )
})

test.each<[text: string, value: unknown]>([
  ['<plist><array><array><integer>1</integer></array><string/></array></plist>', [[1], '']],
  ['\ufeff <!DOCTYPE plist>\n<plist><real> 1.5 </real></plist>', 1.5],
  ['<plist><dict><key>a</key><key>b</key><true/><false/></dict></plist>', { b: true }],
  ['<plist><dict><key>a</key><integer>x</integer></dict></plist>', {}],
  ['<plist><data>AA==</data></plist>', 'AA=='],
  ['<plist/>', undefined],
  ['<dict/>', undefined],
  ['<!DOCTYPE plist SYSTEM "x" [<!ENTITY a "b">]><plist><string>&a;</string></plist>', undefined],
  ['<!DOCTYPE html><plist><true/></plist>', undefined],
])('%s', (source, value) => {
  expect(plain(read(source))).toEqual(value)
})

test('octets that are no UTF-8 are no property list', () => {
  expect(readPlist(Buffer.from('<plist><string>\xe9</string></plist>', 'latin1'))).toBeUndefined()
})
