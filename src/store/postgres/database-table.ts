// The table whose providers and domains come from PostgreSQL. What the settings file says at its top level holds on.
import { LRUCache } from 'lru-cache'
import type { Problem } from '../../settings/problems.js'
import type { Settings } from '../../settings/schema.js'
import type { Entry, General, Image, Table } from '../../settings/table.js'
import { readImages } from '../image-files.js'
import type { Reading } from '../read-files.js'
import { whyUnreadable } from '../regular-file.js'
import { createBreaker } from './breaker.js'
import { whyUnusable } from './connection.js'
import { type CacheFigures, createDomainCache, unavailable } from './domain-cache.js'
import { ALL, createFeed } from './feed.js'
import { createEntryOf, FaultyRow, type KnownDomain, readDomain } from './known-domain.js'
import { type Listener, startListener } from './listener.js'
import { requireSchema } from './migrate.js'
import { openPool } from './pool.js'
import { NO_PROVIDERS, readProviders, resolveProviders } from './providers.js'
import { keepPolling } from './polling.js'
import type { DomainRow } from './rows.js'
import { type Tell, tellOnce } from './tell-once.js'
import { readSnapshot, type Snapshot, writeSnapshot } from './snapshot.js'

export interface DatabaseOptions {
  url: string
  /** The top level of the settings file, as it is now. */
  general: () => General
  /** Where a file that a provider names lies. */
  resolvePath: (file: string) => string
  /** Where to keep what is known, to start with while the database is away. */
  snapshotFile: string | undefined
  /** How long what is known is served while the database is away. */
  staleDays: number
  /** How many domains are kept in memory. */
  cachedDomains: number
  /** Hears a sentence of what is wrong, or that all is well again. Never the URL of the database. */
  tell: Tell
}

/** starting: nothing can be answered yet; degraded: from memory, since the database is away. */
type StoreHealth = 'starting' | 'ready' | 'degraded'

export interface DatabaseTable extends Table {
  health(): StoreHealth
  readonly figures: DatabaseFigures
  close(): Promise<void>
}

interface DatabaseFigures {
  /** Seconds since the database was last seen to be as we know it; undefined: never. */
  staleness(): number | undefined
  listenReconnects(): number
  faultyProviders(): number
  cache: CacheFigures
  /** From now on hears how long each query takes, in seconds. */
  onQuery(heard: (seconds: number) => void): void
}

/** Longer than a poll and its repetition. */
const WATCHED_MS = 15_000
const SNAPSHOT_EVERY_MS = 60_000
const DAY_MS = 24 * 3600 * 1000

// To count millions of rows takes longer than a look-up may.
const SIZE = `
SELECT CASE WHEN reltuples > 500000 THEN reltuples::bigint
  ELSE (SELECT count(*) FROM mailconf.domain) END::float8 AS size
FROM pg_class WHERE oid = 'mailconf.domain'::regclass`

/**
 * Comes back as soon as the table can answer, or after a few seconds without a database: then it goes on trying, and
 * `health` is `starting`, or `degraded` where there is a snapshot.
 */
export async function openDatabaseTable(options: DatabaseOptions): Promise<DatabaseTable> {
  const now = () => performance.now()
  let heard: (seconds: number) => void = () => undefined
  const pool = await openPool(options.url, (seconds) => {
    heard(seconds)
  })
  const breaker = createBreaker(now)
  const entryOf = createEntryOf()
  const tell = tellOnce(options.tell, now)
  const images = new Map<string, Image>()
  let providers = NO_PROVIDERS
  let size = 0
  let isFit = false
  /** Of a snapshot, before the database was seen for the first time. */
  let seededAt: number | undefined
  let isWritten = true

  const confirmedAt = () => feed.confirmedAt() ?? seededAt
  const isWatched = () => {
    const at = feed.confirmedAt()
    return at !== undefined && now() - at < WATCHED_MS
  }

  /** A wildcard answers for many names, and a row is read again and again: equal rows are one object. */
  const rows = new LRUCache<string, { text: string; row: DomainRow }>({
    max: options.cachedDomains,
  })
  const intern = (row: DomainRow): DomainRow => {
    const text = JSON.stringify(row)
    const before = rows.get(row.name)
    if (before?.text === text) return before.row
    rows.set(row.name, { text, row })
    return row
  }

  const cache = createDomainCache({
    load: loadDomain,
    breaker,
    isWatched,
    isTooOld: () => now() - (confirmedAt() ?? -Infinity) > options.staleDays * DAY_MS,
    max: options.cachedDomains,
    now,
  })

  async function loadDomain(domain: string): Promise<KnownDomain | undefined> {
    const read = await readDomain(pool.query, domain)
    if (read === undefined) return undefined
    const known = { row: intern(read.row), targets: read.targets.map(intern) }
    const keys = [known.row, ...known.targets].flatMap(({ provider_key: key }) => key ?? [])
    if (keys.some((key) => !providers.rows.has(key))) await reloadProviders()
    await addImages({ providers: {}, domains: domainsWithLogo(known) })
    try {
      entryOf(known, providers.rows, options.general())
    } catch (error) {
      if (error instanceof FaultyRow) {
        tell('error', `the row of domain ${known.row.name} is not used: ${error.message}`)
      }
      throw error
    }
    isWritten = false
    return known
  }

  let reloading: Promise<void> | undefined
  function reloadProviders(): Promise<void> {
    reloading ??= (async () => {
      const records = await readProviders(pool.query)
      await takeProviders(records)
      const [counted] = await pool.query<{ size: number }>(SIZE)
      size = counted?.size ?? size
    })().finally(() => {
      reloading = undefined
    })
    return reloading
  }

  async function takeProviders(records: Snapshot['providers']): Promise<void> {
    const next = resolveProviders(records, providers)
    const named = records.map(({ provider }) => logoOf(provider['documents']))
    await addImages({ providers: Object.fromEntries(named.entries()) })
    providers = next
    isWritten = false
    for (const [key, problem] of next.faulty) {
      tell('error', `the rows of provider ${key} are not used: ${problem}`)
    }
  }

  async function addImages(settings: Settings): Promise<void> {
    const read = await readImages(
      settings,
      options.resolvePath,
      unrecorded,
      ({ message }: Problem) => {
        tell('warning', message)
      },
    )
    for (const [name, image] of read) images.set(name, image)
  }

  const feed = createFeed({
    query: pool.query,
    now,
    async apply(changes) {
      const isAll = changes.has(ALL)
      if (isAll) cache.outdateAll()
      for (const change of changes) {
        if (change.startsWith('domain ')) cache.outdate(change.slice('domain '.length))
      }
      const concernsProviders = [...changes].some((change) => change.startsWith('provider '))
      // One that began before the change is no good.
      await reloading?.catch(() => undefined)
      if (isAll || concernsProviders) await reloadProviders()
    },
  })

  let listener: Listener | undefined
  const polling = keepPolling(
    async () => {
      if (!isFit) await requireSchema(pool.query)
      isFit = true
      await feed.poll()
      breaker.succeeded()
      tell('well', 'the database answers')
      listener ??= startListener(options.url, polling.hurry)
    },
    (error) => {
      isFit = false
      tell('error', `the database cannot be used: ${whyUnusable(error)}`)
    },
  )

  const keepSnapshot = async () => {
    const at = feed.confirmedAt()
    if (options.snapshotFile === undefined || isWritten || at === undefined) return
    isWritten = true
    const seenAt = Date.now() - (now() - at)
    const snapshot = { at: seenAt, size, providers: providers.records, domains: cache.known() }
    await writeSnapshot(options.snapshotFile, snapshot).catch((error: unknown) => {
      tell('warning', `SNAPSHOT_PATH: the file cannot be written: ${whyUnreadable(error)}`)
    })
  }
  const snapshots = setInterval(() => void keepSnapshot(), SNAPSHOT_EVERY_MS).unref()

  if (options.snapshotFile !== undefined) {
    await readSnapshot(options.snapshotFile).then(
      async (snapshot) => {
        await takeProviders(snapshot.providers)
        for (const [domain, { row, targets }] of snapshot.domains) {
          cache.seed(domain, { row: intern(row), targets: targets.map(intern) })
        }
        size = snapshot.size
        seededAt = now() - Math.max(0, Date.now() - snapshot.at)
      },
      (error: unknown) => {
        // Nothing was known yet.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
        tell('warning', `SNAPSHOT_PATH: the file is not used: ${whyUnreadable(error)}`)
      },
    )
  }
  await polling.start()

  let general: { of: readonly unknown[]; value: General } | undefined
  return {
    get general() {
      const of = [options.general(), providers]
      if (general === undefined || of.some((one, index) => one !== general?.of[index])) {
        const { onlyProvider: _, ...rest } = options.general()
        const [[, only] = [], ...more] = providers.rows
        const isOnly = only !== undefined && more.length === 0
        general = {
          of,
          value: { ...rest, images, ...(isOnly && { onlyProvider: only.resolved }) },
        }
      }
      return general.value
    },
    get size() {
      return size
    },
    find(domain) {
      const entryFor = (known: KnownDomain | undefined): Entry | undefined => {
        try {
          return known && entryOf(known, providers.rows, options.general())
        } catch (error) {
          throw error instanceof FaultyRow ? unavailable() : error
        }
      }
      const known = cache.find(domain)
      return known instanceof Promise ? known.then(entryFor) : entryFor(known)
    },
    health() {
      if (isFit && isWatched()) return 'ready'
      return confirmedAt() === undefined ? 'starting' : 'degraded'
    },
    figures: {
      staleness() {
        const at = confirmedAt()
        return at === undefined ? undefined : (now() - at) / 1000
      },
      listenReconnects: () => listener?.reconnects() ?? 0,
      faultyProviders: () => providers.faulty.size,
      cache: cache.figures,
      onQuery(listen) {
        heard = listen
      },
    },
    async close() {
      clearInterval(snapshots)
      polling.stop()
      listener?.close()
      await keepSnapshot()
      await pool.close()
    },
  }
}

/** A picture that changed is read with the next change of the rows that name it. */
const unrecorded: Reading = (_file, read) => read(() => undefined)

function domainsWithLogo({ row, targets }: KnownDomain): NonNullable<Settings['domains']> {
  return Object.fromEntries(
    [row, ...targets].map(({ name, overrides }) => [name, logoOf(overrides)]),
  )
}

function logoOf(written: unknown): { logoFile?: string } {
  const { logoFile } = (written ?? {}) as { logoFile?: unknown }
  return typeof logoFile === 'string' ? { logoFile } : {}
}
