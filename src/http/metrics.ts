// What the operator's monitoring reads: text in the format of Prometheus. Never a domain, an address or a path.
import process from 'node:process'
import { addCounter, byLabel } from './plain-counter.js'
import { addStoreMetrics, type StoreSource } from './store-metrics.js'
import type { TlsAskCounts } from './tls-ask.js'
import { addTrafficMetrics } from './traffic-metrics.js'
import type { Traffic } from './traffic.js'

/** The settings that answers are made from, as they are now. */
export interface SettingsState {
  /** How many names stand in the table, wildcards included. */
  domains: number
  /** Of their contents: equal on every machine that serves the same. */
  version: string
  /** When those that are served were taken into use, in milliseconds. */
  loadedAt: number
  /** False while the files hold something that cannot be served. */
  isLastGood: boolean
  /** Absent where no signing is configured. When the certificate in use ends, in milliseconds; undefined: none is usable. */
  signing?: { validUntil: number | undefined }
}

export interface MetricsSource {
  version: string
  settings: () => SettingsState
  traffic: Traffic
  /** How many lines of the log could not be written. */
  logWriteErrors: () => number
  tlsAsks: TlsAskCounts
  /** Absent where the settings are a file. */
  store?: StoreSource
}

export interface Metrics {
  contentType: string
  text: () => Promise<string>
}

/** Loads its library only here, on the first scrape. */
export async function createMetrics({
  version,
  settings,
  traffic,
  logWriteErrors,
  tlsAsks,
  store,
}: MetricsSource): Promise<Metrics> {
  const { collectDefaultMetrics, Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  /** Read at each scrape; undefined: there is nothing to tell at present. */
  const gauge = (name: string, help: string, read: (state: SettingsState) => number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read(settings())
        if (value === undefined) this.remove()
        else this.set(value)
      },
    })
  new Gauge({
    name: 'mailconf_build_info',
    help: 'What runs; always 1.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1)
  gauge(
    'mailconf_settings_last_reload_success',
    'Whether the settings could be used when they were last read: 1, or 0 while older ones are served.',
    ({ isLastGood }) => Number(isLastGood),
  )
  gauge(
    'mailconf_settings_last_reload_timestamp_seconds',
    'When the settings that are served were taken into use.',
    ({ loadedAt }) => loadedAt / 1000,
  )
  gauge(
    'mailconf_settings_domains',
    'Names in the settings that are served, wildcards included.',
    ({ domains }) => domains,
  )
  new Gauge({
    name: 'mailconf_settings_version_info',
    help: 'The contents of the settings that are served; always 1.',
    labelNames: ['hash'],
    registers,
    collect() {
      this.reset()
      this.set({ hash: settings().version }, 1)
    },
  })
  gauge(
    'mailconf_signing_usable',
    'Whether profiles are signed: 1, or 0 for lack of a usable certificate and key; absent where none are named.',
    ({ signing }) => signing && Number(signing.validUntil !== undefined),
  )
  gauge(
    'mailconf_signing_certificate_expiry_timestamp_seconds',
    'When the certificate that signs profiles ends; absent while none is usable.',
    ({ signing }) => signing?.validUntil && signing.validUntil / 1000,
  )
  const durations = await addTrafficMetrics(registry, traffic)
  await addCounter(registry, {
    name: 'mailconf_log_write_errors_total',
    help: 'Lines of the log that could not be written.',
    labelNames: [],
    read: () => [[{}, logWriteErrors()]],
  })
  await addCounter(registry, {
    name: 'mailconf_tls_ask_total',
    help: 'Questions whether a name may have a certificate, by the answer; unavailable: only the database could tell.',
    labelNames: ['result'],
    read: () => byLabel('result', tlsAsks),
  })
  if (store !== undefined) await addStoreMetrics(registry, store)
  collectDefaultMetrics({ register: registry })
  return {
    contentType: registry.contentType,
    text: async () => `${await registry.metrics()}\n${durations()}`,
  }
}
