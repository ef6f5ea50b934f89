// How the database behind the settings does, for the operator's monitoring.
import type { Registry } from 'prom-client'
import { addCounter, byLabel } from './plain-counter.js'

export interface StoreSource {
  health(): 'starting' | 'ready' | 'degraded'
  figures: StoreFigures
}

interface StoreFigures {
  /** Seconds; undefined: never seen. */
  staleness(): number | undefined
  listenReconnects(): number
  faultyProviders(): number
  cache: {
    lookups: Readonly<Record<string, number>>
    entries: Readonly<Record<string, number>>
    evictions: Readonly<Record<string, number>>
  }
  onQuery(heard: (seconds: number) => void): void
}

const STORE = { store: 'postgres' }

export async function addStoreMetrics(registry: Registry, source: StoreSource): Promise<void> {
  const { Gauge, Histogram } = await import('prom-client')
  const registers = [registry]
  const { figures } = source
  const gauge = (name: string, help: string, value: () => number | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ['store'],
      registers,
      collect() {
        const now = value()
        if (now === undefined) this.remove(STORE)
        else this.set(STORE, now)
      },
    })
  gauge('mailconf_store_up', 'Whether changes in the database are noticed now: 1 or 0.', () =>
    source.health() === 'ready' ? 1 : 0,
  )
  gauge(
    'mailconf_store_staleness_seconds',
    'Since when the database has not been seen to be as it is answered; absent: not once.',
    () => figures.staleness(),
  )
  gauge(
    'mailconf_store_faulty_providers',
    'Providers whose rows cannot be used, and which are answered as they last could be.',
    () => figures.faultyProviders(),
  )
  await addCounter(registry, {
    name: 'mailconf_listen_reconnects_total',
    help: 'How often the connection that hears of changes was made anew.',
    labelNames: ['store'],
    read: () => [[STORE, figures.listenReconnects()]],
  })
  await addCounter(registry, {
    name: 'mailconf_lookups_total',
    help: 'Look-ups of domains by their end: hit and negative from memory, stale though it may have changed, miss from the database.',
    labelNames: ['result'],
    read: () => byLabel('result', figures.cache.lookups),
  })
  new Gauge({
    name: 'mailconf_cache_entries',
    help: 'Names kept in memory.',
    labelNames: ['cache'],
    registers,
    collect() {
      for (const [cache, count] of Object.entries(figures.cache.entries)) this.set({ cache }, count)
    },
  })
  await addCounter(registry, {
    name: 'mailconf_cache_evictions_total',
    help: 'Names that had to leave memory for others.',
    labelNames: ['cache'],
    read: () => byLabel('cache', figures.cache.evictions),
  })
  const duration = new Histogram({
    name: 'mailconf_store_query_duration_seconds',
    help: 'How long queries took.',
    labelNames: ['store'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.15, 0.5, 1, 1.5],
    registers,
  })
  figures.onQuery((seconds) => {
    duration.observe(STORE, seconds)
  })
}
