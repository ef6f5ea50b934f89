// The table whose providers and domains come from PostgreSQL. What the settings file says at its top level holds on.
import type { Entry, General, Table } from '../../settings/table.js'
import { createBreaker } from './breaker.js'
import { UnfitSchema, whyUnusable } from './connection.js'
import { type CacheFigures, createDomainCache, unavailable } from './domain-cache.js'
import { createFeed } from './feed.js'
import { createDomainCount } from './domain-count.js'
import { createHostedNames } from './hosted-names.js'
import { createInterning } from './interned-rows.js'
import { createEntryOf, FaultyRow, type KnownDomain, readDomain } from './known-domain.js'
import { type Listener, startListener } from './listener.js'
import { createLoadedProviders } from './loaded-providers.js'
import { createLogos } from './logos.js'
import { requireSchema } from './migrate.js'
import { openPool } from './pool.js'
import { keepPolling } from './polling.js'
import { createServedGeneral } from './served-general.js'
import { keepSnapshots } from './snapshots.js'
import { type Tell, tellOnce } from './tell-once.js'

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
const DAY_MS = 24 * 3600 * 1000

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
  const tell = tellOnce(options.tell, now)
  const warn = (message: string) => {
    tell('warning', message)
  }
  const logos = createLogos(options.resolvePath, warn)
  const breaker = createBreaker(now)
  const hosted = createHostedNames(pool.query)
  const count = createDomainCount(pool.query, now)
  const intern = createInterning(options.cachedDomains)
  const entryOf = createEntryOf()
  const generalOf = createServedGeneral(logos.images)
  const providers = createLoadedProviders(
    pool.query,
    (records) => logos.readOfProviders(records),
    ({ faulty }) => {
      snapshots.outdate()
      for (const [key, problem] of faulty) {
        tell('error', `the rows of provider ${key} are not used: ${problem}`)
      }
    },
  )
  const snapshots = keepSnapshots(options.snapshotFile, takeSnapshot, warn)

  /** The tables are there, can be read by this program, and were so at the last look. */
  let isFit = false
  let isUnfit = false
  /** Of a snapshot, before the database was seen for the first time. */
  let seededAt: number | undefined
  const confirmedAt = () => feed.confirmedAt() ?? seededAt
  const isWatched = () => {
    const at = feed.confirmedAt()
    return at !== undefined && now() - at < WATCHED_MS
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
    // Whatever stands in tables of another version may mean something else.
    if (isUnfit) throw unavailable()
    const read = await readDomain(pool.query, domain, feed.noticed())
    if (read === undefined) return undefined
    if (read.isAhead) await feed.poll()
    const known = intern(read)
    const keys = [known.row, ...known.targets].flatMap(({ provider_key: key }) => key ?? [])
    const { rows, faulty } = providers.now
    if (keys.some((key) => !rows.has(key) && !faulty.has(key))) await providers.reload()
    await logos.readOfDomain(known)
    try {
      entryOf(known, providers.forDomains, options.general())
    } catch (error) {
      if (error instanceof FaultyRow) {
        tell('error', `the row of domain ${known.row.name} is not used: ${error.message}`)
      }
      throw error
    }
    snapshots.outdate()
    return known
  }
  const isReady = () => isFit && isWatched()
  const knowsAllNames = () => isReady() && hosted.isComplete()
  /** By the name that answers for it, so that one entry does for all names below a wildcard. */
  const find = (domain: string) => {
    const name = hosted.nearest(domain)
    if (name !== undefined) return cache.find(name)
    if (!knowsAllNames()) return cache.find(domain)
    cache.figures.lookups.negative += 1
    return undefined
  }
  const entryFor = (known: KnownDomain | undefined): Entry | undefined => {
    try {
      return known && entryOf(known, providers.forDomains, options.general())
    } catch (error) {
      throw error instanceof FaultyRow ? unavailable() : error
    }
  }

  const feed = createFeed({
    query: pool.query,
    now,
    async apply({ isAll, domains, providers: keys }) {
      if (isAll) {
        cache.outdateAll()
        count.outdate()
        hosted.readAll()
      }
      for (const name of domains) hosted.add(name)
      cache.outdate(domains)
      if (isAll || keys.size > 0) await providers.reload()
    },
  })
  let listener: Listener | undefined
  let isClosed = false
  let hasCounted = false
  const polling = keepPolling(
    async () => {
      await requireSchema(pool.query)
      isUnfit = false
      isFit = true
      await feed.poll()
      breaker.succeeded()
      tell('well', 'the database answers')
      if (isClosed) return
      listener ??= startListener(options.url, polling.hurry)
      // The first line of the log says how many there are; from then on nobody waits for it.
      const counted = count.refresh()
      if (!hasCounted) await counted
      hasCounted = true
    },
    (error) => {
      if (isClosed) return
      isFit = false
      isUnfit = error instanceof UnfitSchema
      tell('error', `the database cannot be used: ${whyUnusable(error)}`)
    },
  )

  function takeSnapshot() {
    const at = feed.confirmedAt()
    if (at === undefined) return undefined
    const seenAt = Date.now() - (now() - at)
    const records = [...providers.now.records.values()]
    return { at: seenAt, size: count.size, providers: records, domains: cache.known() }
  }
  const snapshot = await snapshots.read()
  if (snapshot !== undefined) {
    await providers.seed(snapshot.providers)
    count.seed(snapshot.size)
    for (const [domain, known] of snapshot.domains) cache.seed(domain, intern(known))
    seededAt = now() - Math.max(0, Date.now() - snapshot.at)
  }
  snapshots.start()
  await polling.start()

  return {
    get general() {
      return generalOf(options.general(), providers.now)
    },
    get size() {
      return count.size
    },
    find(domain) {
      const known = find(domain)
      return known instanceof Promise ? known.then(entryFor) : entryFor(known)
    },
    at(name) {
      const entryOfName = (known: KnownDomain | undefined) =>
        known?.row.name === name ? entryFor(known) : undefined
      // A wildcard answers for it, or nothing does: no query says more.
      if (knowsAllNames() && hosted.nearest(name) !== name) return undefined
      const known = cache.find(name)
      return known instanceof Promise ? known.then(entryOfName) : entryOfName(known)
    },
    health() {
      if (isReady()) return 'ready'
      return confirmedAt() === undefined ? 'starting' : 'degraded'
    },
    figures: {
      staleness() {
        const at = confirmedAt()
        return at === undefined ? undefined : (now() - at) / 1000
      },
      listenReconnects: () => listener?.reconnects() ?? 0,
      faultyProviders: () => providers.now.faulty.size,
      cache: cache.figures,
      onQuery(listen) {
        heard = listen
      },
    },
    async close() {
      isClosed = true
      hosted.close()
      polling.stop()
      listener?.close()
      await snapshots.close()
      await pool.close()
    },
  }
}
