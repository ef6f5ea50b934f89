// Nobody reads the log: the service goes on, and ends when it is told to.
import { execFileSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startService, statusOf } from '../helpers/service.js'
import { temporaryFolder } from '../helpers/settings.js'

const variables = { LOG_LEVEL: 'trace', LOG_REQUESTS: 'all' }

async function answersAll(port: number): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < 10; n += 1) {
    const paths = Array.from({ length: 20 }, () => '/v1.1/example.lt')
    statuses.push(...(await Promise.all(paths.map((path) => statusOf(port, path)))))
  }
  return [...new Set(statuses)]
}

test('OPS-F29 stdout is a full disk: 200 requests are answered, SIGTERM ends the process', async () => {
  const full = openSync('/dev/full', 'w')
  onTestFinished(() => {
    closeSync(full)
  })
  const service = await startService({ variables, stdout: full })
  expect(await answersAll(service.port)).toEqual([200])
  service.child.kill('SIGTERM')
  expect(await service.exited(5000)).toBe(0)
}, 15_000)

test('OPS-F29 stdout is a pipe that nobody reads any more: the same', async () => {
  const service = await startService({ variables })
  service.child.stdout?.destroy()
  expect(await answersAll(service.port)).toEqual([200])
  service.child.kill('SIGTERM')
  expect(await service.exited(5000)).toBe(0)
}, 15_000)

test('OPS-F29 stdout is a pipe whose reader has stopped: the same, and more is logged than fits', async () => {
  const folder = await temporaryFolder({})
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  // Also open for reading, and nobody reads.
  const full = openSync(pipe, 'r+')
  onTestFinished(() => {
    closeSync(full)
  })
  const service = await startService({ variables, stdout: full })
  for (let round = 0; round < 2; round += 1) {
    expect(await answersAll(service.port)).toEqual([200])
  }
  service.child.kill('SIGTERM')
  expect(await service.exited(25_000)).toBe(0)
})

test('OPS-T12 OPS-F31 no file descriptors left: alive, and well again when there are', async () => {
  const service = await startService({ shell: 'ulimit -n 128' })
  const sockets = Array.from({ length: 250 }, () =>
    connect(service.port, '127.0.0.1').on('error', () => undefined),
  )
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  await sleep(500)
  expect(await service.exited(1)).toBeUndefined()
  for (const socket of sockets) socket.destroy()
  let status = 0
  for (let tries = 0; tries < 40 && status !== 200; tries += 1) {
    await sleep(50)
    status = await statusOf(service.port, '/v1.1/example.lt')
  }
  expect(status).toBe(200)
  service.child.kill('SIGTERM')
  expect(await service.exited(5000)).toBe(0)
}, 15_000)
