// PACC as clients ask for it: one host name, one path, bytes that a digest in the zone vouches for.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { expect, test } from 'vitest'
import { digestOf } from '../../../src/dns/digest-record.js'
import { startApp } from '../../helpers/app.js'
import { tableOf, temporaryFolder } from '../../helpers/settings.js'
import { mailconf } from '../../cli/mailconf.js'
import { V1, V1_WITH_LINE_FEED, V2 } from './vectors.js'

const PATH = '/.well-known/user-agent-configuration.json'
const FIXTURE = await readFile(fileURLToPath(new URL('fixture.yaml', import.meta.url)), 'utf8')

async function start(options: Parameters<typeof startApp>[1] = {}) {
  const { app, log } = await startApp(await tableOf(FIXTURE), options)
  const ask = async (host: string, headers: Record<string, string> = {}, url = PATH) =>
    app.inject({ method: 'GET', url, headers: { host, ...headers } })
  return { app, log, ask }
}

test.each([
  ['AC-T56 V1', 'ua-auto-config.example.lt', V1],
  ['AC-T56 V2', 'ua-auto-config.oak.example', V2],
  ['AC-T56 in capitals, with a port and a final dot', 'UA-Auto-Config.EXAMPLE.lt.:443', V1],
  ['AC-T56 a domain in A-labels', 'ua-auto-config.xn--patas-wdb.example', V1],
])('%s: these bytes, as JSON', async (_title, host, { body, digest }) => {
  const { ask } = await start()
  const answer = await ask(host)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toBe(body)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'public, max-age=300, no-transform',
    'content-length': `${Buffer.byteLength(body)}`,
  })
  expect(digestOf(answer.rawPayload)).toBe(digest)
})

test('AC-T56 with the domain in a host name: each domain its own bytes', async () => {
  const { ask } = await start()
  for (const domain of ['own.example', 'a.own.example']) {
    expect((await ask(`ua-auto-config.${domain}`)).body).toContain(`{"host":"mail.${domain}"}`)
  }
})

test.each([
  ['V1', V1],
  ['V1 and a line feed', V1_WITH_LINE_FEED],
  ['V2', V2],
])('AC-T57 digest of %s', (_title, { body, digest }) => {
  expect(digestOf(body)).toBe(digest)
  expect(digestOf(Buffer.from(body))).toBe(digest)
})

test('AC-T58 nothing is compressed, whatever a client takes', async () => {
  const { ask } = await start()
  const answer = await ask('ua-auto-config.example.lt', { 'accept-encoding': 'gzip, br' })
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(answer.rawPayload.toString()).toBe(V1.body)
})

/** The same settings with every map written backwards. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, below]) => [key, backwards(below)]),
  )
}

test('AC-T59 another process, locale, time zone and order of keys: the same bytes', async () => {
  const folder = await temporaryFolder({
    'one.yaml': FIXTURE,
    'two.yaml': stringify(backwards(parse(FIXTURE))),
  })
  const render = (file: string, variables: Record<string, string>) =>
    mailconf(['render', 'pacc', 'example.lt', '--config', join(folder, file)], variables)
  const one = await render('one.yaml', { TZ: 'Pacific/Kiritimati', LC_ALL: 'lt_LT.UTF-8' })
  const two = await render('two.yaml', { TZ: 'America/New_York', LC_ALL: 'C' })
  expect(one).toEqual({ code: 0, out: V1.body, err: '' })
  expect(two).toEqual(one)
})

test.each([
  ['T61', 'a provider that it cannot state', 'ua-auto-config.starttls.example'],
  ['T63', 'an unknown domain', 'ua-auto-config.unknown.test'],
  ['T63', 'a domain without mail', 'ua-auto-config.parked.example'],
  ['T63', 'a domain that is elsewhere', 'ua-auto-config.gone.example'],
  ['T63', 'the domain itself', 'example.lt'],
  ['T63', 'another label', 'autoconfig.example.lt'],
  ['T63', 'the label twice', 'ua-auto-config.ua-auto-config.example.lt'],
  ['T63', 'a name below: its parent is not asked', 'ua-auto-config.sub.example.lt'],
  ['T63', 'the label alone', 'ua-auto-config'],
  ['T63', 'no Host at all', ''],
  ['T63', 'markup', 'ua-auto-config.<script>'],
])('AC-%s %s: 404, nothing of it comes back', async (_id, _title, host) => {
  const { ask } = await start()
  for (const query of ['', '?emailaddress=ana@example.lt', '?email=ana@example.lt']) {
    const answer = await ask(host, {}, PATH + query)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(answer.body).toBe('No mail configuration for this domain.\n')
  }
})

test('AC-T56 an address in the query changes nothing', async () => {
  const { ask } = await start()
  const answer = await ask('ua-auto-config.example.lt', {}, `${PATH}?emailaddress=a@oak.example`)
  expect(answer.body).toBe(V1.body)
})

test('AC-T63 plain http, as a trusted proxy says: never the document', async () => {
  const { ask } = await start({ trustProxy: ['127.0.0.1'] })
  const http = await ask('ua-auto-config.example.lt', { 'x-forwarded-proto': 'http' })
  expect([http.statusCode, http.body.includes('ovh')]).toEqual([404, false])
  expect(
    (await ask('ua-auto-config.example.lt', { 'x-forwarded-proto': 'https' })).statusCode,
  ).toBe(200)
  const stranger = await start()
  const believed = await stranger.ask('ua-auto-config.example.lt', { 'x-forwarded-proto': 'http' })
  expect(believed.statusCode).toBe(200)
})

test('AC-9.1 a client that has the document is told so; another domain has another tag', async () => {
  const { ask } = await start()
  const { headers } = await ask('ua-auto-config.own.example')
  const etag = String(headers['etag'])
  expect(etag).toMatch(/^"[\w.-]+"$/)
  const again = await ask('ua-auto-config.own.example', { 'if-none-match': `W/"x", ${etag}` })
  expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag])
  const other = await ask('ua-auto-config.a.own.example', { 'if-none-match': etag })
  expect(other.statusCode).toBe(200)
})

test('AC-9.1 HEAD is GET without a body, OPTIONS is 204, other methods are 405', async () => {
  const { app } = await start()
  const ask = (method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT') =>
    app.inject({ method, url: PATH, headers: { host: 'ua-auto-config.example.lt' } })
  const [get, head, options] = [await ask('GET'), await ask('HEAD'), await ask('OPTIONS')]
  expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' })
  expect([head.statusCode, head.body]).toEqual([200, ''])
  expect([options.statusCode, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS'])
  for (const method of ['POST', 'PUT'] as const) {
    const refused = await ask(method)
    expect([refused.statusCode, refused.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS'])
  }
})

test.each([
  ['the table throws', 500, undefined],
  ['the table says later', 503, '5'],
])('AC-9.1 %s: %i in plain text, without a reason', async (_title, status, retryAfter) => {
  const table = await tableOf(FIXTURE)
  const find = async () => {
    throw Object.assign(new Error('marker'), { statusCode: status })
  }
  const { app, log } = await startApp(table, { table: () => ({ ...table, find }) })
  const answer = await app.inject({ url: PATH, headers: { host: 'ua-auto-config.example.lt' } })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['retry-after']).toBe(retryAfter)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.body + log()).not.toContain('marker')
})
