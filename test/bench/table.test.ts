import { expect, test } from 'vitest'
import { type Figure, isReached, spreadOf } from './figure.js'
import { tableOf } from './table.js'

const measured = (median: number) => ({ median, low: median - 0.01, high: median + 0.01 })
const figures: Figure[] = [
  {
    what: 'POST autodiscover, a million × 1 domain',
    unit: 'ratio',
    reach: 0.95,
    measured: measured(0.94),
    cpu: measured(1),
  },
  { what: '  a plain Fastify route', unit: 'ratio', measured: measured(0.9) },
  { what: '1,000,000 domains, ready', unit: 's', reach: 5, measured: measured(4.5) },
  {
    what: '1,000,000 domains, RSS when ready',
    unit: 'MB',
    reach: 400,
    measured: { median: 401, low: 399, high: 1402 },
  },
]

test('a ratio must be reached, everything else may not be exceeded, a yardstick is not judged', () => {
  expect(figures.map(isReached)).toEqual([false, undefined, true, false])
})

test('the table names what is to be reached and what was, in 80 columns', () => {
  const lines = tableOf(figures).trimEnd().split('\n')
  expect(lines[1]).toMatch(/^POST autodiscover.* ≥ 0\.95 +0\.94 +0\.93-0\.95 +1\.00 NO$/)
  expect(lines[2]).toMatch(/^ {2}a plain Fastify route +0\.90 +0\.89-0\.91$/)
  expect(lines[3]).toMatch(/ ≤ 5 s +4\.50 s +4\.49-4\.51 +ok$/)
  expect(lines[4]).toMatch(/ ≤ 400 MB +401 MB +399-1402 +NO$/)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('one round that was disturbed moves neither the median nor the quarters', () => {
  const spread = spreadOf([1, 2, 3, 4, 5])
  expect(spread).toEqual({ median: 3, low: 2, high: 4 })
  expect(spreadOf([1, 2, 3, 4, 500])).toEqual(spread)
})
