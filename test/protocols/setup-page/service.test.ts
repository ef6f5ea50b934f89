// What the page is made of and what becomes of it when something is wrong.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Table } from '../../../src/settings/table.js'
import { startApp } from '../../helpers/app.js'
import { attribute, elements, parsePage } from '../../helpers/html.js'
import { tableOf, temporaryFolder } from '../../helpers/settings.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { fixtureTable, startPages } from './ask.js'

/** Every file that a page loads. */
async function assetsOf(url: string) {
  const pages = await startPages()
  const { document } = await pages.visit(url)
  const sources = elements(document).flatMap((one) => {
    if (one.tagName === 'link' && attribute(one, 'rel') !== 'alternate')
      return attribute(one, 'href') ?? []
    return one.tagName === 'script' || one.tagName === 'img' ? (attribute(one, 'src') ?? []) : []
  })
  return { ...pages, sources }
}

test('AP-B29 assets: their names hold their digest, and they are kept for ever', async () => {
  const { app, sources } = await assetsOf('/?email=jonas@example.lt')
  const types: Record<string, string> = {
    css: 'text/css; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    svg: 'image/svg+xml',
  }
  expect(sources.map((one) => one.replace(/\.[0-9a-f]{16}/, ''))).toEqual([
    '/assets/page.css',
    '/assets/accent-0b57d0.css',
    '/assets/icon.svg',
    '/assets/page.js',
  ])
  for (const url of sources) {
    const { statusCode, headers, rawPayload } = await app.inject(url)
    expect([url, statusCode]).toEqual([url, 200])
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': types[url.split('.').at(-1) ?? ''],
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    })
    expect(url).toContain(createHash('sha256').update(rawPayload).digest('hex').slice(0, 16))
    expect((await app.inject({ method: 'HEAD', url })).headers['content-length']).toBe(
      headers['content-length'],
    )
  }
})

test.each([
  '/assets/page.css',
  '/assets/page.0000000000000000.css',
  '/assets/accent-0b57d0.0000000000000000.css',
  '/assets/accent-zzzzzz.0000000000000000.css',
  '/assets/..%2f..%2fpackage.json',
  '/assets/__proto__',
  '/assets/logo.undefined',
])('AP-B29 %s: 404', async (url) => {
  const { visit } = await startPages()
  expect((await visit(url)).status).toBe(404)
})

test('/favicon.ico answers', async () => {
  const { app } = await startPages()
  const { statusCode, headers, rawPayload } = await app.inject('/favicon.ico')
  expect([statusCode, headers['content-type']]).toEqual([200, 'image/x-icon'])
  expect(rawPayload.subarray(0, 4)).toEqual(Buffer.from([0, 0, 1, 0]))
})

test('a provider’s logo is served from the settings’ folder; one provider is named before anything is asked', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
  const folder = await temporaryFolder({
    'settings.yaml':
      'publicUrl: https://setup.example.net\nproviders: { p: { displayName: House & Co, logoFile: logo, support: "tel:+370", hostname: m.example, incomingServers: [imap], outgoingServers: [smtp], domains: [a.example] } }',
    logo: svg,
  })
  const { table } = await loadSettings(`${folder}/settings.yaml`, 'https://unused.example')
  if (table === undefined) throw new Error('no table')
  const { app } = await startApp(table)
  const document = parsePage((await app.inject('/')).body)
  const [image] = elements(document, 'img')
  expect(image && attribute(image, 'alt')).toBe('House & Co')
  const source = (image && attribute(image, 'src')) ?? ''
  const { headers, body } = await app.inject(source)
  expect([headers['content-type'], body]).toEqual(['image/svg+xml', svg])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('secret-canary')
    },
  ],
  ['fails later', () => Promise.reject(new Error('secret-canary'))],
])('AP-B28 a table that %s: 503, an apology, no stack, help', async (_how, find) => {
  const house = await tableOf(
    'publicUrl: https://setup.example.net\nproviders: { p: { displayName: House, support: "tel:+370", hostname: m.example, incomingServers: [imap], outgoingServers: [smtp], domains: [a.example] } }',
  )
  const table: Table = { ...house, find }
  const { app, log } = await startApp(table)
  for (const url of ['/?email=jonas@a.example&lang=en', '/apple?email=jonas@a.example&lang=en']) {
    const { statusCode, headers, body } = await app.inject(url)
    expect([statusCode, headers['retry-after']]).toEqual([503, '5'])
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(body).toContain('we cannot show your settings right now')
    expect(body).toContain('href="tel:+370"')
    expect(body + log()).not.toMatch(/secret-canary|jonas@a\.example.*at .*\.ts/)
  }
})

test('AP-B28 overloaded: 503 with Retry-After; nothing else changes for the page', async () => {
  const { visit } = await startPages({ state: { draining: false, overloaded: true } })
  const { status, headers, text } = await visit('/?email=jonas@example.lt&lang=en')
  expect([status, headers['retry-after']]).toEqual([503, '5'])
  expect(text).toContain('Please try again in a moment')
})

const inject = { remoteAddress: '198.51.100.7' }

test('AP-B28 too many requests: 429 with Retry-After, as a page; assets and mail clients go on', async () => {
  const { visit, app } = await startPages({ rateLimit: 3 })
  for (let count = 0; count < 3; count += 1) {
    expect((await visit('/?lang=en', inject)).status).toBe(200)
  }
  const { status, headers, text } = await visit('/?email=jonas@example.lt&lang=en', inject)
  expect(status).toBe(429)
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
  expect(text).toContain('Too many requests')
  expect((await app.inject({ ...inject, url: '/favicon.ico' })).statusCode).toBe(200)
  const machine = { ...inject, url: '/mail/config-v1.1.xml?emailaddress=a@example.lt' }
  expect((await app.inject(machine)).statusCode).toBe(200)
  // Pages and profiles are counted together.
  const profile = { ...inject, url: '/email.mobileconfig?email=a@example.lt' }
  expect((await app.inject(profile)).statusCode).toBe(429)
  expect((await visit('/', { remoteAddress: '198.51.100.8' })).status).toBe(200)
})

test('OPS-H07 IPv6 counts by /64; this machine is never limited; a proxy speaks for its clients', async () => {
  const { app } = await startPages({ rateLimit: 1, trustProxy: ['10.0.0.1'] })
  const ask = async (remoteAddress: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    return (await app.inject({ url: '/', remoteAddress, headers })).statusCode
  }
  expect([
    await ask('2001:db8::1'),
    await ask('2001:db8::2'),
    await ask('2001:db8:0:1::1'),
  ]).toEqual([200, 429, 200])
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
    expect([await ask(address), await ask(address)]).toEqual([200, 200])
  }
  expect([await ask('10.0.0.1', '192.0.2.1'), await ask('10.0.0.1', '192.0.2.2')]).toEqual([
    200, 200,
  ])
  expect([await ask('10.0.0.1', '192.0.2.1')]).toEqual([429])
  // Who is not trusted cannot borrow another's name.
  expect([await ask('10.0.0.2', '192.0.2.3'), await ask('10.0.0.2', '192.0.2.4')]).toEqual([
    200, 429,
  ])
})

test('the settings may be elsewhere while the page is made: late answers are the same', async () => {
  const table = await fixtureTable()
  const late: Table = { ...table, find: (domain) => Promise.resolve(table.find(domain)) }
  const [now, later] = [await startApp(table), await startApp(late)]
  const url = '/?email=jonas@example.lt&lang=lt&client=mac'
  expect((await later.app.inject(url)).body).toBe((await now.app.inject(url)).body)
})
