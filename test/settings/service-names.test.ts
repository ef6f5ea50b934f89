// Which names the service may have certificates for, whoever asks with whatever name.
import { describe, expect, test } from 'vitest'
import { tableOf } from '../helpers/settings.js'
import { isServiceName } from '../../src/settings/service-names.js'
import type { Table } from '../../src/settings/table.js'

const SETTINGS = `
providers:
  p: { displayName: P, hostname: mail.p.example, domains: [own.example], incomingServers: [imap], outgoingServers: [smtp] }
domains:
  a.example: p
  bücher.example: p
  none.example: none
  '*.wild.example': p
  '*': p
  away.example: { redirect: { autoconfig: 'https://elsewhere.test/c.xml' } }
  moved.example: { redirectAddr: '%EMAILLOCALPART%@a.example' }
`

const ALWAYS: [name: string, isOurs: boolean][] = [
  ['autoconfig.a.example', true],
  ['autodiscover.a.example', true],
  ['ua-auto-config.a.example', true],
  ['AutoDiscover.A.Example', true],
  ['autodiscover.a.example.', true],
  ['autoconfig.own.example', true],
  ['autoconfig.away.example', true],
  ['autodiscover.moved.example', true],
  ['autoconfig.xn--bcher-kva.example', true],
  ['autoconfig.bücher.example', true],
  // The customer's own site.
  ['a.example', false],
  ['www.a.example', false],
  ['mail.a.example', false],
  ['autoconfig.none.example', false],
  // Anybody could make up such names without end.
  ['autoconfig.any.wild.example', false],
  ['autoconfig.wild.example', false],
  ['autoconfig.unknown.example', false],
  ['autoconfig.autoconfig.a.example', false],
  ['xautoconfig.a.example', false],
  ['autoconfig.', false],
  ['autodiscover.com', false],
  ['*.a.example', false],
  ['autoconfig.*.wild.example', false],
  ['', false],
  ['127.0.0.1', false],
  ['autoconfig.127.0.0.1', false],
  ['::1', false],
  ['[::1]', false],
  ['autoconfig.a.example:443', false],
  ['autoconfig.a.example/', false],
  ['autoconfig.a.example\n', false],
  ['__proto__', false],
  [`autoconfig.${'a.'.repeat(200)}example`, false],
]

describe.each([
  ['the names of the defaults', ''],
  [
    'one host for all',
    'publicUrl: https://setup.house.example\nautodiscoverUrl: https://ad.house.example/autodiscover/autodiscover.xml',
  ],
  [
    'a host for each',
    "autodiscoverUrl: 'https://exchange.%EMAILDOMAIN%/autodiscover/autodiscover.xml'",
  ],
])('OPS-2.3 %s', (_title, top) => {
  test.each(ALWAYS)('%j: %s', async (name, isOurs) => {
    expect(await isServiceName(name, await tableOf(top + SETTINGS))).toBe(isOurs)
  })
})

test.each([
  ['publicUrl: https://setup.house.example', 'setup.house.example', true],
  ['publicUrl: https://setup.house.example:8443', 'setup.house.example', true],
  ['publicUrl: https://setup.house.example', 'house.example', false],
  ['', 'localhost', false],
  [
    'autodiscoverUrl: https://ad.house.example/autodiscover/autodiscover.xml',
    'ad.house.example',
    true,
  ],
  [
    "autodiscoverUrl: 'https://ex.%EMAILDOMAIN%/autodiscover/autodiscover.xml'",
    'ex.a.example',
    true,
  ],
  [
    "autodiscoverUrl: 'https://ex.%EMAILDOMAIN%:8443/autodiscover/autodiscover.xml'",
    'ex.a.example',
    true,
  ],
  [
    "autodiscoverUrl: 'https://ex.%EMAILDOMAIN%/autodiscover/autodiscover.xml'",
    'ex.unknown.example',
    false,
  ],
  [
    "autodiscoverUrl: 'https://%EMAILDOMAIN%.house.example/autodiscover/autodiscover.xml'",
    'a.example.house.example',
    true,
  ],
  [
    "autodiscoverUrl: 'https://%EMAILDOMAIN%.house.example/autodiscover/autodiscover.xml'",
    'none.example.house.example',
    false,
  ],
  [
    "autodiscoverUrl: 'https://%EMAILDOMAIN%.house.example/autodiscover/autodiscover.xml'",
    '.house.example',
    false,
  ],
])('OPS-2.3 %s: %s is ours: %s', async (top, name, isOurs) => {
  expect(await isServiceName(name, await tableOf(top + SETTINGS))).toBe(isOurs)
})

test('OPS-2.3 a table that answers later, and one that cannot', async () => {
  const memory = await tableOf(SETTINGS)
  const later: Table = { ...memory, at: (name) => Promise.resolve(memory.at(name)) }
  expect(await isServiceName('autoconfig.a.example', later)).toBe(true)
  expect(await isServiceName('autoconfig.unknown.example', later)).toBe(false)
  const away: Table = { ...memory, at: () => Promise.reject(new Error('away')) }
  await expect(isServiceName('autoconfig.a.example', away)).rejects.toThrow('away')
})
