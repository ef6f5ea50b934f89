// Who asked stays unknown: the log holds the route and the domain, never the address.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { post, POX, poxBody, table } from './fixture.js'
import { ask, everyRequest, titleOf } from './requests.js'

const LOCAL_PART = 'canary-7f3a'
const ADDRESS = `${LOCAL_PART}@b.example`
const TRACES = [
  LOCAL_PART,
  'canary',
  Buffer.from(ADDRESS).toString('base64'),
  Buffer.from(LOCAL_PART, 'utf16le').toString('base64'),
]
const FIELDS = [
  'level',
  'time',
  'msg',
  'reqId',
  'method',
  'route',
  'status',
  'ms',
  'domain',
  'code',
]

function linesOf(log: string): Record<string, unknown>[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const rows = everyRequest(ADDRESS).map((row) => [titleOf(row), row] as const)

test.each(rows)('OPS-P01 %s: nothing of the address is logged', async (_title, row) => {
  const { app, log } = await startApp(table, { trustProxy: ['127.0.0.1'] })
  const personal = {
    'x-anchormailbox': ADDRESS,
    'x-email': ADDRESS,
    from: ADDRESS,
    referer: `https://b.example/?emailaddress=${ADDRESS}`,
    'user-agent': ADDRESS,
    'x-request-id': ADDRESS,
    'x-forwarded-for': '203.0.113.77',
  }
  const { statusCode } = await ask(app, row, personal)
  const lines = linesOf(log())
  expect(lines).toHaveLength(1)
  expect(lines.flatMap((line) => Object.keys(line)).filter((key) => !FIELDS.includes(key))).toEqual(
    [],
  )
  for (const trace of [...TRACES, '203.0.113.77']) expect(log()).not.toContain(trace)
  expect(lines[0]).toMatchObject(
    row.status === 414 || row.title === 'no URL'
      ? { level: 'trace', msg: 'not a URL' }
      : { level: 'info', status: statusCode, method: row.method },
  )
})

test('OPS-P01 a line tells the route and the hosted domain, never an unknown one', async () => {
  const { app, log } = await startApp(table)
  await post(app, poxBody(ADDRESS))
  await post(app, poxBody(`${LOCAL_PART}@unknown.invalid`))
  const [known, unknown] = linesOf(log())
  expect(known).toMatchObject({ route: POX, status: 200, domain: 'b.example' })
  expect(unknown).toMatchObject({ route: POX, status: 404 })
  expect(unknown).not.toHaveProperty('domain')
})

test.each([
  { logRequests: 'errors', expected: [] },
  { logRequests: 'none', expected: [] },
  { logRequests: 'all', expected: [200, 400] },
] as const)('OPS-P04 requests logged: $logRequests', async ({ logRequests, expected }) => {
  const { app, log } = await startApp(table, { logRequests })
  await post(app, poxBody(ADDRESS))
  await post(app, ADDRESS)
  expect(linesOf(log()).map(({ status }) => status)).toEqual(expected)
})

test('OPS-P01 OPS-C02 a request that breaks off, or breaks the rules, leaves no trace', async () => {
  const { listen, log } = await startApp(table)
  const { port } = await listen()
  const line = `POST ${POX}?emailaddress=${ADDRESS} HTTP/1.1`
  const lines = [line, 'Host: b.example', 'Authorization: Basic canary', 'Content-Length: 1000']
  for (const bytes of [
    rawRequest(lines, poxBody(ADDRESS)),
    rawRequest([...lines, 'Content-Length: 2'], ADDRESS),
    rawRequest([line, `Host: ${ADDRESS}`, 'Content-Length: 1', 'Content-Type: ;'], ADDRESS),
    `${ADDRESS}\r\n\r\n`,
  ]) {
    await exchange(port, bytes, { withinMs: 300 })
  }
  expect(linesOf(log()).length).toBeGreaterThan(2)
  for (const trace of TRACES) expect(log()).not.toContain(trace)
})
