// Settings that are read in a thread of their own: what comes back, and what happens when the thread fails.
import { rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadApart } from '../../src/store/load-apart.js'
import { versionOf } from '../../src/store/read-files.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { PUBLIC_URL, temporaryFolder } from '../helpers/settings.js'
import { domains } from '../settings/settings-text.js'

const THREAD = new URL('../../dist/store/loading-thread.js', import.meta.url)
const BEFORE = domains('a.example: p')

async function loaded() {
  const folder = await temporaryFolder({ 'settings.yaml': BEFORE })
  const file = join(folder, 'settings.yaml')
  const { table, files } = await loadSettings(file, PUBLIC_URL)
  if (table === undefined) throw new Error('the settings have errors')
  const served = versionOf(files)
  const again = (
    known = files,
    thread: URL = THREAD,
    stop: AbortSignal = new AbortController().signal,
  ) => loadApart({ file, defaultPublicUrl: PUBLIC_URL, known, served }, table, stop, thread)
  return { file, files, again }
}

test('OPS-2.7 apart: other settings come as the table that a load here makes', async () => {
  const { file, again } = await loaded()
  await writeFile(file, domains('b.example: p', '"*": { provider: p, displayName: Other }'))
  const apart = await again()
  const { table, files } = await loadSettings(file, PUBLIC_URL)
  if (apart.kind !== 'loaded' || table === undefined) throw new Error(apart.kind)
  expect([...apart.table.entries()]).toEqual([...table.entries()])
  expect(apart).toMatchObject({
    files,
    version: versionOf(files),
    warnings: 0,
    change: { domains: { added: 2, removed: 1, changed: 0 } },
  })
  expect(apart.sample.toSorted()).toEqual(['any.example', 'b.example'])
})

test('OPS-2.7 apart: unchanged, whatever its time says', async () => {
  const { file, again } = await loaded()
  await utimes(file, 1, 1)
  expect((await again()).kind).toBe('unchanged')
})

test('OPS-2.7 apart: broken, still broken, and again what is served', async () => {
  const { file, again } = await loaded()
  await rename(file, `${file}~`)
  const gone = await again()
  if (gone.kind !== 'refused') throw new Error(gone.kind)
  expect(gone.problems.map(({ message }) => message)).toEqual(['there is no such file'])
  const known = gone.files
  expect((await again(known)).kind).toBe('unchanged')
  await rename(`${file}~`, file)
  expect((await again(known)).kind).toBe('served')
})

/** A thread that does this. */
const threadOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const SAY = "import { parentPort } from 'node:worker_threads'; parentPort.postMessage"

test.each([
  ['throws', "throw new TypeError('broken')", 'broken'],
  ['ends without a word', '', 'ended early'],
  ['ends the process, as it thinks', 'process.exit(1)', 'ended early'],
  [
    'ends in the middle',
    `${SAY}({ kind: 'sound', files: [], version: '', warnings: 0, sample: [] })`,
    'ended early',
  ],
])('OPS-F05 apart: a thread that %s is an error here, and no more', async (_title, code, says) => {
  const { again, files } = await loaded()
  await expect(again(files, threadOf(code))).rejects.toThrow(says)
})

test('OPS-2.6 apart: who stops does not wait for the thread', async () => {
  const { again, files } = await loaded()
  const stop = new AbortController()
  const going = again(files, threadOf('setInterval(() => undefined, 1000)'), stop.signal)
  setImmediate(() => {
    stop.abort()
  })
  await expect(going).rejects.toThrow('the service stops')
})
