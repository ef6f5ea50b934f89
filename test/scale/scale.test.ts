// How many domains one process holds, how fast it reads them, and what they cost in memory.
// Other programs on the machine make it slower, never faster: the best of three runs counts.
import { execFile } from 'node:child_process'
import { open } from 'node:fs/promises'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { LOADER } from './loader.js'
import { file, name } from './long-settings.js'

const STORE = fileURLToPath(new URL('../../dist/store/settings-file.js', import.meta.url))
interface Measured {
  problems: number
  size: number
  seconds: number
  /** Resident, when ready. */
  megabytes: number
  /** Which of the names that were asked for are in the table. */
  found: string[]
  everyLookupAnswered: boolean
  microseconds: number
}

async function load(settings: string, asked: readonly string[], flags: string[] = []) {
  const args = [...flags, '--input-type=module', '--eval', LOADER, STORE, settings, ...asked]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Measured
}

/** The best of three runs, each in a process of its own. */
async function measure(settings: string, asked: readonly string[]): Promise<Measured> {
  const runs: Measured[] = []
  for (let run = 0; run < 3; run += 1) runs.push(await load(settings, asked))
  const best = runs.reduce((a, b) => (a.seconds <= b.seconds ? a : b))
  return { ...best, megabytes: Math.min(...runs.map(({ megabytes }) => megabytes)) }
}

function report(title: string, { seconds, megabytes, microseconds }: Measured): void {
  const figures = `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB, ${microseconds.toFixed(2)} µs a look-up`
  process.stdout.write(`${title}: ${figures}\n`)
}

function someOf(count: number): string[] {
  return [0, 1, 999, count >> 1, count - 2, count - 1].map(name)
}

test('100,000 domains in the map: below 2 s', async () => {
  const count = 100_000
  const settings = await file(count, (index) => `  ${name(index)}: shared\n`, 'map')
  const measured = await measure(settings, someOf(count))
  report('100,000 domains in the map', measured)
  expect(measured).toMatchObject({ problems: 0, size: count, found: someOf(count) })
  expect(measured.seconds).toBeLessThan(2)
})

test('1,000,000 domains in a list: below 5 s and 400 MB, and each is found', async () => {
  const count = 1_000_000
  const settings = await file(count, (index) => `${name(index)}\tshared\n`, 'list')
  const measured = await measure(settings, someOf(count))
  report('1,000,000 domains in a list', measured)
  expect(measured).toMatchObject({
    problems: 0,
    size: count,
    found: someOf(count),
    everyLookupAnswered: true,
  })
  expect(measured.seconds).toBeLessThan(5)
  expect(measured.megabytes).toBeLessThan(400)

  const unknown = await load(settings, [
    'customer-1000000.example',
    'example',
    'x.customer-1.example',
  ])
  expect(unknown.found).toEqual([])
})

test('1,000,000 domains in a list, with an entry for everything else: a look-up stays quick', async () => {
  const count = 1_000_000
  const settings = await file(count, (index) => `${name(index)}\tshared\n`, 'list')
  const handle = await open(settings, 'a')
  await handle.write('domains: { "*.wild.example": shared, "*": none }\n')
  await handle.close()
  const asked = [name(0), name(count - 1), 'a.b.c.wild.example', 'very.far.away.test']
  const measured = await load(settings, asked)
  report('1,000,000 domains, wildcards beside them', measured)
  expect(measured).toMatchObject({ size: count + 2, found: asked, everyLookupAnswered: true })
  // A look-up is a few dozen times cheaper than anything a request costs; this is where it would be noticed.
  expect(measured.microseconds).toBeLessThan(20)
})

test.each([
  ['a name', (index: number) => `displayName: Customer ${index}`],
  ['servers', (index: number) => `hostname: mail.customer-${index}.example`],
])('100,000 entries with %s of their own: in a heap of 1 GB', async (what, own) => {
  const count = 100_000
  const line = (index: number) => `  ${name(index)}: { provider: shared, ${own(index)} }\n`
  const settings = await file(count, line, 'map')
  const measured = await load(settings, someOf(count), ['--max-old-space-size=1024'])
  report(`100,000 entries with ${what} of their own`, measured)
  expect(measured).toMatchObject({ problems: 0, size: count, found: someOf(count) })
})

test('100,000 mistakes are all told', async () => {
  const count = 100_000
  const settings = await file(count, (index) => `${name(index)};shared\n`, 'list')
  const measured = await load(settings, [])
  expect(measured).toMatchObject({ problems: count })
  expect(measured.seconds).toBeLessThan(10)
})
