// Requests that nobody thought of: never a 5xx, never a hang, and the next good request is as before.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RawQuery, queryValues } from '../../src/protocols/query.js'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import { AUTOCONFIG, get, JSON_V2, POX, post, poxBody, table, WELL_KNOWN } from './fixture.js'

const query = (raw: string): RawQuery => ({ raw })
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('a@b.example', '+', '%', '%zz', '&', '=', '__proto__', '%FF', '#', '?', ';'),
)

test('OPS-E20 property: values of a query come back as they were encoded, in order', () => {
  const names = fc.constantFrom('email', 'Email', 'EMAIL', 'x', 'emai', 'emails', '__proto__')
  const values = fc.array(
    fc.tuple(
      names,
      text.filter((one) => one.isWellFormed()),
    ),
  )
  fc.assert(
    fc.property(values, (pairs) => {
      const raw = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
      const expected = pairs.filter(([name]) => /^email$/i.test(name)).map(([, value]) => value)
      expect(queryValues(query(raw), 'email')).toEqual(expected)
    }),
    { numRuns: 3000 },
  )
})

test('OPS-E18 property: a query of any kind is read without an error', () => {
  fc.assert(
    fc.property(fc.array(text), (pieces) => {
      const raw = pieces.join('')
      for (const value of queryValues(query(raw), 'email')) {
        if (value !== undefined) expect(value).toBeTypeOf('string')
      }
      expect(queryValues(query(`${raw}&email=x`), 'email').at(-1)).toBe('x')
    }),
    { numRuns: 3000 },
  )
})

const paths = fc.constantFrom(
  AUTOCONFIG,
  WELL_KNOWN,
  POX,
  JSON_V2,
  `${JSON_V2}/v1.0/`,
  '/v1.1/',
  '/',
  '/.well-known/autoconfig/',
)
const urls = fc
  .tuple(paths, fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 6 }))
  .map(([path, below, asked]) => `${path}${below.join('/')}?emailaddress=${asked.join('')}`)
  .map((url) => url.replace(/[^\u0021-\u007e]/g, (one) => encodeURIComponent(one.toWellFormed())))
const header = fc.string({ unit: 'binary-ascii', maxLength: 20 })
const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'QUERY', 'PROPFIND')

test('OPS-G7 property: any URL, host, type and body on any route is answered below 500', async () => {
  const { app } = await startApp(table, { trustProxy: ['127.0.0.1'] })
  const request = fc.record({ method: methods, url: urls, host: header, type: header, body: text })
  await fc.assert(
    fc.asyncProperty(request, async ({ method, url, host, type, body }) => {
      const answer = await app.inject({
        method: method as 'GET',
        url: { pathname: url },
        headers: { host, 'content-type': type, 'x-forwarded-proto': 'http' },
        payload: body,
      })
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.statusCode).not.toBeOneOf([401, 407])
      if (answer.statusCode >= 300 && url.startsWith('/.well-known/autoconfig/')) {
        expect(answer.body).toBe('')
      }
    }),
    { numRuns: 1500 },
  )
  expect({}).not.toHaveProperty('polluted')
  expect((await post(app, poxBody('a@b.example'))).statusCode).toBe(200)
}, 20_000)

const GOOD = [
  rawRequest([`GET ${AUTOCONFIG}?emailaddress=a@b.example HTTP/1.1`, 'Host: b.example']),
  rawRequest(
    [`POST ${POX} HTTP/1.1`, 'Host: b.example', `Content-Length: ${poxBody('a@b.example').length}`],
    poxBody('a@b.example'),
  ),
]
const mutation = fc.record({
  at: fc.nat({ max: 300 }),
  cut: fc.nat({ max: 10 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 4 }).map((octets) => Buffer.from(octets).toString('latin1')),
    fc.constantFrom('\r\n', '\n', '\r\n\r\n', ': ', ' HTTP/1.1', 'Transfer-Encoding: chunked\r\n'),
  ),
})

test('OPS-G7 property: mutated octets on a socket are answered below 500, or the connection ends', async () => {
  const { app, listen, log } = await startApp(table)
  const { port } = await listen()
  const mutated = fc
    .tuple(fc.constantFrom(...GOOD), fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([good, mutations]) =>
      mutations.reduce(
        (octets, { at, cut, insert }) => octets.slice(0, at) + insert + octets.slice(at + cut),
        good,
      ),
    )
  await fc.assert(
    fc.asyncProperty(fc.array(mutated, { minLength: 20, maxLength: 20 }), async (requests) => {
      const exchanges = await Promise.all(
        // Half-closed, so that a request which seems unfinished ends here and not after a timeout.
        requests.map((octets) => exchange(port, octets, { end: true, withinMs: 2000 })),
      )
      for (const { answers, closed } of exchanges) {
        expect(closed).toBe(true)
        for (const { status } of answers) expect(status).toBeLessThan(500)
      }
    }),
    { numRuns: 25 },
  )
  expect(log()).not.toContain('"level":"error"')
  expect((await get(app, AUTOCONFIG, { host: 'b.example' })).statusCode).toBe(200)
}, 20_000)
