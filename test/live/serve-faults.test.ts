// What may happen to the process itself: it is killed, stopped for a while, started elsewhere, or has an error in it.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { runProgram, startService, statusOf } from '../helpers/service.js'

const PATH = '/mail/config-v1.1.xml?emailaddress=x@example.lt'

test('OPS-F01 kill -9: nobody answers any more; the next one does, on the same port', async () => {
  const killed = await startService()
  killed.child.kill('SIGKILL')
  expect(await killed.exited(5000)).toBe('SIGKILL')
  expect(await statusOf(killed.port, PATH)).toBe(0)
  const ports = ['--port', `${killed.port}`, '--admin-port', `${killed.adminPort}`]
  runProgram(['serve', ...ports])
  let status = 0
  for (let tries = 0; tries < 400 && status === 0; tries += 1) {
    await sleep(25)
    status = await statusOf(killed.port, PATH)
  }
  expect(status).toBe(200)
})

test('OPS-F04 SIGSTOP, SIGCONT: who asked meanwhile is answered, and so is everybody afterwards', async () => {
  const { child, port, adminPort } = await startService()
  child.kill('SIGSTOP')
  const asked = Promise.all(Array.from({ length: 20 }, () => statusOf(port, PATH)))
  await sleep(1000)
  child.kill('SIGCONT')
  expect(new Set(await asked)).toEqual(new Set([200]))
  expect(await statusOf(port, PATH)).toBe(200)
  expect(await statusOf(adminPort, '/readyz')).toBe(200)
})

test.each([
  ['an exception', 'throw new TypeError("jonas@example.lt")'],
  ['a rejection', 'void Promise.reject(new TypeError("jonas@example.lt"))'],
])(
  'OPS-F06 %s that nobody catches: one line without its message, and exit 1',
  async (_title, code) => {
    const script = `process.on('SIGWINCH', () => { ${code} })`
    const { child, exited, stderr } = await startService({
      variables: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` },
    })
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
    const closed = once(child, 'close')
    child.kill('SIGWINCH')
    expect(await exited(25_000)).toBe(1)
    await closed
    const lines = out.split('\n').filter((line) => line.includes('"fatal"'))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'fatal', type: 'TypeError', msg: 'an unexpected error' },
    ])
    expect(out + stderr()).not.toContain('jonas')
  },
)

test('OPS-F09 another language and time zone: names are the same names', async () => {
  const variables = { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' }
  const { port } = await startService({ variables })
  const answer = await fetch(`http://127.0.0.1:${port}${PATH.toUpperCase()}`)
  expect(answer.status).toBe(200)
  // Whose I would be one without a dot there.
  const shouted = await statusOf(port, '/V1.1/EXAMPLE.LT')
  expect(shouted).toBe(200)
  const host = await fetchWithHost(port, 'AUTOCONFIG.EXAMPLE.LT')
  expect(host).toBe(200)
})

/** `fetch` lets nobody say which host is asked for. */
async function fetchWithHost(port: number, host: string): Promise<number | undefined> {
  const { answers } = await exchange(
    port,
    rawRequest(['GET /mail/config-v1.1.xml HTTP/1.1', `Host: ${host}`, 'Connection: close']),
  )
  return answers[0]?.status
}
