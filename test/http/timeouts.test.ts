// Clients that take their time: the real limits, all at once, so that the file takes as long as the longest.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, type ExchangeOptions, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, POX, table } from './fixture.js'

const SOCKETS = 50
const HEAD = `POST ${POX} HTTP/1.1\r\nHost: b.example\r\n`
const BODY = `${HEAD}Content-Length: 1000\r\n\r\n<?xml`
// Headers may take 5 s, the whole request 10 s, and both are looked at every second; the rest is a busy machine.
const HEADERS_MS = { atLeast: 4500, atMost: 8500 }
const REQUEST_MS = { atLeast: 9500, atMost: 13_500 }

interface SlowRow {
  title: string
  bytes: string
  options?: ExchangeOptions
  limit: { atLeast: number; atMost: number }
  statuses: number[]
}

const slow: SlowRow[] = [
  { title: 'OPS-T01 half a header', bytes: HEAD, limit: HEADERS_MS, statuses: [408] },
  {
    title: 'OPS-T02 a dripping header',
    bytes: HEAD,
    options: { drip: { next: () => 'X-A: a\r\n', everyMs: 500 } },
    limit: HEADERS_MS,
    statuses: [408],
  },
  { title: 'OPS-T03 half a body', bytes: BODY, limit: REQUEST_MS, statuses: [408] },
  {
    title: 'OPS-T04 a dripping body',
    bytes: BODY,
    options: { drip: { next: () => ' ', everyMs: 500 } },
    limit: REQUEST_MS,
    statuses: [408],
  },
  { title: 'OPS-T05 silence', bytes: '', limit: HEADERS_MS, statuses: [408] },
  {
    title: 'OPS-T13 half a request, half-closed',
    bytes: HEAD,
    options: { end: true },
    limit: { atLeast: 0, atMost: HEADERS_MS.atMost },
    statuses: [400],
  },
  {
    title: 'OPS-T13 half-closed at once',
    bytes: '',
    options: { end: true },
    limit: { atLeast: 0, atMost: HEADERS_MS.atMost },
    statuses: [],
  },
]

const request = rawRequest([`GET ${AUTOCONFIG} HTTP/1.1`, 'Host: b.example', 'Connection: close'])

async function timed(port: number, { bytes, options, limit }: SlowRow) {
  const started = performance.now()
  const got = await exchange(port, bytes, { ...options, withinMs: 15_000 })
  const ms = performance.now() - started
  return {
    closed: got.closed,
    statuses: got.answers.map(({ status }) => status),
    inTime: ms >= limit.atLeast && ms <= limit.atMost,
  }
}

test('OPS-T01 to OPS-T05, OPS-T13: slow clients are closed in time, others notice nothing', async () => {
  const { app, listen, log } = await startApp(table)
  const { port } = await listen()
  const done = new AbortController()
  const slowOnes = Promise.all(
    slow.map(async (row) => {
      const all = await Promise.all(Array.from({ length: SOCKETS }, () => timed(port, row)))
      return [row.title, [...new Set(all.map((one) => JSON.stringify(one)))]]
    }),
  ).finally(() => {
    done.abort()
  })
  const others: { status: number | undefined; ms: number }[] = []
  while (!done.signal.aborted) {
    const started = performance.now()
    const { answers } = await exchange(port, request)
    others.push({ status: answers[0]?.status, ms: performance.now() - started })
    await sleep(50)
  }
  expect(await slowOnes).toEqual(
    slow.map(({ title, statuses }) => [
      title,
      [JSON.stringify({ closed: true, statuses, inTime: true })],
    ]),
  )
  expect(others.length).toBeGreaterThan(30)
  expect(new Set(others.map(({ status }) => status))).toEqual(new Set([200]))
  const sorted = others.map(({ ms }) => ms).toSorted((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100)
  expect(log()).not.toContain('"level":"error"')
  await sleep(100)
  const open = await new Promise((resolve) => {
    app.server.getConnections((_error, count) => {
      resolve(count)
    })
  })
  expect(open).toBe(0)
  // Half-closed with nothing said is no request, and the end of one who was told off says nothing new.
  const refused = slow.filter(({ statuses }) => statuses.length > 0).length * SOCKETS
  expect(log().match(/"msg":"not HTTP"/g)?.length).toBe(refused)
}, 30_000)
