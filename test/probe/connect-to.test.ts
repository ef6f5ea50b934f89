// --connect-to as curl has it.
import { expect, test } from 'vitest'
import { parseConnectTo, redirected } from '../../src/probe/connect-to.js'

test.each([
  ['a.example:443:127.0.0.1:8443', 'a.example', 443, '127.0.0.1', 8443],
  ['A.Example:443:127.0.0.1:8443', 'a.example', 443, '127.0.0.1', 8443],
  ['a.example:443:127.0.0.1:8443', 'A.EXAMPLE', 443, '127.0.0.1', 8443],
  ['::127.0.0.1:8443', 'a.example', 443, '127.0.0.1', 8443],
  ['a.example::127.0.0.1:', 'a.example', 993, '127.0.0.1', 993],
  [':443::8443', 'a.example', 443, 'a.example', 8443],
  ['[2001:db8::1]:443:[::1]:8443', '2001:db8::1', 443, '::1', 8443],
  ['b.example:443:127.0.0.1:8443', 'a.example', 443, 'a.example', 443],
  ['a.example:443:127.0.0.1:8443', 'a.example', 80, 'a.example', 80],
])('%s sends %s:%i to %s:%i', (rule, host, port, toHost, toPort) => {
  const parsed = parseConnectTo(rule)
  if (parsed === undefined) throw new Error(`no rule: ${rule}`)
  expect(redirected([parsed], { host, port })).toEqual({ host: toHost, port: toPort })
})

test('the first rule that fits counts', () => {
  const rules = ['a.example:443:127.0.0.1:1', '::127.0.0.1:2'].flatMap(
    (rule) => parseConnectTo(rule) ?? [],
  )
  expect(redirected(rules, { host: 'a.example', port: 443 }).port).toBe(1)
  expect(redirected(rules, { host: 'b.example', port: 443 }).port).toBe(2)
})

test.each([
  '',
  'a.example',
  'a.example:443',
  'a.example:443:127.0.0.1',
  'a.example:443:127.0.0.1:8443:9',
  'a.example:0:127.0.0.1:8443',
  'a.example:65536:127.0.0.1:8443',
  'a.example:https:127.0.0.1:8443',
  'a.example:443:127.0.0.1:99999',
  '2001:db8::1:443:127.0.0.1:8443',
])('"%s" is no rule', (text) => {
  expect(parseConnectTo(text)).toBeUndefined()
})
