// The change log as it is read, with what a database may answer.
import { expect, test } from 'vitest'
import { createFeed } from '../../../src/store/postgres/feed.js'
import type { Query } from '../../../src/store/postgres/pool.js'

interface Answer {
  xmin: string
  changes?: [xid: string, what: string][]
}

function setUp(answers: Answer[]) {
  const asked: unknown[] = []
  const applied: string[][] = []
  const world = { time: 0, fails: false }
  const query = (async (_sql: string, values: unknown[] = []) => {
    asked.push(values[0])
    const { xmin, changes = [] } = answers.shift() ?? { xmin: '0' }
    return changes.length === 0
      ? [{ xmin, xid: null, what: null }]
      : changes.map(([xid, what]) => ({ xmin, xid, what }))
  }) as unknown as Query
  const feed = createFeed({
    query,
    now: () => world.time,
    async apply({ isAll, domains, providers }) {
      if (world.fails) throw new Error('cannot')
      const named = [
        ...[...domains].map((name) => `domain ${name}`),
        ...[...providers].map((key) => `provider ${key}`),
      ]
      applied.push([...(isAll ? ['all'] : []), ...named])
    },
  })
  return { feed, asked, applied, world }
}

test('at first everything, then what changed, each once', async () => {
  const { feed, asked, applied } = setUp([
    { xmin: '100' },
    { xmin: '100', changes: [['101', 'domain b']] },
    // 100 is still open, so 101 comes again.
    { xmin: '100', changes: [['101', 'domain b']] },
    {
      xmin: '102',
      changes: [
        ['100', 'domain a'],
        ['101', 'domain b'],
      ],
    },
    { xmin: '102' },
  ])
  for (let index = 0; index < 5; index += 1) await feed.poll()
  expect(applied).toEqual([['all'], ['domain b'], ['domain a']])
  expect(asked.slice(1)).toEqual(['100', '100', '100', '102'])
})

test('numbers are compared as numbers', async () => {
  const { feed, applied } = setUp([{ xmin: '9' }, { xmin: '10', changes: [['9', 'provider p']] }])
  await feed.poll()
  await feed.poll()
  expect(applied).toEqual([['all'], ['provider p']])
})

test.each([
  ['a database that was made anew', 0, '5'],
  ['half a day away', 12 * 3600 * 1000 + 1, '101'],
])('%s: everything', async (_what, time, xmin) => {
  const { feed, applied, world } = setUp([{ xmin: '100' }, { xmin }])
  await feed.poll()
  world.time = time
  await feed.poll()
  expect(applied).toEqual([['all'], ['all']])
})

test('changes that could not be applied are read again', async () => {
  const change: Answer = { xmin: '101', changes: [['100', 'domain a']] }
  const { feed, applied, world, asked } = setUp([{ xmin: '100' }, change, change])
  await feed.poll()
  world.fails = true
  world.time = 5
  await expect(feed.poll()).rejects.toThrow('cannot')
  expect(feed.confirmedAt()).toBe(0)
  world.fails = false
  await feed.poll()
  expect(applied).toEqual([['all'], ['domain a']])
  expect(asked.slice(1)).toEqual(['100', '100'])
  expect(feed.confirmedAt()).toBe(5)
})
