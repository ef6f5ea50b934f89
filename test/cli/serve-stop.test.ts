// Signals under load: nobody who listens to "Connection: close" loses a request.
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { BODY, client } from '../helpers/load.js'
import { POX } from '../http/fixture.js'
import { freePort, runProgram, type Service, startService, statusOf } from '../helpers/service.js'

const DRAIN = { DRAIN_SECONDS: '1.5' }

async function untilUnready({ adminPort }: Service): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await statusOf(adminPort, '/readyz')) === 503) return
    await sleep(10)
  }
  throw new Error('readiness does not turn')
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'OPS-2.6 OPS-F03 %s under 20 clients: no request fails',
  async (signal) => {
    const service = await startService({ variables: DRAIN })
    // A proxy stops sending when readiness says so, well within the drain.
    const stop = new AbortController()
    const clients = Promise.all(Array.from({ length: 20 }, () => client(service.port, stop.signal)))
    await sleep(300)
    expect(await statusOf(service.adminPort, '/readyz')).toBe(200)
    service.child.kill(signal)
    await untilUnready(service)
    expect(await statusOf(service.adminPort, '/healthz')).toBe(200)
    expect(await statusOf(service.port, '/v1.1/example.lt')).toBe(200)
    await sleep(300)
    stop.abort()
    const results = (await clients).flat()
    expect(new Set(results)).toEqual(new Set([200]))
    expect(results.length).toBeGreaterThan(100)
    expect(await service.exited(5000)).toBe(0)
    expect(service.stderr()).toBe('')
  },
  15_000,
)

test('OPS-F03 a second SIGTERM ends the process at once', async () => {
  const service = await startService({ variables: { DRAIN_SECONDS: '30' } })
  service.child.kill('SIGTERM')
  for (let tries = 0; tries < 80 && (await statusOf(service.adminPort, '/readyz')) !== 503;) {
    tries += 1
    await sleep(25)
  }
  expect(await service.exited(100)).toBeUndefined()
  service.child.kill('SIGTERM')
  expect(await service.exited(2000)).toBe(1)
})

test('OPS-2.6 without a drain: what is running is finished, then the process ends', async () => {
  const service = await startService()
  const socket = connect(service.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk
  })
  const head = `POST ${POX} HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY.length}\r\n\r\n`
  socket.write(head + BODY.slice(0, 50))
  await sleep(200)
  service.child.kill('SIGTERM')
  await sleep(200)
  socket.write(BODY.slice(50))
  expect(await service.exited(5000)).toBe(0)
  expect(text).toMatch(/^HTTP\/1\.1 200 /)
})

test('OPS-2.6 silent connections do not hold the process up', async () => {
  const service = await startService()
  // Whom the service has not yet accepted when it closes, the kernel resets.
  const sockets = Array.from({ length: 10 }, () =>
    connect(service.port, '127.0.0.1').on('error', () => undefined),
  )
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => void socket.once('connect', resolve))),
  )
  service.child.kill('SIGTERM')
  expect(await service.exited(8000)).toBe(0)
}, 15_000)

test.each(['--port', '--admin-port'])(
  'OPS-F44 %s is taken: exit 78, one sentence',
  async (flag) => {
    const taken = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const ports = flag === '--port' ? [port, 0] : [0, port]
    const service = runProgram(['serve', '--port', `${ports[0]}`, '--admin-port', `${ports[1]}`])
    expect(await service.exited(5000)).toBe(78)
    expect(service.stderr().trimEnd().split('\n')).toEqual([
      expect.stringMatching(`port ${port} is`),
    ])
  },
)
