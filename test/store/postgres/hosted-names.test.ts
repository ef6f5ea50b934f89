// Which names may be hosted, with a database that answers page by page when told to.
import { expect, test, vi } from 'vitest'
import { createHostedNames } from '../../../src/store/postgres/hosted-names.js'
import type { Query } from '../../../src/store/postgres/pool.js'

function setUp(names: string[]) {
  const waiting: (() => void)[] = []
  const world = { names: names.toSorted(), isAway: false, queries: 0 }
  const query = (async (_sql: string, [after]: string[] = []) => {
    world.queries += 1
    await new Promise<void>((resolve) => waiting.push(resolve))
    if (world.isAway) throw new Error('away')
    return world.names
      .filter((name) => name > String(after))
      .slice(0, 2)
      .map((name) => ({ name }))
  }) as unknown as Query
  const made = createHostedNames(query, 1)
  const hosted = {
    ...made,
    mayHold: (domain: string) => !made.isComplete() || made.nearest(domain) !== undefined,
  }
  /** Answers so many queries. */
  const answer = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      await vi.waitFor(() => {
        expect(waiting).not.toEqual([])
      })
      waiting.shift()?.()
      await new Promise(setImmediate)
    }
  }
  return { world, hosted, answer }
}

test('any name may be hosted until all were read', async () => {
  const { hosted, answer } = setUp(['a.example', 'b.example', 'c.example', '*.wild.example'])
  expect(hosted.mayHold('unknown.example')).toBe(true)
  hosted.readAll()
  await answer(2)
  expect(hosted.mayHold('unknown.example')).toBe(true)
  await answer(1)
  expect(hosted.mayHold('unknown.example')).toBe(false)
  for (const name of [
    'a.example',
    'b.example',
    'c.example',
    'x.wild.example',
    'y.x.wild.example',
  ]) {
    expect(hosted.mayHold(name)).toBe(true)
  }
  expect(hosted.mayHold('wild.example')).toBe(false)
})

test('a name that comes while they are read, behind the page, and one that comes later', async () => {
  const { world, hosted, answer } = setUp(['b.example', 'c.example'])
  hosted.readAll()
  await answer(1)
  world.names.unshift('a.example')
  hosted.add('a.example')
  await answer(1)
  expect(hosted.mayHold('a.example')).toBe(true)
  expect(hosted.mayHold('d.example')).toBe(false)
  hosted.add('d.example')
  expect(hosted.mayHold('d.example')).toBe(true)
})

test('where all of it changes while it is read, only the second reading counts', async () => {
  const { world, hosted, answer } = setUp(['a.example'])
  hosted.readAll()
  await answer(1)
  world.names = ['b.example']
  hosted.readAll()
  // The last page of the first, and two of the second.
  await answer(3)
  expect(hosted.mayHold('a.example')).toBe(false)
  expect(hosted.mayHold('b.example')).toBe(true)
})

test('a wildcard for everything', async () => {
  const { hosted, answer } = setUp(['*'])
  hosted.readAll()
  await answer(2)
  expect(hosted.mayHold('any.example')).toBe(true)
})

test('a reading that fails leaves every name possible, and is made again', async () => {
  const { world, hosted, answer } = setUp(['a.example'])
  world.isAway = true
  hosted.readAll()
  await answer(1)
  expect(hosted.mayHold('unknown.example')).toBe(true)
  world.isAway = false
  await answer(2)
  expect(hosted.mayHold('unknown.example')).toBe(false)
  expect(hosted.mayHold('a.example')).toBe(true)
})

test('the nearest name that answers: itself, or the wildcard right above it', async () => {
  const { hosted, answer } = setUp(['*.wild.example', 'exact.wild.example', '*.deep.wild.example'])
  hosted.readAll()
  await answer(3)
  expect(hosted.nearest('exact.wild.example')).toBe('exact.wild.example')
  expect(hosted.nearest('other.wild.example')).toBe('*.wild.example')
  expect(hosted.nearest('x.deep.wild.example')).toBe('*.deep.wild.example')
  expect(hosted.nearest('wild.example')).toBeUndefined()
})

test('while they are read anew, those of before are the nearest, and none is known to be unknown', async () => {
  const { hosted, answer } = setUp(['*.wild.example'])
  hosted.readAll()
  await answer(2)
  hosted.readAll()
  expect(hosted.nearest('any.wild.example')).toBe('*.wild.example')
  expect(hosted.isComplete()).toBe(false)
})
