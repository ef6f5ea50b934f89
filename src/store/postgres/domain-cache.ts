// Domains that were asked for, the unknown among them: from memory while they are known to be current, else from the
// database, and from memory again where that does not answer in time.
import { LRUCache } from 'lru-cache'
import type { Breaker } from './breaker.js'
import { FaultyRow, type KnownDomain } from './known-domain.js'
import { CONNECTIONS } from './pool.js'
import { createTurns } from './turns.js'
import { waitPatiently } from './patience.js'

/** How a look-up ended; `miss`: it waited for the database. */
type LookupResult = 'hit' | 'stale' | 'negative' | 'miss' | 'error'

export interface DomainCacheOptions {
  /** Rejects with FaultyRow where the database answers and cannot be understood. */
  load: (domain: string) => Promise<KnownDomain | undefined>
  breaker: Breaker
  /** Whether changes are being noticed, so that what is kept is current. */
  isWatched: () => boolean
  /** Whether what is kept is too old to be served at all. */
  isTooOld: () => boolean
  /** Domains that are kept; as many as half of it, at most 100,000, that have no row of their own. */
  max: number
  now: () => number
}

export interface DomainCache {
  /** Undefined: unknown. Rejects with status 503 where only the database could tell. */
  find(domain: string): KnownDomain | undefined | Promise<KnownDomain | undefined>
  /** The answers for these names may have changed. */
  outdate(names: Iterable<string>): void
  outdateAll(): void
  /** Puts in what a snapshot knows; to be asked again as soon as the database can be. */
  seed(domain: string, known: KnownDomain): void
  known(): [string, KnownDomain][]
  readonly figures: CacheFigures
}

export interface CacheFigures {
  lookups: Record<LookupResult, number>
  entries: { domains: number; unknown: number }
  evictions: { domains: number; unknown: number }
}

interface Kept {
  known: KnownDomain | undefined
  at: number
  /** How often everything had changed when it was read; -1 where it changed itself since. */
  age: number
}

const OUTDATED = -1

interface Load {
  result: Promise<KnownDomain | undefined>
  /** The domain changed while it was read. */
  isOutdated: boolean
  /** Some other did: one that this moved to, maybe. */
  hasSeenChanges: boolean
}

const FRESH_MS = 60_000
// Beyond, the database has enough to do; whoever asks then is served from memory or told to come back.
const MOST_LOADS = 2000

export function unavailable(): Error {
  return Object.assign(new Error('the database cannot tell now'), { statusCode: 503 })
}

export function createDomainCache(options: DomainCacheOptions): DomainCache {
  const { breaker, isWatched, isTooOld, now } = options
  const figures: CacheFigures = {
    lookups: { hit: 0, stale: 0, negative: 0, miss: 0, error: 0 },
    entries: { domains: 0, unknown: 0 },
    evictions: { domains: 0, unknown: 0 },
  }
  const keep = (which: 'domains' | 'unknown', max: number) =>
    new LRUCache<string, Kept>({
      max,
      dispose(_kept, domain, reason) {
        movedDomains.delete(domain)
        if (reason === 'evict') figures.evictions[which] += 1
      },
    })
  // Their answers depend on other domains as well.
  const movedDomains = new Set<string>()
  const domains = keep('domains', options.max)
  // Apart, so that a flood of names that have no row pushes out none that has.
  const unknown = keep('unknown', Math.min(100_000, Math.ceil(options.max / 2)))
  const loads = new Map<string, Load>()
  const turns = createTurns(CONNECTIONS)
  /** How often the database has answered. */
  let answers = 0
  // Millions may be kept: nobody can visit them all.
  let age = 0
  const isOutdated = (kept: Kept) => kept.age !== age

  const store = (domain: string, known: KnownDomain | undefined, isCurrent: boolean) => {
    const kept: Kept = { known, at: now(), age: isCurrent ? age : OUTDATED }
    const [place, other] = known?.row.name === domain ? [domains, unknown] : [unknown, domains]
    other.delete(domain)
    place.set(domain, kept)
    if (isMoved(known)) movedDomains.add(domain)
  }

  const start = (domain: string): Load => {
    const result = turns.take((hasWaited) => {
      // It went away while this one waited.
      if (hasWaited && breaker.refuses()) throw unavailable()
      return askDatabase(domain)
    })
    const load: Load = { isOutdated: false, hasSeenChanges: false, result }
    loads.set(domain, load)
    result
      .then((known) => {
        // What was read before a change was noticed may be what was there before the change, and older than what
        // somebody else has read since.
        if (load.isOutdated && peek(domain) !== undefined) return
        store(domain, known, !load.isOutdated && !(load.hasSeenChanges && isMoved(known)))
      })
      .finally(() => {
        if (loads.get(domain) === load) loads.delete(domain)
      })
      .catch(() => undefined)
    return load
  }

  const askDatabase = async (domain: string) => {
    try {
      const known = await options.load(domain)
      breaker.succeeded()
      answers += 1
      return known
    } catch (error) {
      if (error instanceof FaultyRow) answers += 1
      else breaker.failed()
      throw error
    }
  }

  const fallBack = (kept: Kept | undefined) => {
    if (kept === undefined || isTooOld()) {
      figures.lookups.error += 1
      throw unavailable()
    }
    figures.lookups.stale += 1
    return kept.known
  }

  /** Who has an answer waits a moment for the new one; who has none, as long as others get theirs. */
  const wait = async ({ result }: Load, kept: Kept | undefined) => {
    let before = answers
    const outcome = await waitPatiently(result, () => {
      const isAnswering = answers !== before
      before = answers
      return isAnswering && kept === undefined
    })
    if (outcome === undefined) return fallBack(kept)
    figures.lookups.miss += 1
    return outcome.value
  }

  const peek = (domain: string) => domains.peek(domain) ?? unknown.peek(domain)
  const outdate = (domain: string) => {
    const kept = peek(domain)
    if (kept !== undefined) kept.age = OUTDATED
    const load = loads.get(domain)
    if (load === undefined) return
    load.isOutdated = true
    loads.delete(domain)
  }

  return {
    figures: {
      ...figures,
      get entries() {
        return { domains: domains.size, unknown: unknown.size }
      },
    },
    find(domain) {
      const kept = domains.get(domain) ?? unknown.get(domain)
      const isFresh =
        kept !== undefined && !isOutdated(kept) && (isWatched() || now() - kept.at < FRESH_MS)
      if (isFresh) {
        figures.lookups[kept.known === undefined ? 'negative' : 'hit'] += 1
        return kept.known
      }
      const running = loads.get(domain)
      if (running === undefined && (turns.size >= MOST_LOADS || breaker.refuses())) {
        return fallBack(kept)
      }
      const load = running ?? start(domain)
      // Nobody says that it changed: it can be asked again behind the client's back.
      return kept !== undefined && !isOutdated(kept) ? fallBack(kept) : wait(load, kept)
    },
    outdate(names) {
      let isChange = false
      for (const name of names) {
        outdate(name)
        isChange = true
      }
      if (!isChange) return
      for (const moved of movedDomains) outdate(moved)
      for (const load of loads.values()) load.hasSeenChanges = true
    },
    outdateAll() {
      age += 1
      for (const load of loads.values()) load.isOutdated = true
      loads.clear()
    },
    seed(domain, known) {
      store(domain, known, false)
    },
    // The last that was asked for comes last, so that it is the last to go where they are put in again.
    known: () =>
      [...(domains.rentries() as Generator<[string, Kept]>)].flatMap(([domain, { known }]) =>
        known === undefined ? [] : [[domain, known] satisfies [string, KnownDomain]],
      ),
  }
}

function isMoved(known: KnownDomain | undefined): boolean {
  return known !== undefined && known.row.redirect_addr !== null
}
