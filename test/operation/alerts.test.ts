// The alert rules, before Prometheus' own promtool: they are well formed, ring when they should, and at no other time.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { findProgram, projectFolder, runProgram, temporaryFolder } from '../proxies/support.js'

const RULES = join(projectFolder, 'config/prometheus/alerts.yml')
const promtool = async (...args: string[]) =>
  runProgram(findProgram('promtool', 'prometheus'), args)

/** Series as promtool writes them, minute by minute: `1+2x3` is 1 3 5 7. */
type Series = Readonly<Record<string, string>>

const on = 'instance="a:8081"'
const build = { [`mailconf_build_info{${on}}`]: '1x120' }
const requests = (code: string, perMinute: number) => ({
  [`mailconf_http_requests_total{${on},protocol="autoconfig",method="GET",code="${code}"}`]: `0+${perMinute}x120`,
})
const durations = (under25ms: number, all: number) => {
  const bucket = (le: string) => `mailconf_http_request_duration_seconds_bucket{${on},le="${le}"}`
  return {
    [bucket('0.025')]: `0+${under25ms}x120`,
    [bucket('1')]: `0+${all}x120`,
    [bucket('+Inf')]: `0+${all}x120`,
  }
}
const version = (instance: string, hash: string) => ({
  [`mailconf_settings_version_info{instance="${instance}",hash="${hash}"}`]: '1x120',
})
const DAY = 86_400

// What rings, and what is nearly the same and does not.
const CASES: Readonly<Record<string, readonly [rings: Series, quiet: Series]>> = {
  MailconfGone: [{ [`up{job="mailconf",${on}}`]: '0x120' }, { [`up{job="other",${on}}`]: '0x120' }],
  MailconfErrors: [
    { ...requests('200', 10_000), ...requests('503', 20) },
    { ...requests('200', 10_000), ...requests('503', 5), ...requests('404', 5000) },
  ],
  MailconfSlow: [durations(90, 100), durations(9995, 10_000)],
  MailconfBusy: [
    { ...build, [`nodejs_eventloop_lag_p99_seconds{${on}}`]: '0.3x120' },
    // Of another program that runs on Node.
    { ...build, 'nodejs_eventloop_lag_p99_seconds{instance="b"}': '0.3x120' },
  ],
  MailconfRestarts: [
    { ...build, [`process_start_time_seconds{${on}}`]: '0x90 1 1 2 2 3 3 4 4x120' },
    { ...build, [`process_start_time_seconds{${on}}`]: '0x90 1 1 2 2 3 3x120' },
  ],
  MailconfSettingsRefused: [
    { [`mailconf_settings_last_reload_success{${on}}`]: '0x120' },
    { [`mailconf_settings_last_reload_success{${on}}`]: '1x110 0x10' },
  ],
  MailconfSettingsDiffer: [
    { ...version('a', '1'), ...version('b', '2') },
    { ...version('a', '1'), ...version('b', '1') },
  ],
  MailconfDatabaseAway: [
    { [`mailconf_store_up{${on},store="postgres"}`]: '0x120' },
    { [`mailconf_store_up{${on},store="postgres"}`]: '1x110 0x10' },
  ],
  MailconfDatabaseStale: [
    { [`mailconf_store_staleness_seconds{${on}}`]: '0+60x120' },
    { [`mailconf_store_staleness_seconds{${on}}`]: '3000x120' },
  ],
  MailconfDatabaseRowsFaulty: [
    { [`mailconf_store_faulty_providers{${on}}`]: '1x120' },
    { [`mailconf_store_faulty_providers{${on}}`]: '0x120' },
  ],
  MailconfLookupsFail: [
    { [`mailconf_lookups_total{${on},result="error"}`]: '0+1x120' },
    {
      [`mailconf_lookups_total{${on},result="error"}`]: '9x120',
      [`mailconf_lookups_total{${on},result="miss"}`]: '0+100x120',
    },
  ],
  MailconfCertificateQuestions: [
    { [`mailconf_tls_ask_total{${on},result="denied"}`]: '0+900x120' },
    {
      [`mailconf_tls_ask_total{${on},result="denied"}`]: '0+300x120',
      [`mailconf_tls_ask_total{${on},result="allowed"}`]: '0+9000x120',
    },
  ],
  MailconfSigningEnds: [
    { [`mailconf_signing_certificate_expiry_timestamp_seconds{${on}}`]: `${6 * DAY}x120` },
    { [`mailconf_signing_certificate_expiry_timestamp_seconds{${on}}`]: `${9 * DAY}x120` },
  ],
  MailconfSigningUnusable: [
    { [`mailconf_signing_usable{${on}}`]: '0x120' },
    { [`mailconf_signing_usable{${on}}`]: '1x120' },
  ],
  MailconfLogLost: [
    { [`mailconf_log_write_errors_total{${on}}`]: '0x110 1+1x10' },
    { [`mailconf_log_write_errors_total{${on}}`]: '7x120' },
  ],
  MailconfNotReached: [
    { 'probe_success{job="mailconf-outside",instance="c"}': '0x120' },
    { 'probe_success{job="other",instance="c"}': '0x120' },
  ],
  MailconfCertificateEnds: [
    { 'probe_ssl_earliest_cert_expiry{job="mailconf-outside"}': `${9 * DAY}x120` },
    { 'probe_ssl_earliest_cert_expiry{job="mailconf-outside"}': `${12 * DAY}x120` },
  ],
}

const EVERY_ALERT = [...readFileSync(RULES, 'utf8').matchAll(/- alert: (\w+)/g)].map(
  ([, name = '']) => name,
)

test('promtool accepts the rules', async () => {
  const { code, stdout, stderr } = await promtool('check', 'rules', RULES)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain(`${EVERY_ALERT.length} rules found`)
})

test('every alert is tried below', () => {
  expect(Object.keys(CASES)).toEqual(EVERY_ALERT)
})

test('after two hours, each rings where it should, alone, and nowhere else', async () => {
  const { path, remove } = await temporaryFolder('alerts')
  onTestFinished(remove)
  const trial = (name: string, series: Series, firing: string[]) => ({
    name,
    interval: '1m',
    input_series: Object.entries(series).map(([of, values]) => ({ series: of, values })),
    promql_expr_test: [
      {
        expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: '119m',
        exp_samples: firing.map((alertname) => ({
          labels: `{alertname="${alertname}"}`,
          value: 1,
        })),
      },
    ],
  })
  const tests = Object.entries(CASES).flatMap(([alert, [rings, quiet]]) => [
    trial(`${alert} rings`, rings, [alert]),
    trial(`${alert} is quiet`, quiet, []),
  ])
  const file = join(path, 'trial.yml')
  await writeFile(file, stringify({ rule_files: [RULES], evaluation_interval: '1m', tests }))
  const { code, stdout, stderr } = await promtool('test', 'rules', file)
  expect(code, stdout + stderr).toBe(0)
})

test('every query of the dashboard is understood', async () => {
  const dashboard = readFileSync(join(projectFolder, 'config/grafana/mailconf.json'), 'utf8')
  const { panels } = JSON.parse(dashboard) as { panels: { targets?: { expr: string }[] }[] }
  const exprs = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  // What Grafana puts in.
  const filled = exprs.map((expr) =>
    expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*'),
  )
  const { path, remove } = await temporaryFolder('dashboard')
  onTestFinished(remove)
  const file = join(path, 'rules.yml')
  const rules = filled.map((expr, n) => ({ record: `panel_${n}`, expr }))
  await writeFile(file, stringify({ groups: [{ name: 'dashboard', rules }] }))
  const { code, stdout, stderr } = await promtool('check', 'rules', file)
  expect(code, stdout + stderr).toBe(0)
  expect(stdout).toContain(`${exprs.length} rules found`)
})
