// What may happen to the service while it has much to do: it is killed, has no memory left, or its clock runs wild.
import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { runProgram, type Service, startService, statusOf } from '../helpers/service.js'
import { temporaryFolder } from '../helpers/settings.js'
import { startCluster } from '../postgres/cluster.js'
import { databaseOf } from '../postgres/store.js'
import { file, name } from '../scale/long-settings.js'

const line = (index: number) => `${name(index)}\tshared\n`

const configOf = async ({ port }: Service, domain: string) => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1.1/${domain}`, {
    headers: { connection: 'close' },
  })
  return { status: answer.status, text: await answer.text() }
}

test('OPS-F02 kill -9 in the middle of reloads, 15 times: the next start has good settings, and nothing is left', async () => {
  const settings = await file(20_000, line, 'list')
  const list = join(dirname(settings), 'list.tsv')
  const temporary = await temporaryFolder({})
  const variables = { MAILCONF_CONFIG: settings, TMPDIR: temporary }
  for (let turn = 1; turn <= 15; turn += 1) {
    const service = await startService({ variables })
    const last = `turn-${turn - 1}.example`
    expect((await configOf(service, name(19_999))).status).toBe(200)
    expect((await configOf(service, last)).status).toBe(turn === 1 ? 404 : 200)
    const text = await readFile(list, 'utf8')
    await writeFile(`${list}.new`, `${text}turn-${turn}.example\tshared\n`)
    await rename(`${list}.new`, list)
    service.child.kill('SIGHUP')
    await sleep(Math.random() * 1500)
    service.child.kill('SIGKILL')
    expect(await service.exited(10_000)).toBe('SIGKILL')
  }
  expect(await readdir(temporary)).toEqual([])
  expect((await readdir(dirname(settings))).toSorted()).toEqual(['list.tsv', 'settings.yaml'])
})

test('OPS-F05 a heap of 64 MB, and then a million domains: it answers as before, or has ended', async () => {
  const settings = await file(1000, line, 'list')
  const service = await startService({
    variables: { MAILCONF_CONFIG: settings, NODE_OPTIONS: '--max-old-space-size=64' },
  })
  const list = join(dirname(settings), 'list.tsv')
  for (let start = 1000; start < 1_000_000; start += 100_000) {
    const lines = Array.from({ length: 100_000 }, (_, index) => line(start + index))
    await appendFile(list, lines.join(''))
  }
  service.child.kill('SIGHUP')
  const end = Date.now() + 60_000
  const statuses = new Set<number>()
  while (Date.now() < end && (await service.exited(1)) === undefined) {
    const status = await statusOf(service.port, `/v1.1/${name(1)}`)
    if ((await service.exited(100)) === undefined) statuses.add(status)
    if (await isReloaded(service)) break
  }
  expect([...statuses].filter((status) => status !== 200)).toEqual([])
  // Whoever starts it again sees why.
  if ((await service.exited(1)) !== undefined) expect(service.stderr()).toMatch(/memory|heap/)
  else expect((await configOf(service, name(1))).status).toBe(200)
  // One that starts with so many never comes to answer, and says so.
  const args = ['serve', '--port', '0', '--admin-port', '0', '-c', settings]
  const started = runProgram(args, { variables: { NODE_OPTIONS: '--max-old-space-size=64' } })
  expect(await started.exited(60_000)).toBe('SIGABRT')
  expect(started.stderr()).toContain('heap')
})

/** Whether the change was taken or refused. */
async function isReloaded({ adminPort, port }: Service): Promise<boolean> {
  const text = await fetch(`http://127.0.0.1:${adminPort}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  )
  if (/^mailconf_settings_last_reload_success 0$/m.test(text)) return true
  return (await statusOf(port, `/v1.1/${name(999_999)}`)) === 200
}

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'
const SETTINGS = `providers:
  p: { displayName: P, hostname: mail.p.example, incomingServers: [imap], outgoingServers: [smtp] }
  q: { displayName: Q, hostname: mail.q.example, incomingServers: [imap], outgoingServers: [smtp] }
domains: { a.example: p, b.example: p }
`

test('OPS-F08 OPS-F09 the clock goes back a day, ten years on, beyond 2038: what is known is known, changes arrive', async () => {
  const cluster = await startCluster()
  try {
    const database = await databaseOf(cluster, SETTINGS)
    const folder = await temporaryFolder({ clock: '+0' })
    const clock = join(folder, 'clock')
    const service = await startService({
      variables: {
        DATABASE_URL: database.url,
        LD_PRELOAD: LIBRARY,
        FAKETIME_TIMESTAMP_FILE: clock,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    })
    const expected = await vi.waitFor(async () => {
      const answer = await configOf(service, 'a.example')
      expect(answer.status).toBe(200)
      return answer
    }, 20_000)
    const misses = () => metric(service, 'mailconf_lookups_total{result="miss"}')
    const before = await misses()
    const years = new Set<string>()
    for (const step of ['-1d', '+10y', '+15y', '-20y', '+0', '+12y']) {
      await writeFile(`${clock}.new`, step)
      await rename(`${clock}.new`, clock)
      for (let times = 0; times < 10; times += 1) {
        expect(await configOf(service, 'a.example')).toEqual(expected)
        // Node writes the date anew once a second.
        await sleep(120)
      }
      years.add(await yearOf(service))
    }
    // The clock was another one indeed.
    expect(years.size).toBeGreaterThan(3)
    expect(await misses()).toBe(before)
    await database.query("UPDATE mailconf.domain SET provider_key = 'q' WHERE name = 'a.example'")
    await vi.waitFor(async () => {
      expect((await configOf(service, 'a.example')).text).toContain('mail.q.example')
    }, 20_000)
    expect(await statusOf(service.adminPort, '/readyz')).toBe(200)
  } finally {
    await cluster.stop()
  }
})

async function metric({ adminPort }: Service, name: string): Promise<string | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line?.slice(name.length + 1)
}

async function yearOf({ port }: Service): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1.1/a.example`)
  return new Date(answer.headers.get('date') ?? '').getUTCFullYear().toString()
}
