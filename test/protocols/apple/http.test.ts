// Headers, methods, aliases, passwords and the log.
import { expect, test } from 'vitest'
import { startApp } from '../../helpers/app.js'
import { exchange, rawRequest } from '../../helpers/raw-http.js'
import { PATH, startApple, table } from './setup.js'

const JONAS = 'email=jonas@example.lt'
const PROFILE_HEADERS = {
  'content-type': 'application/x-apple-aspen-config',
  'content-disposition': 'attachment; filename="mail-example-lt.mobileconfig"',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

test('AP-A01 the headers of a profile', async () => {
  const { statusCode, headers } = await (await startApple()).ask(JONAS)
  expect(statusCode).toBe(200)
  expect(headers).toMatchObject(PROFILE_HEADERS)
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';/)
  for (const name of ['set-cookie', 'etag', 'access-control-allow-origin']) {
    expect(headers).not.toHaveProperty(name)
  }
})

test('AP-A31 the file is named by the A-label', async () => {
  const apple = await startApple()
  const { headers, body } = await apple.ask('email=a@%C5%BEuvis.lt')
  expect((await apple.ask('email=a@xn--uvis-kbb.lt')).body).toBe(body)
  expect(headers['content-disposition']).toBe(
    'attachment; filename="mail-xn--uvis-kbb-lt.mobileconfig"',
  )
})

test('OPS-H16 profiles asked for at once, one of them with Expect: each whole, the 100 in front of its own', async () => {
  const { listen } = await startApp(table)
  const { port } = await listen()
  const lines = [`GET ${PATH}?${JONAS} HTTP/1.1`, 'Host: x.invalid']
  const octets = rawRequest(lines) + rawRequest([...lines, 'Expect: 100-continue'])
  const { answers } = await exchange(port, octets, { answers: 3 })
  expect(answers.map(({ status }) => status)).toEqual([200, 100, 200])
  expect(answers[2]?.body).toBe(answers[0]?.body)
})

test('AP-A04 equal requests, equal octets', async () => {
  const apple = await startApple()
  const first = await apple.ask(`${JONAS}&name=A&for=mac&dav=1`)
  const second = await apple.ask(`dav=1&for=mac&name=A&${JONAS}`)
  expect(second.rawPayload.equals(first.rawPayload)).toBe(true)
})

test.each([
  `/mobileconfig/?emailaddress=jonas@example.lt`,
  `/mobileconfig?email=jonas@example.lt`,
  `/MobileConfig?EmailAddress=jonas@example.lt`,
  `//email.mobileconfig?emailaddress=jonas@example.lt`,
])('AP-A23 %s: the same octets', async (url) => {
  const apple = await startApple()
  const usual = await apple.ask(JONAS)
  const alias = await apple.ask('', { url })
  expect([alias.statusCode, alias.body]).toEqual([200, usual.body])
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'] as const)(
  'AP-A22 %s: 405 with Allow (overridden: OPTIONS is in it)',
  async (method) => {
    const apple = await startApple()
    for (const url of [`${PATH}?${JONAS}`, '/mobileconfig']) {
      const answer = await apple.ask('', { method: method as 'POST', url })
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
      expect(answer.body).not.toContain('jonas')
    }
  },
)

test('AP-A22 OPTIONS: 204; HEAD: the headers of GET and no body', async () => {
  const apple = await startApple()
  const options = await apple.ask(JONAS, { method: 'OPTIONS' })
  expect([options.statusCode, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS'])
  for (const query of [JONAS, 'email=x@unknown.example', '']) {
    const got = await apple.ask(query)
    const head = await apple.ask(query, { method: 'HEAD' })
    expect([head.statusCode, head.body]).toEqual([got.statusCode, ''])
    expect({ ...head.headers, date: '' }).toEqual({ ...got.headers, date: '' })
  }
})

test.each(['password', 'PassWord', 'pass', 'pw', 'passwd', 'PWD', 'p%61ss'])(
  'AP-A21 a parameter called %s: refused, whatever else is asked, and logged nowhere',
  async (name) => {
    const apple = await startApple()
    for (const query of [
      `${JONAS}&${name}=canary-91c2`,
      `${name}=canary-91c2`,
      `${JONAS}&${name}`,
    ]) {
      const answer = await apple.ask(query)
      expect(answer.statusCode).toBe(400)
      expect(answer.body + JSON.stringify(answer.headers)).not.toContain('canary')
    }
    expect(apple.log()).not.toContain('canary')
  },
)

test('AP-A21 the log has the route and the hosted domain, and nothing of the person', async () => {
  const apple = await startApple()
  await apple.ask(`${JONAS}&name=Petraitis`)
  await apple.ask('email=jonas@unknown.example')
  const lines = apple.log().trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { route: PATH, status: 200, domain: 'example.lt' },
    { route: PATH, status: 404 },
  ])
  expect(apple.log()).not.toMatch(/jonas|Petraitis|unknown/)
})

test.each([
  ['throws', () => Promise.reject(new Error('canary')), 503],
  ['is away', () => Promise.reject(Object.assign(new Error('canary'), { statusCode: 503 })), 503],
])('AP-A20 the table %s: a page, and no word of why', async (_title, find, status) => {
  const apple = await startApple({ table: () => ({ ...table, find }) })
  const answer = await apple.ask(JONAS)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.headers).not.toHaveProperty('content-disposition')
  expect(answer.body + apple.log()).not.toContain('canary')
  expect(apple.log()).not.toContain('jonas')
})

test('AP-A20 the limit for each client: 429 with Retry-After', async () => {
  const apple = await startApple({ rateLimit: 2 })
  const remoteAddress = '192.0.2.7'
  const answers = []
  for (let count = 0; count < 3; count += 1) answers.push(await apple.ask(JONAS, { remoteAddress }))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429])
  expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0)
})
