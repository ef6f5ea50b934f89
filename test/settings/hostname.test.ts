// The name of a server as a zone can hold it.
import { expect, test } from 'vitest'
import { hostnameForDomain } from '../../src/settings/hostname.js'
import { isFullAddress } from '../../src/settings/placeholders.js'

test.each([
  ['imap.example.com', 'imap.example.com'],
  ['mail.%EMAILDOMAIN%', 'mail.customer.example'],
  ['%EMAILDOMAIN%', 'customer.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['%EMAILLOCALPART%.example.com', undefined],
  ['%EMAILADDRESS%', undefined],
  ['192.0.2.1', undefined],
  ['2001:db8::1', undefined],
  ['mailhost', undefined],
  ['mail_1.example.com', undefined],
  [`${'a.'.repeat(119)}%EMAILDOMAIN%`, undefined],
])('SM-3 %s for customer.example: %s', (hostname, expected) => {
  expect(hostnameForDomain(hostname, 'customer.example')).toBe(expected)
})

test.each([
  ['%EMAILADDRESS%', true],
  ['%EMAILLOCALPART%@%EMAILDOMAIN%', true],
  ['%EMAILLOCALPART%', false],
  ['%EMAILLOCALPART%@corp.example', false],
  ['x%EMAILADDRESS%', false],
  ['ana@example.lt', false],
])('SM-3 user name %s is the whole address: %s', (username, expected) => {
  expect(isFullAddress(username)).toBe(expected)
})
