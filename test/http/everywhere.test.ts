// What holds for every answer, whatever the route, the method and the outcome.
import type { LightMyRequestResponse } from 'fastify'
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { named } from '../helpers/rows.js'
import { table, withoutTime } from './fixture.js'
import { ask, everyRequest, titleOf } from './requests.js'

const rows = everyRequest('fred@b.example').map((row) => [titleOf(row), row] as const)
const trustProxy = ['127.0.0.1']

const HEADERS = [
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-max-age',
  'allow',
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'date',
  'etag',
  'location',
  'x-content-type-options',
]

test.each(rows)('OPS-K04 %s: no header that nobody asked for', async (_title, row) => {
  const { app } = await startApp(table, { trustProxy })
  const { statusCode, headers } = await ask(app, row)
  expect(statusCode).toBe(row.status)
  expect(Object.keys(headers).filter((name) => !HEADERS.includes(name))).toEqual([])
  expect(headers['x-content-type-options'] ?? row.method).toBeOneOf(['nosniff', 'OPTIONS'])
  expect(headers['content-security-policy'] ?? row.method).toBeOneOf([
    "default-src 'none'; sandbox",
    'OPTIONS',
  ])
})

// Credentials and words that proxies and frameworks listen to: none of them changes anything.
const IGNORED: { id: string; headers: Record<string, string> }[] = [
  { id: 'C01', headers: { authorization: 'Basic dXNlcjpDQU5BUlk=', cookie: 'session=CANARY' } },
  { id: 'C03', headers: { authorization: `NTLM ${'Q0FOQVJZ'.repeat(1500)}` } },
  {
    id: 'C03',
    headers: { authorization: 'Negotiate Q0FOQVJZ', 'proxy-authorization': 'x CANARY' },
  },
  { id: 'K02', headers: { 'x-original-url': '/v1.1/other.example' } },
  { id: 'K02', headers: { 'x-rewrite-url': '/v1.1/other.example' } },
  { id: 'K02', headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' } },
  { id: 'K05', headers: { range: 'bytes=0-1', 'if-range': '"x"' } },
  { id: 'H09', headers: { forwarded: 'host=autoconfig.other.example;proto=http' } },
  { id: 'H21', headers: { 'accept-version': '1.x', accept: 'image/png', 'accept-encoding': 'br' } },
  { id: 'K02', headers: { 'user-agent': 'CANARY', 'accept-language': 'lt', 'x-email': 'CANARY' } },
]
const SECRET = /CANARY|dXNlcjpD|Q0FOQVJZ/

test.each(named(IGNORED.map((row) => ({ ...row, title: Object.keys(row.headers).join(', ') }))))(
  '%s: the same answers, nothing logged',
  async (_name, { headers }) => {
    const { app, log } = await startApp(table, { trustProxy })
    for (const [name, row] of rows) {
      const plain = await ask(app, row)
      const dressed = await ask(app, row, headers)
      expect([name, dressed.statusCode]).toEqual([name, plain.statusCode])
      expect({ ...dressed.headers, date: '' }).toEqual({ ...plain.headers, date: '' })
      expect(withoutTime(dressed.body)).toBe(withoutTime(plain.body))
    }
    expect(log()).toContain('"status":200')
    expect(log()).not.toMatch(SECRET)
  },
)

// Without Content-Length where there is no body: HTTP leaves both ways open.
const comparable = ({ headers }: LightMyRequestResponse, hasBody: boolean) => ({
  ...headers,
  date: '',
  ...(hasBody ? {} : { 'content-length': '' }),
})

test.each(rows.filter(([, { method }]) => method === 'GET'))(
  'OPS-H15 %s: HEAD has the same headers and no body',
  async (_title, row) => {
    const { app } = await startApp(table, { trustProxy })
    const got = await ask(app, row)
    const head = await ask(app, { ...row, method: 'HEAD' })
    expect(head.statusCode).toBe(got.statusCode)
    expect(comparable(head, got.body !== '')).toEqual(comparable(got, got.body !== ''))
    expect(head.body).toBe('')
  },
)

const otherRows = everyRequest('frédéric@b.example').map((row) => [titleOf(row), row] as const)

test.each([...rows, ...otherRows].filter(([, { method }]) => method !== 'HEAD'))(
  'OPS-H15 %s: as many octets as are announced',
  async (_title, row) => {
    const { app } = await startApp(table, { trustProxy })
    const { headers, rawPayload } = await ask(app, row)
    expect(headers['content-length'] ?? '0').toBe(String(rawPayload.length))
  },
)
