// What Caddy asks before it fetches a certificate in the middle of a handshake.
import { expect, onTestFinished, test } from 'vitest'
import { buildAdmin } from '../../src/http/admin.js'
import { createTraffic } from '../../src/http/traffic.js'
import { createLogger } from '../../src/http/logging.js'
import type { Table } from '../../src/settings/table.js'
import { startApp } from '../helpers/app.js'
import { table } from './fixture.js'

const logger = createLogger('silent')
const SETTINGS = { domains: 3, version: '0', loadedAt: 0, isLastGood: true }

function startAdmin(of: Table = table) {
  const source = {
    version: '1.2.3',
    settings: () => SETTINGS,
    table: () => of,
    traffic: createTraffic([]),
    logWriteErrors: () => 0,
  }
  const admin = buildAdmin(logger, { draining: false, overloaded: false }, source)
  onTestFinished(() => admin.close())
  const ask = async (query: string) => {
    const { statusCode, body } = await admin.inject(`/internal/tls-ask${query}`)
    return [statusCode, body]
  }
  return { admin, ask }
}

const YES = [200, '{"allowed":true}']
const NO = [403, '{"allowed":false}']

test.each([
  ['?domain=autoconfig.b.example', YES],
  ['?domain=autodiscover.b.example', YES],
  ['?domain=ua-auto-config.b.example', YES],
  ['?domain=cfg.house.example', YES],
  ['?domain=autoconfig.xn--80ak6aa92e.com', YES],
  // Caddy keeps what stands in the URL already.
  ['?from=caddy&domain=autoconfig.b.example', YES],
  ['?domain=b.example', NO],
  ['?domain=autoconfig.unknown.invalid', NO],
  // Without SNI, Caddy asks for its own address.
  ['?domain=127.0.0.1', NO],
  ['?domain=', NO],
  ['', NO],
  ['?domain=autoconfig.b.example&domain=autoconfig.unknown.invalid', NO],
  ['?domain=%00', NO],
  ['?domain[]=autoconfig.b.example', NO],
])('OPS-2.3 tls-ask %s', async (query, answer) => {
  const { ask } = startAdmin()
  expect(await ask(query)).toEqual(answer)
})

test('OPS-2.3 a database that cannot tell: 503, and the three answers are counted', async () => {
  const away = Object.assign(new Error('away'), { statusCode: 503 })
  const { admin, ask } = startAdmin({
    ...table,
    at: (name) => (name === 'never.example' ? Promise.reject(away) : table.at(name)),
  })
  expect((await ask('?domain=autoconfig.never.example'))[0]).toBe(503)
  expect(await ask('?domain=autoconfig.b.example')).toEqual(YES)
  expect(await ask('?domain=autoconfig.b.example')).toEqual(YES)
  expect(await ask('?domain=b.example')).toEqual(NO)
  const { body } = await admin.inject('/metrics')
  expect(body.match(/^mailconf_tls_ask_total.*$/gm)).toEqual([
    'mailconf_tls_ask_total{result="allowed"} 2',
    'mailconf_tls_ask_total{result="denied"} 1',
    'mailconf_tls_ask_total{result="unavailable"} 1',
  ])
})

test('OPS-2.3 strangers cannot ask: the public listener has no such path', async () => {
  const { app } = await startApp(table)
  const { statusCode } = await app.inject('/internal/tls-ask?domain=autoconfig.b.example')
  expect(statusCode).toBe(404)
})
