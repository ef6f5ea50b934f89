// The file with what is known: whole or not at all, and nothing beside it.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { NO_MAIL } from '../../../src/store/postgres/rows.js'
import { readSnapshot, writeSnapshot } from '../../../src/store/postgres/snapshot.js'
import { keepSnapshots } from '../../../src/store/postgres/snapshots.js'
import { temporaryFolder } from '../../helpers/settings.js'

const snapshotOf = (count: number) => ({
  at: 1_700_000_000_000,
  size: count,
  providers: [],
  domains: Array.from({ length: count }, (_, index) => {
    const name = `ü${index}.example`
    return [name, { row: { ...NO_MAIL, name }, targets: [] }] as const
  }),
})

test('what is written is read, in its order', async () => {
  const file = join(await temporaryFolder({}), 'snapshot')
  for (const count of [0, 1, 5000]) {
    await writeSnapshot(file, snapshotOf(count))
    expect(await readSnapshot(file)).toEqual(snapshotOf(count))
  }
})

test('OPS-F02 a temporary file that a killed process left is written over', async () => {
  const folder = await temporaryFolder({ 'snapshot.new': 'half of one' })
  await writeSnapshot(join(folder, 'snapshot'), snapshotOf(1))
  expect(await readdir(folder)).toEqual(['snapshot'])
})

test('the end waits for what is being written', async () => {
  const folder = await temporaryFolder({})
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const told: string[] = []
  const snapshots = keepSnapshots(
    join(folder, 'snapshot'),
    () => snapshotOf(20_000),
    (message) => told.push(message),
  )
  snapshots.start()
  snapshots.outdate()
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  await snapshots.close()
  expect(await readdir(folder)).toEqual(['snapshot'])
  expect((await readSnapshot(join(folder, 'snapshot'))).domains).toHaveLength(20_000)
  expect(told).toEqual([])
})

test('OPS-F30 whatever is cut or changed is not used', async () => {
  const folder = await temporaryFolder({})
  const file = join(folder, 'snapshot')
  await writeSnapshot(file, snapshotOf(3))
  const text = await readFile(file, 'utf8')
  for (const wrong of [
    '',
    text.slice(0, 20),
    text.slice(0, -1).replace(/\n[^\n]*$/, '\n'),
    text.replace('ü1', 'ü9'),
    `${text}{}\n`,
  ]) {
    await writeFile(file, wrong)
    await expect(readSnapshot(file)).rejects.toThrow('is no snapshot, or not a whole one')
  }
})
