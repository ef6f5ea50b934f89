// What may be found in the place of the settings file, or of a list it names.
import { execFileSync } from 'node:child_process'
import { mkdir, open, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadSettings } from '../../src/store/settings-file.js'
import { PUBLIC_URL, temporaryFolder, told } from '../helpers/settings.js'
import { top } from '../settings/settings-text.js'

type Make = (path: string) => Promise<void>

async function listen(path: string): Promise<void> {
  const server = createServer()
  onTestFinished(() => {
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
}

/** Takes no room on the disk. */
async function sparse(path: string, size: number): Promise<void> {
  const handle = await open(path, 'w')
  await handle.truncate(size)
  await handle.close()
}

const nothing: Make = async () => undefined
const fifo: Make = async (path) => {
  execFileSync('mkfifo', [path])
}
const loop: Make = async (path) => {
  await symlink(path, `${path}.other`)
  await symlink(`${path}.other`, path)
}
const MB = 1024 * 1024

// Root may read everything, so a file without permissions is no row: on a machine of its own it is refused like these.
const STATES: [title: string, make: Make, says: string][] = [
  ['nothing', nothing, 'there is no such file'],
  ['a folder', (path) => mkdir(path), 'is a folder, not a file'],
  ['a FIFO that nobody writes to', fifo, 'is not a file'],
  ['a socket', listen, 'is not a file'],
  ['a device that never ends', (path) => symlink('/dev/zero', path), 'is not a file'],
  ['a link to nothing', (path) => symlink(`${path}.gone`, path), 'there is no such file'],
  ['a link to itself', loop, 'is a link that leads back to itself'],
]

test.each(STATES)('OPS-F24 in the place of the settings: %s', async (_title, make, says) => {
  const file = join(await temporaryFolder({}), 'settings.yaml')
  await make(file)
  const loaded = await loadSettings(file, PUBLIC_URL)
  expect(told(loaded)).toEqual([`1:1 error : ${says}`])
  expect(loaded.table).toBeUndefined()
})

test.each(STATES)('OPS-F24 in the place of a list: %s', async (_title, make, says) => {
  const folder = await temporaryFolder({ 'settings.yaml': top('domainFiles: [list.tsv]') })
  await make(join(folder, 'list.tsv'))
  const loaded = await loadSettings(join(folder, 'settings.yaml'), PUBLIC_URL)
  expect(told(loaded)).toEqual([`8:15 error domainFiles.0: "list.tsv": ${says}`])
  expect(loaded.table).toBeUndefined()
})

test.each<[string, Make, string]>([
  ['an empty file', (path) => writeFile(path, ''), 'holds no settings; write at least: providers'],
  [
    'more than 50 MB',
    (path) => sparse(path, 50 * MB + 1),
    'longer than 50 MB; move the domains into lists named in domainFiles',
  ],
  [
    'a byte that UTF-8 has not',
    (path) => writeFile(path, Buffer.from([0x61, 0xff])),
    'is not UTF-8 text',
  ],
  [
    'half a character',
    (path) => writeFile(path, Buffer.from('a: é').subarray(0, 4)),
    'is not UTF-8 text',
  ],
  ['UTF-16', (path) => writeFile(path, '\ufeffproviders: {}\n', 'utf16le'), 'is not UTF-8 text'],
  ['Latin 1', (path) => writeFile(path, 'providers: { é: {} }\n', 'latin1'), 'is not UTF-8 text'],
])('OPS-F24 settings that are %s', async (_title, make, says) => {
  const file = join(await temporaryFolder({}), 'settings.yaml')
  await make(file)
  expect(told(await loadSettings(file, PUBLIC_URL))).toEqual([`1:1 error : ${says}`])
})

test.each<[string, (text: string) => string | Buffer]>([
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['both', (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
  ['no line feed at the end', (text) => text.trimEnd()],
  ['many empty lines', (text) => `\n\n\n${text}\n\n\n`],
])('OPS-F27 settings with %s are the same settings', async (_title, change) => {
  const text = top('domains: { a.example: p }')
  const folder = await temporaryFolder({})
  await writeFile(join(folder, 'plain.yaml'), text)
  await writeFile(join(folder, 'changed.yaml'), change(text))
  const [plain, changed] = await Promise.all(
    ['plain.yaml', 'changed.yaml'].map((name) => loadSettings(join(folder, name), PUBLIC_URL)),
  )
  expect(changed?.problems).toEqual([])
  expect([...(changed?.table?.entries() ?? [])]).toEqual([...(plain?.table?.entries() ?? [])])
})

test('OPS-F24 a link to the settings is the settings; lists count from the link', async () => {
  const folder = await temporaryFolder({
    'real.yaml': top('domainFiles: [list.tsv]'),
    'list.tsv': 'a.example\tp\n',
  })
  await symlink(join(folder, 'real.yaml'), join(folder, 'settings.yaml'))
  const { table } = await loadSettings(join(folder, 'settings.yaml'), PUBLIC_URL)
  expect(table?.find('a.example')?.kind).toBe('settings')
})
