// How a resolver is named.
import { expect, test } from 'vitest'
import { parseResolver } from '../../src/probe/names.js'

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1:5353', '127.0.0.1:5353'],
  ['[::1]:5353', '[::1]:5353'],
  ['[2001:db8::53]', '[2001:db8::53]'],
  ['2001:db8::53', '[2001:db8::53]'],
  ['dns.example', undefined],
  ['dns.example:53', undefined],
  ['127.0.0.1:', undefined],
  ['127.0.0.1:port', undefined],
  ['[127.0.0.1]:53', undefined],
  ['127.0.0.1:999999', undefined],
  ['127.0.0.1:99999', undefined],
  ['127.0.0.1:0', undefined],
  ['', undefined],
])('%s is %s', (text, resolver) => {
  expect(parseResolver(text)).toBe(resolver)
})
