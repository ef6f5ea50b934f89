// When settings are read again: whatever way somebody writes files, once they have been left alone, and one at a time.
import { execFileSync } from 'node:child_process'
import { mkdir, open, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { wereWritten } from '../../src/store/read-files.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { type Reload, watchSettings } from '../../src/store/settings-watch.js'
import { PUBLIC_URL, temporaryFolder } from '../helpers/settings.js'
import { domains, top } from '../settings/settings-text.js'

const TIMING = { everyMs: 50, quietMs: 200 }
const PATIENCE_MS = 10_000
const BEFORE = domains('a.example: p')
const AFTER = domains('b.example: p', ...Array.from({ length: 20 }, (_, n) => `c${n}.example: p`))

/** Names of each table that was read, or what was wrong. */
async function namesIn(file: string) {
  const { table, problems, files } = await loadSettings(file, PUBLIC_URL)
  const names = table && [...table.entries()].map(([name]) => name).toSorted()
  return { files, found: (names ?? problems.map(({ message }) => message)).join(' ') }
}

/** Everything that is read from now on, in its order. */
async function watching(file: string, slowly = 0) {
  const seen: string[] = []
  const state = { running: 0, most: 0 }
  const reload: Reload = async () => {
    state.running += 1
    state.most = Math.max(state.most, state.running)
    const { files, found } = await namesIn(file)
    await sleep(slowly)
    state.running -= 1
    if (await wereWritten(files)) return 'unsettled'
    if (seen.at(-1) !== found) seen.push(found)
    return files
  }
  const { files } = await namesIn(file)
  const watch = watchSettings(files, reload, TIMING)
  onTestFinished(() => watch.close())
  return { watch, seen, state }
}

async function untilSeen(seen: readonly string[], last: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; seen.at(-1) !== last && Date.now() < end;) {
    await sleep(20)
  }
  expect(seen.at(-1)).toBe(last)
}

type Swap = (file: string, text: string) => Promise<void>

const SWAPS: [title: string, swap: Swap][] = [
  ['written in place', (file, text) => writeFile(file, text)],
  [
    'renamed over',
    async (file, text) => {
      await writeFile(`${file}.new`, text)
      await rename(`${file}.new`, file)
    },
  ],
  [
    'gone for a moment',
    async (file, text) => {
      await rm(file)
      await sleep(100)
      await writeFile(file, text)
    },
  ],
  [
    'the old one kept aside',
    async (file, text) => {
      await rename(file, `${file}~`)
      await writeFile(file, text)
    },
  ],
  [
    'truncated, then written bit by bit',
    async (file, text) => {
      await truncate(file)
      const handle = await open(file, 'r+')
      for (let at = 0; at < text.length; at += 20) {
        await handle.write(text.slice(at, at + 20))
        await sleep(20)
      }
      await handle.close()
    },
  ],
  [
    'written with a time of long ago',
    async (file, text) => {
      await writeFile(`${file}.new`, text)
      await utimes(`${file}.new`, 1, 1)
      await rename(`${file}.new`, file)
    },
  ],
  [
    'written with a time in the future',
    async (file, text) => {
      await writeFile(file, text)
      await utimes(file, 4e9, 4e9)
    },
  ],
  [
    'a link in its place',
    async (file, text) => {
      await writeFile(`${file}.target`, text)
      await rm(file)
      await symlink(`${file}.target`, file)
    },
  ],
  [
    'a folder, then the file',
    async (file, text) => {
      await rm(file)
      await mkdir(file)
      await sleep(100)
      await rm(file, { recursive: true })
      await writeFile(file, text)
    },
  ],
]

test.each(SWAPS)('OPS-2.7 OPS-F25 settings %s: read once, whole', async (_title, swap) => {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { seen } = await watching(file)
  await swap(file, AFTER)
  const { found } = await namesIn(file)
  expect(found).toContain('b.example')
  await untilSeen(seen, found)
  expect(seen).toEqual([found])
})

test('OPS-F24 a FIFO in the place of the file holds nothing up', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { seen } = await watching(file)
  await rm(file)
  execFileSync('mkfifo', [file])
  await untilSeen(seen, 'is not a file')
  await rm(file)
  await writeFile(file, BEFORE)
  await untilSeen(seen, 'a.example')
})

test('OPS-2.7 what is written between the first load and the watch is not missed', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { files } = await namesIn(file)
  await writeFile(file, AFTER)
  const read = new Promise<void>((resolve) => {
    const watch = watchSettings(
      files,
      async () => {
        resolve()
        return (await namesIn(file)).files
      },
      { everyMs: 1_000_000, quietMs: 1 },
    )
    onTestFinished(() => watch.close())
  })
  await read
})

test('OPS-2.7 settings and their list, written at once over and over: only pairs are seen', async () => {
  const text = (name: string) =>
    `${top()}domains: { ${name}.example: p }\ndomainFiles: [list.tsv]\n`
  const list = (name: string) => `list-${name}.example\tp\n`
  const folder = await temporaryFolder({ 'settings.yaml': text('a'), 'list.tsv': list('a') })
  const file = join(folder, 'settings.yaml')
  const { seen } = await watching(file)
  const names = ['b', 'c', 'd', 'e', 'f']
  for (const name of names) {
    await writeFile(file, text(name))
    await sleep(50)
    await writeFile(join(folder, 'list.tsv'), list(name))
    await sleep(name === 'd' ? 1500 : 30)
  }
  await untilSeen(seen, 'f.example list-f.example')
  expect(seen).toEqual(['d.example list-d.example', 'f.example list-f.example'])
})

test('OPS-2.7 never two at once; what is asked for meanwhile happens once afterwards', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { watch, seen, state } = await watching(file, 400)
  let runs = 0
  for (let times = 0; times < 60; times += 1) {
    const before = state.running
    watch.trigger()
    await sleep(10)
    if (state.running > before) runs += 1
  }
  await untilSeen(seen, 'a.example')
  await sleep(700)
  expect(state).toEqual({ running: 0, most: 1 })
  expect(runs).toBeLessThanOrEqual(2)
})

test('OPS-2.7 close ends a wait, and nothing is read afterwards', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { watch, seen } = await watching(file)
  watch.trigger()
  await watch.close()
  watch.trigger()
  await writeFile(file, AFTER)
  await sleep(600)
  expect(seen).toEqual([])
})

test('OPS-F05 a load that fails is not tried again before the next change', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { files } = await namesIn(file)
  let times = 0
  const reload: Reload = async () => {
    times += 1
    return 'failed'
  }
  const watch = watchSettings(files, reload, { everyMs: 50, quietMs: 20 })
  onTestFinished(() => watch.close())
  await writeFile(file, AFTER)
  await sleep(1000)
  expect(times).toBe(1)
  await writeFile(file, BEFORE)
  for (const end = Date.now() + PATIENCE_MS; times < 2 && Date.now() < end;) await sleep(20)
  expect(times).toBe(2)
})
