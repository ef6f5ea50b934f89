// Web servers of the private internet: what they are told, what they say, and how they misbehave.
import { expect, test } from 'vitest'
import { get } from './clients.js'
import { type Internet, startInternet } from './internet.js'
import type { AnswerWeb, WebAnswer, WebRequest } from './web.js'

const URL_ASKED = 'http://www.example.lt/'

async function serving(answer: AnswerWeb): Promise<Internet> {
  const internet = await startInternet()
  await internet.web({ host: 'www.example.lt', https: { answer }, http: { answer } })
  return internet
}

const saying = (answer: WebAnswer) => serving(() => answer)

test('a handler sees the whole request', async () => {
  const seen: WebRequest[] = []
  const internet = await serving((request) => {
    seen.push(request)
    return { status: 200 }
  })
  const post = { method: 'POST', body: '<x/>', headers: { 'content-type': 'text/xml' } }
  await get(internet, 'https://www.example.lt/a%20b?c=d&e', post)
  await get(internet, URL_ASKED)
  expect(seen).toMatchObject([
    {
      scheme: 'https',
      method: 'POST',
      path: '/a%20b?c=d&e',
      headers: { host: 'www.example.lt', 'content-type': 'text/xml' },
      body: Buffer.from('<x/>'),
    },
    { scheme: 'http', method: 'GET', path: '/', body: Buffer.alloc(0) },
  ])
})

test('status, headers and body are as the handler says; its own mistakes are shown', async () => {
  const headers = { location: 'https://elsewhere.example/', 'set-cookie': ['a', 'b'] }
  const internet = await saying({ status: 302, headers, body: 'ąž' })
  expect(await get(internet, URL_ASKED)).toMatchObject({ status: 302, headers, body: 'ąž' })
  const failing = await serving(() => {
    throw new Error('a slip')
  })
  const shown = await get(failing, URL_ASKED)
  expect(shown.status).toBe(500)
  expect(shown.body).toContain('a slip')
})

test('several hosts share one certificate', async () => {
  const internet = await startInternet()
  const hosts = ['a.example.lt', 'b.example.lt']
  const certificate = await internet.certificate({ names: hosts })
  for (const host of hosts) {
    await internet.web({
      host,
      https: { certificate, answer: () => ({ status: 200, body: host }) },
    })
  }
  for (const host of hosts) {
    expect(await get(internet, `https://${host}/`)).toMatchObject({ body: host })
  }
})

test('an answer can come late, or be cut, or never come, or stop in the middle, or never end', async () => {
  const started = Date.now()
  await get(await saying({ status: 200, delayMs: 60 }), URL_ASKED)
  // How much later is the machine's business.
  expect(Date.now() - started).toBeGreaterThanOrEqual(50)

  const reset = await saying({ status: 200, reset: true })
  await expect(get(reset, URL_ASKED)).rejects.toMatchObject({ code: 'ECONNRESET' })
  const reset2 = get(reset, 'https://www.example.lt/')
  await expect(reset2).rejects.toMatchObject({ code: 'ECONNRESET' })

  for (const answer of [{ hang: true }, { hang: 'in the body', body: 'begun' }] as const) {
    const hanging = await saying({ status: 200, ...answer })
    await expect(get(hanging, URL_ASKED, { signal: AbortSignal.timeout(150) })).rejects.toThrow(
      'abort',
    )
  }
})

test('a body that stops has begun; a body without end outlasts any limit', async () => {
  const begun = await firstOctets(
    await saying({ status: 200, hang: 'in the body', body: 'begun' }),
    5,
  )
  expect(begun).toBe('begun')
  const endless = await firstOctets(await saying({ status: 200, endless: true }), 50_000)
  expect(endless.length).toBeGreaterThanOrEqual(50_000)
})

/** Reads until there is so much of a body, then hangs up. */
async function firstOctets(internet: Internet, count: number): Promise<string> {
  const [rule = ''] = internet.connectTo.filter((one) => one.includes(':80:'))
  const response = await fetch(`http://${rule.split(':').slice(2).join(':')}/`)
  let body = ''
  for await (const chunk of response.body ?? []) {
    body += Buffer.from(chunk as Uint8Array).toString()
    if (body.length >= count) break
  }
  return body
}

test('a request with a login is remembered, by its place alone', async () => {
  const internet = await saying({ status: 200 })
  await get(internet, 'https://www.example.lt/')
  expect(internet.loginAttempts).toEqual([])
  await get(internet, 'https://www.example.lt/x', { headers: { authorization: 'Basic c2VjcmV0' } })
  expect(internet.loginAttempts).toEqual(['https://www.example.lt/x'])
})

test('the database of providers has what it was given, under both names, and 404 for all else', async () => {
  const internet = await startInternet()
  await internet.ispdb({ 'example.lt': '<clientConfig/>' })
  await internet.ispdb({ 'example.com': '<other/>' })
  const bases = [
    'https://autoconfig.thunderbird.net/v1.1/',
    'https://live.thunderbird.net/autoconfig/v1.1/',
  ]
  for (const base of bases) {
    expect(await get(internet, `${base}example.lt`)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: '<clientConfig/>',
    })
    expect(await get(internet, `${base}example.com`)).toMatchObject({ body: '<other/>' })
    expect(await get(internet, `${base}nobody.example`)).toMatchObject({ status: 404 })
    const elsewhere = new URL('/example.lt', base)
    expect(await get(internet, elsewhere.href)).toMatchObject({ status: 404 })
  }
})
