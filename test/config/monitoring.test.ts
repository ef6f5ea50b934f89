// The dashboard and the alert rules: what they ask for is what the program tells.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { startService } from '../helpers/service.js'

const CONFIG = join(import.meta.dirname, '../../config')
const read = (file: string) => readFileSync(join(CONFIG, file), 'utf8')

interface Panel {
  id: number
  type: string
  title: string
  gridPos: { h: number; w: number; x: number; y: number }
  targets?: { refId: string; expr: string }[]
}
interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; description: string }
}

const { panels } = JSON.parse(read('grafana/mailconf.json')) as { panels: Panel[] }
const { groups } = parse(read('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)
const queries = panels.flatMap((panel) => panel.targets ?? [])

// Not printed by a program that serves a settings file, without signing.
const ONLY_IN_SOME_SET_UPS = new Set([
  // With DATABASE_URL.
  'mailconf_cache_entries',
  'mailconf_cache_evictions_total',
  'mailconf_listen_reconnects_total',
  'mailconf_lookups_total',
  'mailconf_store_faulty_providers',
  'mailconf_store_query_duration_seconds',
  'mailconf_store_staleness_seconds',
  'mailconf_store_up',
  // Of Prometheus itself, and of its blackbox_exporter.
  'probe_ssl_earliest_cert_expiry',
  'probe_success',
  'up',
])

const WORDS = new Set(['and', 'bool', 'count', 'sum'])

/** The metrics that a query reads, a histogram by the name it is declared with. */
function metricsOf(query: string): string[] {
  const names = query
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(?:by|on) \([^)]*\)/g, '')
    .matchAll(/(?<![\w$.])[a-z_]\w*(?!\w*\()/gi)
  return [...names]
    .map(([name]) => name.replace(/_seconds_bucket$/, '_seconds'))
    .filter((name) => !WORDS.has(name))
}

async function declared(): Promise<Set<string>> {
  const { adminPort } = await startService()
  const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text()
  return new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name))
}

test('queries are read as they should be', () => {
  expect(
    metricsOf(
      'histogram_quantile(0.9, sum by (le) (rate(a_seconds_bucket{b="c d"}[5m]))) > 7 * 86400',
    ),
  ).toEqual(['a_seconds'])
  expect(metricsOf('time() - a_b and on (instance) c')).toEqual(['a_b', 'c'])
})

test.each([
  ['a panel', queries.map(({ expr }) => expr)],
  ['an alert', rules.map(({ expr }) => expr)],
])('every metric of %s is one that the program tells', async (_title, exprs) => {
  const told = await declared()
  const asked = new Set(exprs.flatMap(metricsOf))
  expect(asked.size).toBeGreaterThan(10)
  expect([...asked].filter((name) => !told.has(name) && !ONLY_IN_SOME_SET_UPS.has(name))).toEqual(
    [],
  )
})

test('what stands in the list is asked for, and not told anyway', async () => {
  const asked = new Set([...queries, ...rules].flatMap(({ expr }) => metricsOf(expr)))
  const told = await declared()
  expect([...ONLY_IN_SOME_SET_UPS].filter((name) => !asked.has(name) || told.has(name))).toEqual([])
})

test('every panel has a place and an identifier of its own', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const taken = new Map<string, string>()
  for (const { title, gridPos } of panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        const place = `${x},${y}`
        expect(taken.get(place), title).toBeUndefined()
        taken.set(place, title)
      }
    }
  }
})

test('every alert has a name of its own, a severity, and says what to do', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  for (const { alert, labels, annotations } of rules) {
    expect(['critical', 'warning'], alert).toContain(labels.severity)
    expect(annotations.summary, alert).not.toBe('')
    expect(annotations.description, alert).toMatch(/\.$/)
  }
})
