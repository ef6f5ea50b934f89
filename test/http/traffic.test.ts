// What is counted of requests, as Prometheus reads it.
import { expect, onTestFinished, test } from 'vitest'
import { buildAdmin } from '../../src/http/admin.js'
import { createLogger } from '../../src/http/logging.js'
import { createTraffic } from '../../src/http/traffic.js'
import { protocols } from '../../src/protocols/registry.js'
import { startApp } from '../helpers/app.js'
import { AUTOCONFIG, JSON_V2, PACC, post, poxBody, table } from './fixture.js'

const logger = createLogger('silent')

async function setUp() {
  const traffic = createTraffic(protocols.map(({ name }) => name))
  const { app } = await startApp(table, { traffic, rateLimit: 1, trustProxy: ['127.0.0.1'] })
  let logWriteErrors = 0
  const admin = buildAdmin(
    logger,
    { draining: false, overloaded: false },
    {
      version: '1.2.3',
      settings: () => ({ domains: 3, version: '0', loadedAt: 0, isLastGood: true }),
      table: () => table,
      traffic,
      logWriteErrors: () => logWriteErrors,
    },
  )
  onTestFinished(() => admin.close())
  const scrape = async (name: string) => {
    const { body } = await admin.inject('/metrics')
    return body.split('\n').filter((line) => line.startsWith(name))
  }
  const loseLine = () => {
    logWriteErrors += 1
  }
  return { app, admin, scrape, loseLine }
}

const get = (url: string, headers: Record<string, string> = {}) => ({
  url,
  headers: { host: 'x.invalid', ...headers },
})

test('OPS-2.8 requests by protocol, method and status; refusals by reason', async () => {
  const { app, scrape } = await setUp()
  await app.inject(get(`${AUTOCONFIG}?emailaddress=canary-7f3a@b.example`))
  await app.inject(get(`${AUTOCONFIG}?emailaddress=canary-7f3a@b.example`))
  await app.inject(get(`${AUTOCONFIG}?emailaddress=x@unknown.invalid`))
  await app.inject({ ...get(AUTOCONFIG), method: 'HEAD' })
  await app.inject({ ...get(AUTOCONFIG), method: 'DELETE' })
  await post(app, poxBody('canary-7f3a@b.example'))
  await post(app, '<not-xml')
  await post(app, ' '.repeat(20_000))
  await app.inject(get(`${JSON_V2}?Email=x@b.example&Protocol=AutodiscoverV1`))
  await app.inject(get(PACC, { host: 'ua-auto-config.b.example' }))
  await app.inject(get('/', { host: 'autoconfig.b.example', 'x-forwarded-for': '192.0.2.1' }))
  await app.inject(get('/', { host: 'autoconfig.b.example', 'x-forwarded-for': '192.0.2.1' }))
  await app.inject(get('/no-such-path'))
  await app.inject({ ...get('/'), method: 'PROPFIND' })
  expect((await scrape('mailconf_http_requests_total')).toSorted()).toEqual([
    'mailconf_http_requests_total{protocol="autoconfig",method="GET",code="200"} 2',
    'mailconf_http_requests_total{protocol="autoconfig",method="GET",code="404"} 1',
    'mailconf_http_requests_total{protocol="autoconfig",method="other",code="404"} 1',
    'mailconf_http_requests_total{protocol="autoconfig",method="other",code="405"} 1',
    'mailconf_http_requests_total{protocol="autodiscover",method="POST",code="200"} 1',
    'mailconf_http_requests_total{protocol="autodiscover",method="POST",code="400"} 1',
    'mailconf_http_requests_total{protocol="autodiscover",method="POST",code="413"} 1',
    'mailconf_http_requests_total{protocol="autodiscover-json",method="GET",code="200"} 1',
    'mailconf_http_requests_total{protocol="other",method="GET",code="404"} 1',
    'mailconf_http_requests_total{protocol="pacc",method="GET",code="200"} 1',
    'mailconf_http_requests_total{protocol="setup-page",method="GET",code="200"} 1',
    'mailconf_http_requests_total{protocol="setup-page",method="GET",code="429"} 1',
    'mailconf_http_requests_total{protocol="setup-page",method="other",code="405"} 1',
  ])
  expect((await scrape('mailconf_refusals_total')).toSorted()).toEqual([
    'mailconf_refusals_total{protocol="autoconfig",reason="unknown_domain"} 2',
    'mailconf_refusals_total{protocol="autodiscover",reason="malformed"} 1',
    'mailconf_refusals_total{protocol="autodiscover",reason="too_large"} 1',
    'mailconf_refusals_total{protocol="setup-page",reason="rate"} 1',
  ])
})

test('OPS-2.8 durations: buckets add up, and the sum is of the same answers', async () => {
  const { app, scrape } = await setUp()
  for (let index = 0; index < 5; index += 1) {
    await app.inject(get(`${AUTOCONFIG}?emailaddress=x@b.example`))
  }
  const lines = await scrape('mailconf_http_request_duration_seconds')
  const of = (pattern: RegExp) =>
    lines
      .filter((line) => line.includes('"autoconfig"') && pattern.test(line))
      .map((line) => Number(line.split(' ')[1]))
  const buckets = of(/_bucket/)
  expect(buckets).toEqual(buckets.toSorted((a, b) => a - b))
  expect(buckets.at(-1)).toBe(5)
  expect(of(/_count/)).toEqual([5])
  expect(of(/_sum/)[0]).toBeGreaterThan(0)
  expect(lines.filter((line) => line.includes('"pacc"') && line.includes('_count'))).toEqual([
    'mailconf_http_request_duration_seconds_count{protocol="pacc"} 0',
  ])
})

test('OPS-2.8 lines of the log that are lost, and the process itself', async () => {
  const { scrape, loseLine } = await setUp()
  expect(await scrape('mailconf_log_write_errors_total')).toEqual([
    'mailconf_log_write_errors_total 0',
  ])
  loseLine()
  expect(await scrape('mailconf_log_write_errors_total')).toEqual([
    'mailconf_log_write_errors_total 1',
  ])
  expect(await scrape('process_resident_memory_bytes')).toHaveLength(1)
  expect(await scrape('nodejs_eventloop_lag_p99_seconds')).toHaveLength(1)
})

test('OPS-2.8 OPS-P01 nothing of who asked for what is in the metrics', async () => {
  const { app, admin } = await setUp()
  await app.inject(get(`${AUTOCONFIG}?emailaddress=canary-7f3a@b.example`))
  await post(app, poxBody('canary-7f3a@b.example'))
  await app.inject({ ...get('/canary-7f3a'), method: 'GET' })
  const { body } = await admin.inject('/metrics')
  expect(body).not.toMatch(/canary|b\.example|invalid|127\.0\.0\.1/)
})
