// The units of config/systemd/, before the programs of Debian's systemd. Nothing of them is installed.
import { cp, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  findProgram,
  freePort,
  projectFolder,
  requireBuild,
  runProgram,
  startProgram,
  temporaryFolder,
} from '../proxies/support.js'
import { unknownVariables } from '../helpers/variables.js'

const UNITS = join(projectFolder, 'config/systemd')
const SERVICE = 'mailconf.service'
const SOCKET = 'mailconf.socket'
const DATABASE = 'mailconf.service.d/database.conf'

/** A copy of the units, in which Node lies where it lies here: programs must exist. */
async function copyOfUnits(...without: string[]): Promise<string> {
  const { path, remove } = await temporaryFolder('units')
  onTestFinished(remove)
  const filter = (source: string) => !without.some((name) => source.endsWith(name))
  await cp(UNITS, path, { recursive: true, filter })
  const file = join(path, SERVICE)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('/usr/bin/node', process.execPath))
  return path
}

async function analyze(...args: string[]) {
  return runProgram(findProgram('systemd-analyze', 'systemd'), args)
}

const verify = (folder: string) =>
  analyze('verify', '--man=no', join(folder, SERVICE), join(folder, SOCKET))

test.each([
  ['settings in a file', ['mailconf.service.d']],
  ['settings in PostgreSQL', []],
])('systemd understands every line of the units: %s', async (_title, without) => {
  expect(await verify(await copyOfUnits(...without))).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('systemd says what it does not understand, in the drop-in too', async () => {
  const folder = await copyOfUnits()
  await writeFile(join(folder, DATABASE), '[Service]\nLoadCredentials=x:/y\n')
  expect((await verify(folder)).stderr).toContain("Unknown key 'LoadCredentials'")
})

test.each([
  ['settings in a file', ['mailconf.service.d']],
  ['settings in PostgreSQL', []],
])('the service may do next to nothing, 1.2 of 10: %s', async (_title, without) => {
  const folder = await copyOfUnits(...without)
  const options = ['--offline=true', '--no-pager', '--threshold=12']
  const { code, stdout } = await analyze('security', ...options, join(folder, SERVICE))
  expect(code, stdout).toBe(0)
})

/** Values of a key, in the order of the file. */
async function valuesOf(unit: string, key: string): Promise<string[]> {
  const lines = (await readFile(join(UNITS, unit), 'utf8')).split('\n')
  return lines
    .filter((line) => line.startsWith(`${key}=`))
    .map((line) => line.slice(key.length + 1))
}

test('the units set no variable that the program does not know', async () => {
  const set = (await Promise.all([SERVICE, DATABASE].map((unit) => valuesOf(unit, 'Environment'))))
    .flat()
    .map((assignment) => assignment.split('=')[0] ?? '')
  expect(set).toEqual(expect.arrayContaining(['MAILCONF_CONFIG', 'DRAIN_SECONDS', 'SNAPSHOT_PATH']))
  expect(unknownVariables(set)).toEqual([])
})

test('Node compiles what it runs, and gets three quarters of the memory', async () => {
  expect(await valuesOf(SERVICE, 'MemoryDenyWriteExecute')).toEqual([])
  const [limit = ''] = await valuesOf(SERVICE, 'MemoryMax')
  const heap = `NODE_OPTIONS=--max-old-space-size=${Number(limit.replace('M', '')) * 0.75}`
  expect(await valuesOf(SERVICE, 'Environment')).toContain(heap)
})

test('systemd-socket-activate passes a socket: who came before the service is answered', async () => {
  requireBuild()
  const port = await freePort()
  const activate = startProgram(findProgram('systemd-socket-activate', 'systemd'), [
    ...['--listen', `127.0.0.1:${port}`, '--setenv', 'ADMIN_PORT=0'],
    ...[process.execPath, 'dist/main.js', 'serve', '--config', 'config/settings.yaml'],
  ])
  onTestFinished(activate.stop)
  const status = await new Promise((resolve, reject) => {
    const ask = () => {
      const asked = request({ host: '127.0.0.1', port, path: '/v1.1/example.lt' }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // It does not listen yet.
        if (error.code === 'ECONNREFUSED' && activate.running()) setTimeout(ask, 50)
        else reject(error)
      })
      asked.end()
    }
    ask()
  })
  expect(status).toBe(200)
  expect(activate.stdout()).toContain(`"address":"http://127.0.0.1:${port}"`)
  await activate.stop()
  expect(await activate.ended).toBe(0)
})
