// render: exactly the bytes that a client gets over HTTP from the same settings.
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { protocols } from '../../src/protocols/registry.js'
import { CONFIG, mailconf, mailconfHere, running } from './mailconf.js'

const EXAMPLE = join(CONFIG, 'settings.example.yaml')
const POX = '/autodiscover/autodiscover.xml'
const PROFILE = '/email.mobileconfig?email='
const JSON_V2 = '/autodiscover/autodiscover.json?Protocol=AutodiscoverV1&Email='

interface Question {
  method: 'GET' | 'POST'
  path: string
  host: string
  body?: string
}

const ask = (host: string, path: string): Question => ({ method: 'GET', host, path })

function post(address: string): Question {
  const body = `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`
  return { method: 'POST', path: POX, host: 'autodiscover.example.net', body }
}

async function answer(url: string, { method, path, host, body = '' }: Question) {
  const asked = request(`${url}${path}`, { method, headers: { host }, agent: false })
  asked.end(body)
  const [message] = (await once(asked, 'response')) as [IncomingMessage]
  message.setEncoding('utf8')
  let text = ''
  for await (const chunk of message) text += String(chunk)
  return { status: message.statusCode ?? 0, body: text, location: message.headers.location }
}

const MAIL = '/mail/config-v1.1.xml'
const PACC = '/.well-known/user-agent-configuration.json'
const byAddress = (address: string) => `${MAIL}?emailaddress=${encodeURIComponent(address)}`

const rows: [format: string, asked: string, question: Question][] = [
  ['autoconfig', 'a@customer.example', ask('x.test', byAddress('a@customer.example'))],
  ['autoconfig', 'customer.example', ask('autoconfig.customer.example', MAIL)],
  ['autoconfig', 'customer.example', ask('x.test', '/v1.1/customer.example')],
  ['autoconfig', 'CUSTOMER.example.', ask('customer.example', `/.well-known/autoconfig${MAIL}`)],
  ['autoconfig', 'mx.example.net', ask('autoconfig.example.net', MAIL)],
  ['autoconfig', 'paštas.example', ask('autoconfig.xn--patas-wdb.example', MAIL)],
  ['autoconfig', 'x.campus.example', ask('autoconfig.x.campus.example', MAIL)],
  ['autoconfig', 'old-name.example', ask('autoconfig.old-name.example', MAIL)],
  ['autoconfig', 'second-customer.example', ask('autoconfig.second-customer.example', MAIL)],
  ['autoconfig', 'a@moving.example', ask('x.test', byAddress('a@moving.example'))],
  ['autoconfig', 'parked.example', ask('autoconfig.parked.example', MAIL)],
  ['autoconfig', 'unknown.test', ask('autoconfig.unknown.test', MAIL)],
  ['autoconfig', 'a@unknown.test', ask('x.test', byAddress('a@unknown.test'))],

  ['autodiscover', 'a@customer.example', post('a@customer.example')],
  ['autodiscover', 'Ana.Ž+x@paštas.example', post('Ana.Ž+x@paštas.example')],
  ['autodiscover', 'a@old-name.example', post('a@old-name.example')],
  ['autodiscover', 'a@moving.example', post('a@moving.example')],
  ['autodiscover', 'a@brand.example', post('a@brand.example')],
  ['autodiscover', 'a@parked.example', post('a@parked.example')],
  ['autodiscover', 'a@unknown.test', post('a@unknown.test')],
  ['autodiscover', 'customer.example', ask('autodiscover.customer.example', POX)],
  ['autodiscover', 'moving.example', ask('autodiscover.moving.example', POX)],

  ['autodiscover-json', 'a@customer.example', ask('x.test', `${JSON_V2}a@customer.example`)],
  ['autodiscover-json', 'a@moving.example', ask('x.test', `${JSON_V2}a@moving.example`)],
  ['autodiscover-json', 'a@parked.example', ask('x.test', `${JSON_V2}a@parked.example`)],
  ['autodiscover-json', 'a@unknown.test', ask('x.test', `${JSON_V2}a@unknown.test`)],

  ['mobileconfig', 'a@customer.example', ask('x.test', `${PROFILE}a@customer.example`)],
  ['mobileconfig', 'a@old-name.example', ask('x.test', `${PROFILE}a@old-name.example`)],
  ['mobileconfig', 'Ž@paštas.example', ask('x.test', `${PROFILE}%C5%BD@pa%C5%A1tas.example`)],
  ['pacc', 'a@customer.example', ask('ua-auto-config.customer.example', PACC)],
  ['pacc', 'paštas.example', ask('ua-auto-config.xn--patas-wdb.example', PACC)],
  ['pacc', 'brand.example', ask('ua-auto-config.brand.example', PACC)],
  ['pacc', 'x.campus.example', ask('ua-auto-config.x.campus.example', PACC)],
  ['pacc', 'old-name.example', ask('ua-auto-config.old-name.example', PACC)],
  ['pacc', 'moving.example', ask('ua-auto-config.moving.example', PACC)],
  ['pacc', 'parked.example', ask('ua-auto-config.parked.example', PACC)],
  ['pacc', 'unknown.test', ask('ua-auto-config.unknown.test', PACC)],
]

/** An error in XML states the time; that is no difference. */
function timeless(text: string): string {
  return text.replace(/ Time="[\d:.]+"/, '')
}

test('CLI render: the same bytes as over HTTP, for every format', async () => {
  const service = await running('--config', EXAMPLE, '--port', '0', '--admin-port', '0')
  for (const [format, asked, question] of rows) {
    const { status, body, location } = await answer(service.url, question)
    const { out, err, code } = await mailconfHere(['render', format, asked, '--config', EXAMPLE])
    const title = `${format} ${asked}: ${status}`
    expect(timeless(out), title).toBe(timeless(body))
    expect(code, title).toBe(status === 200 ? 0 : 1)
    const target = location === undefined ? '' : ` and leads to ${location}`
    expect(err, title).toBe(status === 200 ? '' : `The answer has status ${status}${target}.\n`)
  }
  expect(new Set(rows.map(([format]) => format))).toEqual(
    new Set(protocols.flatMap(({ name, render }) => (render ? [name] : []))),
  )
})

test.concurrent.each([
  ['autoconfig', 'paštas.example'],
  ['autodiscover', 'ž@customer.example'],
  ['autodiscover-json', 'a@customer.example'],
  ['mobileconfig', 'a@customer.example'],
  ['pacc', 'paštas.example'],
  ['dns', 'a@customer.example'],
])('CLI render %s %s: the built program prints the same', async (format, asked) => {
  const args = ['render', format, asked, '--config', EXAMPLE]
  const here = await mailconfHere(args)
  expect(here.out).not.toBe('')
  expect(await mailconf(args)).toEqual(here)
})

interface Rendered {
  domain: string
  kind: string
  provider: Record<string, unknown> & { incomingServers: Record<string, unknown>[] }
  address: string
}

async function settingsOf(asked: string): Promise<Rendered> {
  const { out, err, code } = await mailconf(['render', 'settings', asked, '--config', EXAMPLE])
  expect([err, code]).toEqual(['', 0])
  return parse(out) as Rendered
}

test('CLI render settings: the entry with its defaults, for a domain', async () => {
  const { domain, kind, provider, address } = await settingsOf('brand.example')
  expect([domain, kind, address]).toEqual(['brand.example', 'settings', '%EMAILADDRESS%'])
  expect(provider['displayName']).toBe('Brand Mail')
  expect(provider.incomingServers[0]).toEqual({
    type: 'imap',
    hostname: 'mail.brand.example',
    port: 993,
    socketType: 'SSL',
    authentication: ['password-cleartext'],
    username: '%EMAILADDRESS%',
  })
})

test('CLI render settings: placeholders filled, for an address', async () => {
  const { provider, address } = await settingsOf("o'neil{x}@third-customer.example")
  expect(address).toBe("o'neil{x}@third-customer.example")
  expect(provider.incomingServers[0]).toMatchObject({
    hostname: 'mail.third-customer.example',
    username: "o'neil{x}.third-customer.example",
  })
})

test('CLI render settings: a mailbox that moved', async () => {
  const { provider, address, domain } = await settingsOf('a@old-name.example')
  expect([domain, address]).toEqual(['old-name.example', 'a@customer.example'])
  expect(provider.incomingServers[0]).toMatchObject({ username: 'a@customer.example' })
})

test.each([
  ['parked.example', { domain: 'parked.example', kind: 'none' }],
  [
    'moving.example',
    {
      domain: 'moving.example',
      kind: 'redirect',
      redirect: {
        autoconfig: 'https://autoconfig.elsewhere.example/mail/config-v1.1.xml',
        autodiscover: 'https://autodiscover.elsewhere.example/autodiscover/autodiscover.xml',
        page: 'https://www.elsewhere.example/mail-settings',
      },
    },
  ],
])('CLI render settings: %s', async (asked, expected) => {
  expect(await settingsOf(asked)).toEqual(expected)
})

test.each([
  ['unknown.test', 'Looked for: unknown.test, *.test, *\n'],
  ['a@unknown.test', 'Looked for: unknown.test, *.test, *\n'],
  ['localhost', ''],
])('CLI render settings: nothing about %s', async (asked, looked) => {
  expect(await mailconf(['render', 'settings', asked, '--config', EXAMPLE])).toEqual({
    code: 1,
    out: '',
    err: `This domain is not in the settings.\n${looked}`,
  })
})
