// So many cases of everything on every change: with one seed that stays, and with one that nobody knows beforehand.
import { randomInt } from 'node:crypto'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzz } from './fuzz.js'
import { type Listener, startListener } from './listener.js'
import { FILE_TARGETS, networkTargets } from './targets.js'

const CASES = 700
const SEED = 20_261_125
const RANDOM = randomInt(1, 2 ** 31)

let listener: Listener
beforeAll(async () => {
  listener = await startListener()
})
afterAll(async () => {
  await listener.end()
})

test.each([
  ['the hand-made corpus, and generators with the same seed as ever', SEED, true],
  [`generators with the seed ${RANDOM}`, RANDOM, false],
])('OPS-G7 %s: nothing is wrong', async (_title, seed, withCorpus) => {
  process.stderr.write(`fuzz: seed ${seed}, ${CASES} cases of each kind\n`)
  const all = [...networkTargets(listener), ...FILE_TARGETS]
  const targets = all.filter(({ whole }) => withCorpus || whole === undefined)
  const told = await fuzz({
    targets,
    listener,
    seed,
    cases: CASES,
    minutes: Infinity,
    progress: () => undefined,
  })
  expect(told.failures.join('\n\n')).toBe('')
  for (const { name, whole = CASES } of targets) expect(told.cases[name]).toBe(whole)
})
