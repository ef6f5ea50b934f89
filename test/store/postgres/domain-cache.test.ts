// Domains in memory, with a clock and a database that tests turn.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createBreaker } from '../../../src/store/postgres/breaker.js'
import { createDomainCache, type DomainCache } from '../../../src/store/postgres/domain-cache.js'
import type { KnownDomain } from '../../../src/store/postgres/known-domain.js'
import { NO_MAIL } from '../../../src/store/postgres/rows.js'

const known = (name: string, redirect_addr: string | null = null): KnownDomain => ({
  row: { ...NO_MAIL, name, redirect_addr },
  targets: [],
})

/** Whose row answers for a domain, or the status of the error. */
const askOf = (cache: DomainCache) => async (domain: string) => {
  try {
    return (await cache.find(domain))?.row.name
  } catch (error) {
    return (error as { statusCode?: number }).statusCode
  }
}

const MINUTE = 60_000

function setUp() {
  const world = {
    time: 0,
    isWatched: true,
    isTooOld: false,
    isAway: false,
    loads: [] as string[],
    rows: new Map([
      ['a.example', known('a.example')],
      ['moved.example', known('moved.example', 'x@a.example')],
    ]),
  }
  const now = () => world.time
  const cache = createDomainCache({
    async load(domain) {
      world.loads.push(domain)
      const found = world.rows.get(domain)
      await Promise.resolve()
      if (world.isAway) throw new Error('away')
      return found
    },
    breaker: createBreaker(now),
    isWatched: () => world.isWatched,
    isTooOld: () => world.isTooOld,
    max: 100,
    now,
  })
  const ask = askOf(cache)
  return { world, cache, ask }
}

test('while changes are noticed, one query does for ever, for unknown names as well', async () => {
  const { world, ask } = setUp()
  for (const time of [0, MINUTE, 1000 * MINUTE]) {
    world.time = time
    expect(await ask('a.example')).toBe('a.example')
    expect(await ask('unknown.example')).toBeUndefined()
  }
  expect(world.loads).toEqual(['a.example', 'unknown.example'])
})

test('while they are not, an answer is asked for again after a minute, behind the back of the client', async () => {
  const { world, ask } = setUp()
  await ask('a.example')
  world.isWatched = false
  world.time = MINUTE - 1
  await ask('a.example')
  expect(world.loads).toHaveLength(1)
  world.time = MINUTE
  world.rows.set('a.example', known('new.example'))
  expect(await ask('a.example')).toBe('a.example')
  expect(world.loads).toHaveLength(2)
  await sleep(1)
  expect(await ask('a.example')).toBe('new.example')
})

test('what changed is asked for before it is answered, and answered as it was where nobody can tell', async () => {
  const { world, cache, ask } = setUp()
  await ask('a.example')
  world.rows.set('a.example', known('new.example'))
  cache.outdate(['a.example'])
  world.isAway = true
  expect(await ask('a.example')).toBe('a.example')
  world.isAway = false
  expect(await ask('a.example')).toBe('new.example')
})

test('what was read before a change was noticed does not count as current', async () => {
  const { world, cache, ask } = setUp()
  const early = ask('a.example')
  world.rows.set('a.example', known('new.example'))
  cache.outdate(['a.example'])
  expect(await early).toBe('a.example')
  expect(await ask('a.example')).toBe('new.example')
})

test('any domain that changes may be the one that mailboxes moved to', async () => {
  const { world, cache, ask } = setUp()
  await ask('moved.example')
  cache.outdate(['other.example'])
  await ask('moved.example')
  expect(world.loads).toEqual(['moved.example', 'moved.example'])
})

test('stale answers end some day', async () => {
  const { world, cache, ask } = setUp()
  await ask('a.example')
  world.isAway = true
  cache.outdateAll()
  expect(await ask('a.example')).toBe('a.example')
  world.isTooOld = true
  expect(await ask('a.example')).toBe(503)
})

test('after five failures in ten seconds one request in two seconds tries, and the first success ends that', async () => {
  const { world, ask } = setUp()
  world.isAway = true
  for (let index = 0; index < 5; index += 1) await ask(`x${index}.example`)
  expect(world.loads).toHaveLength(5)
  for (let index = 0; index < 100; index += 1) expect(await ask('y.example')).toBe(503)
  expect(world.loads).toHaveLength(5)
  world.time = 3000
  await ask('y.example')
  await ask('y.example')
  expect(world.loads).toHaveLength(6)
  world.isAway = false
  world.time = 6000
  expect(await ask('y.example')).toBeUndefined()
  expect(await ask('a.example')).toBe('a.example')
})

test('a database that does not answer is waited for a moment only', async () => {
  const cache = createDomainCache({
    load: () => new Promise(() => undefined),
    breaker: createBreaker(() => 0),
    isWatched: () => true,
    isTooOld: () => false,
    max: 10,
    now: () => 0,
  })
  await expect(cache.find('a.example')).rejects.toMatchObject({ statusCode: 503 })
  cache.seed('a.example', known('a.example'))
  expect(await cache.find('a.example')).toMatchObject({ row: { name: 'a.example' } })
})

/** A database that takes its time, and may fall silent. */
function setUpSlow(queryMs: number) {
  const world = { isSilent: false, loads: 0, atOnce: 0, mostAtOnce: 0 }
  const now = () => performance.now()
  const cache = createDomainCache({
    async load(domain) {
      world.loads += 1
      world.atOnce += 1
      world.mostAtOnce = Math.max(world.mostAtOnce, world.atOnce)
      await sleep(queryMs)
      if (world.isSilent) await new Promise(() => undefined)
      world.atOnce -= 1
      return known(domain)
    },
    breaker: createBreaker(now),
    isWatched: () => true,
    isTooOld: () => false,
    max: 10_000,
    now,
  })
  const ask = askOf(cache)
  return { world, cache, ask }
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}.example`)

test('OPS-L5 5,000 clients ask for 1,000 domains that nobody asked for before: each waits for its turn', async () => {
  const { world, ask } = setUpSlow(5)
  const asked = Array.from({ length: 5 }, () => names(1000)).flat()
  const answers = await Promise.all(asked.map(ask))
  expect(answers).toEqual(asked)
  expect(world).toMatchObject({ loads: 1000, mostAtOnce: 4 })
})

test('OPS-F12 the database falls silent before a queue: nobody waits on, and the queue is given up', async () => {
  const { world, ask } = setUpSlow(5)
  const first = names(200)
  const asking = Promise.all(first.map(ask))
  await sleep(100)
  world.isSilent = true
  const answers = await asking
  expect(answers[0]).toBe(first[0])
  expect(answers.at(-1)).toBe(503)
  expect(world.loads).toBeLessThan(200)
  expect(await ask('later.example')).toBe(503)
})

test('a domain that changed is answered as it was where a queue stands before the database', async () => {
  const { world, cache, ask } = setUpSlow(20)
  expect(await ask('a.example')).toBe('a.example')
  cache.outdate(['a.example'])
  const queue = Promise.all(names(100).map(ask))
  expect(await ask('a.example')).toBe('a.example')
  expect(world.loads).toBeLessThan(101)
  expect(await queue).toEqual(names(100))
})

/** A database whose answers come when a test says so. */
function setUpHeld(max = 100) {
  const held: { domain: string; answer: (found: KnownDomain | undefined) => void }[] = []
  const cache = createDomainCache({
    load: (domain) => new Promise((answer) => held.push({ domain, answer })),
    breaker: createBreaker(() => 0),
    isWatched: () => true,
    isTooOld: () => false,
    max,
    now: () => 0,
  })
  return { cache, held }
}

test('OPS-F20 an older answer that comes late takes no newer one away', async () => {
  const { cache, held } = setUpHeld()
  const first = cache.find('a.example')
  await vi.waitFor(() => {
    expect(held).toHaveLength(1)
  })
  cache.outdate(['a.example'])
  const second = cache.find('a.example')
  await vi.waitFor(() => {
    expect(held).toHaveLength(2)
  })
  held[1]?.answer(known('new.example'))
  await second
  held[0]?.answer(known('old.example'))
  await first
  await sleep(1)
  expect((await cache.find('a.example'))?.row.name).toBe('new.example')
  expect(held).toHaveLength(2)
})

test('a domain whose mailboxes moved is read again where their new one changed meanwhile', async () => {
  const { cache, held } = setUpHeld()
  const first = cache.find('moved.example')
  await vi.waitFor(() => {
    expect(held).toHaveLength(1)
  })
  cache.outdate(['a.example'])
  held[0]?.answer(known('moved.example', 'x@a.example'))
  await first
  await sleep(1)
  void cache.find('moved.example')
  await vi.waitFor(() => {
    expect(held).toHaveLength(2)
  })
})

test('names that only a wildcard answers for push out none that has a row', async () => {
  const { world, cache, ask } = setUp()
  await ask('a.example')
  for (let index = 0; index < 300; index += 1) {
    world.rows.set(`x${index}.wild.example`, known('*.wild.example'))
    await ask(`x${index}.wild.example`)
  }
  world.isAway = true
  expect(await ask('a.example')).toBe('a.example')
  expect(cache.known().map(([domain]) => domain)).toEqual(['a.example'])
})

test('what was asked for last comes last, so that it stays longest where it is put in again', async () => {
  const { cache, ask, world } = setUp()
  for (const name of ['one.example', 'two.example', 'three.example'])
    world.rows.set(name, known(name))
  for (const name of ['one.example', 'two.example', 'three.example', 'one.example']) await ask(name)
  expect(cache.known().map(([domain]) => domain)).toEqual([
    'two.example',
    'three.example',
    'one.example',
  ])
})
