// What a load rests on, and whether a later look finds it changed.
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { readAgain, versionOf, wereWritten } from '../../src/store/read-files.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { PUBLIC_URL, temporaryFolder } from '../helpers/settings.js'
import { provider } from '../settings/settings-text.js'

const SETTINGS = `${provider('logoFile: logo.svg')}domainFiles: [a.tsv, gone.tsv]\n`
const FILES = { 'settings.yaml': SETTINGS, 'a.tsv': 'a.example\tp\n', 'logo.svg': '<svg></svg>' }

async function loaded(files: Readonly<Record<string, string>> = FILES) {
  const folder = await temporaryFolder(files)
  const { files: read } = await loadSettings(join(folder, 'settings.yaml'), PUBLIC_URL)
  return { folder, read }
}

test('OPS-2.7 every file that was named is told, those that are not there as well', async () => {
  const { read } = await loaded()
  expect(read.map(({ file }) => basename(file))).toEqual([
    'settings.yaml',
    'logo.svg',
    'a.tsv',
    'gone.tsv',
  ])
  expect(await wereWritten(read)).toBe(false)
  expect(await readAgain(read)).toEqual(read)
})

test.each(['settings.yaml', 'logo.svg', 'a.tsv', 'gone.tsv'])(
  'OPS-2.7 %s written or replaced: another version',
  async (name) => {
    const { folder, read } = await loaded()
    const version = versionOf(read)
    await writeFile(join(folder, 'new'), '# another text\n')
    await rename(join(folder, 'new'), join(folder, name))
    expect(await wereWritten(read)).toBe(true)
    const again = await readAgain(read)
    expect(versionOf(again)).not.toBe(version)
    await rm(join(folder, name))
    expect(await wereWritten(again)).toBe(true)
    expect(versionOf(await readAgain(read))).not.toBe(versionOf(again))
  },
)

test('OPS-2.7 written anew with the same text: the same version', async () => {
  const { folder, read } = await loaded()
  await rm(join(folder, 'a.tsv'))
  await writeFile(join(folder, 'a.tsv'), FILES['a.tsv'])
  expect(await wereWritten(read)).toBe(true)
  expect(versionOf(await readAgain(read))).toBe(versionOf(read))
})

test('OPS-2.7 the same contents in another folder: the same version', async () => {
  const [one, other] = [await loaded(), await loaded()]
  expect(versionOf(one.read)).toBe(versionOf(other.read))
})

test('OPS-2.7 of a settings file that cannot be understood, nothing else is read', async () => {
  const { read } = await loaded({ 'settings.yaml': 'a: [' })
  expect(read.map(({ file }) => basename(file))).toEqual(['settings.yaml'])
})
