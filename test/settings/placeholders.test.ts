// %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN%: what is replaced, once, and what only looks like it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  placeholderSlips,
  replacePlaceholders,
  replacePlaceholdersInside,
} from '../../src/settings/placeholders.js'

const FRED = {
  EMAILADDRESS: 'fred@example.org',
  EMAILLOCALPART: 'fred',
  EMAILDOMAIN: 'example.org',
}

test.each([
  ['%EMAILADDRESS%', 'fred@example.org'],
  ['%EMAILLOCALPART%', 'fred'],
  ['%EMAILDOMAIN%', 'example.org'],
  ['%EMAILLOCALPART%.%EMAILDOMAIN%', 'fred.example.org'],
  ['%EMAILLOCALPART%%EMAILLOCALPART%', 'fredfred'],
  ['mail.%EMAILDOMAIN%', 'mail.example.org'],
  ['none at all', 'none at all'],
  ['', ''],
  ['%emaildomain%', '%emaildomain%'],
  ['%EMAILADDRESS', '%EMAILADDRESS'],
  ['%REALNAME%', '%REALNAME%'],
  ['%%EMAILDOMAIN%%', '%example.org%'],
  ['100 %', '100 %'],
])('SM-2 placeholders of %s: %s', (text, expected) => {
  expect(replacePlaceholders(text, FRED)).toBe(expected)
})

test.each([
  ['%EMAILDOMAIN%', '%EMAILDOMAIN%@x.example'],
  ["$&$1$'", "$&$1$'@x.example"],
  ['$$', '$$@x.example'],
])('SM-2 a local part of %s is never looked at again', (localPart, address) => {
  const values = { EMAILADDRESS: address, EMAILLOCALPART: localPart, EMAILDOMAIN: 'x.example' }
  expect(replacePlaceholders('%EMAILADDRESS%,%EMAILLOCALPART%', values)).toBe(
    `${address},${localPart}`,
  )
})

test('SM-2 placeholders in every text of a value, and nothing else of it changes', () => {
  const value = {
    a: '%EMAILDOMAIN%',
    '%EMAILDOMAIN%': [1, null, true, ['%EMAILLOCALPART%', { b: undefined, c: '%EMAILADDRESS%' }]],
  }
  expect(replacePlaceholdersInside(value, FRED)).toEqual({
    a: 'example.org',
    '%EMAILDOMAIN%': [1, null, true, ['fred', { b: undefined, c: 'fred@example.org' }]],
  })
  expect(value.a).toBe('%EMAILDOMAIN%')
})

test.each<[string, string[]]>([
  ['%EMAILADDRESS%', []],
  ['mail.%EMAILDOMAIN%', []],
  ['plain', []],
  ['%EMAILADDRESS', ['%EMAILADDRESS']],
  ['EMAILADDRESS%', ['%']],
  ['%REALNAME%', ['%REALNAME%']],
  ['%EMAIL ADDRESS%', ['%EMAIL', '%']],
  ['%20', ['%20']],
  ['%BAR', ['%BAR']],
  ['%%EMAILDOMAIN%%', ['%%']],
])('SM-2 slips in %s: %j', (text, slips) => {
  expect(placeholderSlips(text)).toEqual(slips)
})

test.each<[string, string[]]>([
  ['https://x.example/a%20b%c3%A9', []],
  ['https://x.example/%EMAILDOMAIN%/%7E', []],
  ['https://x.example/%USER%', ['%USER%']],
  ['https://x.example/100%', ['%']],
  ['mailto:help@x.example?subject=a%20b', []],
])('SM-2 slips in the URL %s: %j', (url, slips) => {
  expect(placeholderSlips(url)).toEqual(slips)
})

test('SM-2 a text without a percent sign is returned as it is', () => {
  const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('%'))
  fc.assert(
    fc.property(text, (one) => {
      expect(replacePlaceholders(one, FRED)).toBe(one)
      expect(placeholderSlips(one)).toEqual([])
    }),
  )
})
