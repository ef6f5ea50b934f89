// The operator's listener: alive, ready, and nothing of it on the public one.
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { buildAdmin } from '../../src/http/admin.js'
import type { SettingsState } from '../../src/http/metrics.js'
import { createTraffic } from '../../src/http/traffic.js'
import { createLogger } from '../../src/http/logging.js'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { get, table } from './fixture.js'

const logger = createLogger('silent')

const SETTINGS: SettingsState = {
  domains: 3,
  version: '00ff00ff00ff00ff',
  loadedAt: 1_700_000_000_500,
  isLastGood: true,
}

function startAdmin(
  state = { draining: false, overloaded: false },
  settings: () => SettingsState = () => SETTINGS,
) {
  const admin = buildAdmin(logger, state, {
    version: '1.2.3',
    settings,
    table: () => table,
    traffic: createTraffic([]),
    logWriteErrors: () => 0,
  })
  onTestFinished(() => admin.close())
  return { admin, state }
}

test.each([
  { path: '/healthz', draining: false, status: 200, body: { status: 'ok' } },
  { path: '/healthz', draining: true, status: 200, body: { status: 'ok' } },
  { path: '/readyz', draining: false, status: 200, body: { status: 'ready' } },
  { path: '/readyz', draining: true, status: 503, body: { status: 'draining' } },
])('OPS-2.8 $path, draining $draining: $status', async ({ path, draining, status, body }) => {
  const { admin } = startAdmin({ draining, overloaded: false })
  for (const host of ['127.0.0.1:8081', 'b.example', 'evil.invalid<script>']) {
    const answer = await admin.inject({ url: path, headers: { host } })
    expect([answer.statusCode, answer.json()]).toEqual([status, body])
  }
})

test('OPS-2.8 readiness turns with the state, without a restart', async () => {
  const { admin, state } = startAdmin()
  expect((await admin.inject('/readyz')).statusCode).toBe(200)
  state.draining = true
  expect((await admin.inject('/readyz')).statusCode).toBe(503)
})

test('OPS-2.8 overload does not make it unready: a probe must not take the rest away', async () => {
  const { admin } = startAdmin({ draining: false, overloaded: true })
  expect((await admin.inject('/readyz')).statusCode).toBe(200)
})

test.each([
  { method: 'GET', url: '/mail/config-v1.1.xml', status: 404 },
  { method: 'GET', url: '/canary', status: 404 },
  { method: 'POST', url: '/healthz', status: 404 },
  { method: 'GET', url: '/%zz', status: 400 },
] as const)(
  'OPS-2.8 admin $method $url: $status, a fixed body',
  async ({ method, url, status }) => {
    const { admin } = startAdmin()
    const answer = await admin.inject({ method, url, headers: { host: 'b.example' } })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toBe(status === 404 ? 'Not found.\n' : '')
  },
)

test.each(['QUERY', 'PROPFIND', 'CONNECT', 'DELETE'])(
  'OPS-H14 admin %s: 404, and the service goes on',
  async (method) => {
    const { admin } = startAdmin()
    await admin.listen({ host: '127.0.0.1', port: 0 })
    const { port } = admin.server.address() as AddressInfo
    const target = method === 'CONNECT' ? 'evil.invalid:443' : '/healthz'
    const bytes = rawRequest([`${method} ${target} HTTP/1.1`, 'Host: x', 'Connection: close'])
    const { answers, closed } = await exchange(port, bytes)
    expect([answers.map(({ status }) => status), closed]).toEqual([[404], true])
    expect((await admin.inject('/healthz')).statusCode).toBe(200)
  },
)

test.each(['/healthz', '/readyz', '/metrics', '/internal/tls-ask'])(
  'OPS-2.8 %s is not on the public listener',
  async (path) => {
    const { app } = await startApp(table)
    for (const host of ['localhost', '127.0.0.1:8081', 'b.example']) {
      expect((await get(app, path, { host })).statusCode).toBe(404)
    }
  },
)

test('OPS-2.7 settings that cannot be used do not make it unready, and it says so', async () => {
  let isLastGood = false
  const { admin } = startAdmin(undefined, () => ({ ...SETTINGS, isLastGood }))
  const answer = await admin.inject('/readyz')
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    {
      status: 'ready',
      settings: 'the changed settings cannot be used; the last good ones are served',
    },
  ])
  isLastGood = true
  expect((await admin.inject('/readyz')).json()).toEqual({ status: 'ready' })
})

/** Name and labels → value, of what does not come from the process or from traffic. */
function readMetrics(text: string): Map<string, number> {
  const lines = text
    .split('\n')
    .filter((line) => /^mailconf_(?:build|settings|signing|tls_ask)/.test(line))
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(.*) (\S+)$/.exec(line) ?? []
      return [name, Number(value)]
    }),
  )
}

const BUILD = `mailconf_build_info{version="1.2.3",node="${process.versions.node}"}`
const NOTHING_ASKED: [string, number][] = ['allowed', 'denied', 'unavailable'].map((result) => [
  `mailconf_tls_ask_total{result="${result}"}`,
  0,
])
const COMMON: [string, number][] = [
  [BUILD, 1],
  ['mailconf_settings_last_reload_success', 1],
  ['mailconf_settings_last_reload_timestamp_seconds', 1_700_000_000.5],
  ['mailconf_settings_domains', 3],
  ['mailconf_settings_version_info{hash="00ff00ff00ff00ff"}', 1],
  ...NOTHING_ASKED,
]

test('OPS-2.8 metrics: what runs, and nothing of signing where none is configured', async () => {
  const { admin } = startAdmin()
  const { statusCode, headers, body } = await admin.inject('/metrics')
  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(readMetrics(body)).toEqual(new Map(COMMON))
})

test('OPS-2.8 AP-A29 metrics: every scrape tells the present', async () => {
  let settings: SettingsState = SETTINGS
  const { admin } = startAdmin(undefined, () => settings)
  const scraped = async (now: Partial<SettingsState>) => {
    settings = { ...SETTINGS, ...now }
    return readMetrics((await admin.inject('/metrics')).body)
  }
  expect(await scraped({ signing: { validUntil: 1_800_000_000_500 } })).toEqual(
    new Map([
      ...COMMON,
      ['mailconf_signing_usable', 1],
      ['mailconf_signing_certificate_expiry_timestamp_seconds', 1_800_000_000.5],
    ]),
  )
  expect(await scraped({ signing: { validUntil: undefined } })).toEqual(
    new Map([...COMMON, ['mailconf_signing_usable', 0]]),
  )
  expect(await scraped({})).toEqual(new Map(COMMON))
  const other = { domains: 4, version: 'ee', loadedAt: 1_800_000_000_000, isLastGood: false }
  expect(await scraped(other)).toEqual(
    new Map([
      [BUILD, 1],
      ['mailconf_settings_last_reload_success', 0],
      ['mailconf_settings_last_reload_timestamp_seconds', 1_800_000_000],
      ['mailconf_settings_domains', 4],
      ['mailconf_settings_version_info{hash="ee"}', 1],
      ...NOTHING_ASKED,
    ]),
  )
})
