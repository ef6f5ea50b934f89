// Which entry answers: the order of names, addresses before hosts, and what an entry makes of its provider.
import { expect, test } from 'vitest'
import { parseAddress } from '../../src/settings/address.js'
import { type Asked, lookUp } from '../../src/settings/lookup.js'
import { tableOf } from '../helpers/settings.js'

const NAMES = ['exact', 'near', 'far', 'top', 'ulabel', 'service', 'deep']

/** Every provider is called after the entry that points to it, so that an answer tells which one it was. */
function names(everything = ''): string {
  const providers = [...NAMES, 'everything']
    .map((key) => `  ${key}: { displayName: ${key}, domains: [${key}-own.example] }\n`)
    .join('')
  return `publicUrl: https://setup.example.net
providers:
${providers}domains:
  a.b.up.example: exact
  "*.b.up.example": near
  "*.up.example": top
  "*.c.b.up.example": far
  BÜCHER.test: ulabel
  autoconfig.test: service
  autoconfig.shop.test: deep
${everything}`
}

type Row = [asked: string, found: string | undefined]

async function keyOf(asked: Asked, everything?: string): Promise<string | undefined> {
  const table = await tableOf(names(everything))
  const found = await lookUp(table, asked)
  return found?.entry.kind === 'settings' ? found.entry.provider.key : found?.entry.kind
}

const DOMAINS: Row[] = [
  ['a.b.up.example', 'exact'],
  ['A.B.Up.Example', 'exact'],
  ['a.b.up.example.', 'exact'],
  ['z.b.up.example', 'near'],
  ['y.z.b.up.example', 'near'],
  ['x.c.b.up.example', 'far'],
  ['c.b.up.example', 'near'],
  ['b.up.example', 'top'],
  ['z.a.b.up.example', 'near'],
  ['up.example', undefined],
  ['example', undefined],
  ['bücher.test', 'ulabel'],
  ['xn--bcher-kva.test', 'ulabel'],
  ['x.bücher.test', undefined],
  ['exact-own.example', 'exact'],
  ['elsewhere.test', undefined],
  ['__proto__.test', undefined],
  ['constructor.test', undefined],
]

test.each(DOMAINS)('SM-2 domain %s: %s', async (domain, found) => {
  expect(await keyOf({ domain })).toBe(found)
})

test.each(DOMAINS.filter(([domain]) => domain.includes('.')))(
  'SM-2 address at %s: %s',
  async (domain, found) => {
    const address = parseAddress(`fred@${domain}`)
    expect(await keyOf({ address, domain: undefined })).toBe(address && found)
  },
)

test.each<Row>([
  ['a.b.up.example', 'exact'],
  ['a.b.up.example:8080', 'exact'],
  ['autoconfig.a.b.up.example', 'exact'],
  ['autodiscover.a.b.up.example', 'exact'],
  ['ua-auto-config.a.b.up.example', 'exact'],
  ['www.a.b.up.example', 'exact'],
  ['AutoDiscover.A.B.Up.example.:443', 'exact'],
  ['mail.a.b.up.example', 'near'],
  ['autoconfig.bücher.test', 'ulabel'],
  // once, and only in front
  ['autoconfig.autoconfig.test', 'service'],
  ['autoconfig.autoconfig.shop.test', 'deep'],
  ['autoconfig.www.a.b.up.example', 'near'],
  ['autoconfig.shop.test', undefined],
  ['autoconfig.elsewhere.test', undefined],
  ['', undefined],
  ['[::1]:8080', undefined],
  ['127.0.0.1', undefined],
  ['localhost:8080', undefined],
])('SM-2 host %s: %s', async (host, found) => {
  expect(await keyOf({ host })).toBe(found)
})

test.each<[string, Asked & { mailbox?: string }, string | undefined]>([
  [
    'the address, whatever the host',
    { mailbox: 'f@a.b.up.example', host: 'autoconfig.b.up.example' },
    'exact',
  ],
  [
    'an unknown address, whatever the host',
    { mailbox: 'f@elsewhere.test', host: 'a.b.up.example' },
    undefined,
  ],
  [
    'a domain before the host',
    { domain: 'a.b.up.example', host: 'autoconfig.b.up.example' },
    'exact',
  ],
  [
    'a domain that is none, whatever the host',
    { domain: 'a b', host: 'a.b.up.example' },
    undefined,
  ],
  ['the address before a domain', { mailbox: 'f@a.b.up.example', domain: 'b.up.example' }, 'exact'],
  ['nothing at all', {}, undefined],
])('SM-2 what decides: %s', async (_title, { mailbox, ...asked }, found) => {
  const address = mailbox === undefined ? undefined : parseAddress(mailbox)
  expect(await keyOf({ ...asked, address })).toBe(found)
})

const EVERYTHING = '  "*": everything\n'

test.each<[Asked, string]>([
  [{ domain: 'elsewhere.test' }, 'everything'],
  [{ domain: 'x.bücher.test' }, 'everything'],
  [{ domain: 'b.up.example' }, 'top'],
  [{ domain: 'a.b.up.example' }, 'exact'],
  [{ host: 'autoconfig.elsewhere.test' }, 'everything'],
])('SM-2 with an entry for everything, %j: %s', async (asked, found) => {
  expect(await keyOf(asked, EVERYTHING)).toBe(found)
})

test('SM-2 what is found names the asked domain in A-labels, and keeps the address', async () => {
  const table = await tableOf(names())
  const address = parseAddress('Fred@BÜCHER.test')
  expect(await lookUp(table, { address, host: 'evil.test' })).toMatchObject({
    domain: 'xn--bcher-kva.test',
    address: { localPart: 'Fred', domain: 'xn--bcher-kva.test' },
  })
  expect(await lookUp(table, { host: 'autoconfig.a.b.up.example' })).not.toHaveProperty('address')
})
