// What every proxy in front of the service must do, whichever program it is.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ask,
  exchange,
  freePort,
  requireBuild,
  startedHere,
  startRecorder,
  startService,
} from './support.js'
import type { Answer, Question, Recorder, Service } from './support.js'

export interface Proxy {
  httpPort: number
  httpsPort: number
  ca: string
  /** All that the program has logged. */
  log: () => Promise<string>
  stop: () => Promise<void>
}

/** `bind`: the addresses to listen on; 127.0.0.1 alone unless a test is about them. */
export type StartProxy = (upstreamPort: number, bind?: readonly string[]) => Promise<Proxy>

type Scheme = 'http' | 'https'

export const canary = 'canary-7f3a'

export function pox(address: string): string {
  const namespace = 'http://schemas.microsoft.com/exchange/autodiscover/outlook'
  return `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${namespace}/requestschema/2006"><Request>
<EMailAddress>${address}</EMailAddress>
<AcceptableResponseSchema>${namespace}/responseschema/2006a</AcceptableResponseSchema>
</Request></Autodiscover>`
}

export function through(
  proxy: Proxy,
  scheme: Scheme,
  question: Omit<Question, 'port' | 'ca'>,
): Promise<Answer> {
  return scheme === 'https'
    ? ask({ ...question, port: proxy.httpsPort, ca: proxy.ca })
    : ask({ ...question, port: proxy.httpPort })
}

const postPox = (address: string) => ({
  host: 'autodiscover.example.lt',
  method: 'POST',
  path: '/autodiscover/autodiscover.xml',
  headers: { 'content-type': 'text/xml' },
  body: pox(address),
})

export function describeProxy(name: string, startProxy: StartProxy): void {
  describe(`${name} in front of the service`, () => {
    const started = startedHere()
    let service: Service
    let proxy: Proxy

    beforeAll(async () => {
      requireBuild()
      service = started.add(await startService({ env: { LOG_REQUESTS: 'all' } }))
      proxy = started.add(await startProxy(service.port))
    })

    afterAll(started.stop)

    describe.each<Scheme>(['http', 'https'])('%s', (scheme) => {
      test.each([
        '/mail/config-v1.1.xml',
        '/mail/config-v1.1.xml?emailaddress=anna%40example.lt',
        '/.well-known/autoconfig/mail/config-v1.1.xml',
        '/Mail/Config-V1.1.XML',
      ])('autoconfig is answered: %s', async (path) => {
        const answer = await through(proxy, scheme, { host: 'autoconfig.example.lt', path })
        expect(answer.status).toBe(200)
        expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
        expect(answer.headers.etag).toMatch(/^"/)
        expect(answer.body).toContain('<clientConfig version="1.1">')
        expect(answer.body).toContain('<domain>example.lt</domain>')
      })

      test('a known answer is not sent twice', async () => {
        const question = { host: 'autoconfig.example.lt', path: '/mail/config-v1.1.xml' }
        const { headers } = await through(proxy, scheme, question)
        const again = await through(proxy, scheme, {
          ...question,
          headers: { 'if-none-match': headers.etag ?? '' },
        })
        expect(again.status).toBe(304)
      })

      test('what is not hosted stays 404, with an empty body where clients need one', async () => {
        const answer = await through(proxy, scheme, {
          host: 'autoconfig.example.lt',
          path: '/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=a%40nobody.example',
        })
        expect(answer).toMatchObject({ status: 404, body: '' })
      })
    })

    test.each(['GET', 'POST', 'HEAD'])('http autodiscover: %s is sent to https', async (method) => {
      const answer = await through(proxy, 'http', { ...postPox('anna@example.lt'), method })
      expect(answer.status).toBe(302)
      expect(answer.headers.location).toBe(
        'https://autodiscover.example.lt/autodiscover/autodiscover.xml',
      )
      expect(answer.body).toBe('')
    })

    test('https autodiscover is answered', async () => {
      const answer = await through(proxy, 'https', postPox('anna@example.lt'))
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('<Type>IMAP</Type>')
      expect(answer.body).toContain('<LoginName>anna@example.lt</LoginName>')
    })

    test.each([
      '/autodiscover/autodiscover.json?Email=anna%40example.lt&Protocol=AutodiscoverV1',
      '/autodiscover/autodiscover.json/v1.0/anna@example.lt?Protocol=AutodiscoverV1',
    ])('https JSON is answered: %s', async (path) => {
      const answer = await through(proxy, 'https', { host: 'autodiscover.example.lt', path })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body)).toStrictEqual({
        Protocol: 'AutodiscoverV1',
        Url: 'https://autodiscover.example.lt/autodiscover/autodiscover.xml',
      })
    })

    test('a client cannot claim another scheme', async () => {
      const question = postPox('anna@example.lt')
      const claim = (scheme: Scheme) => ({
        ...question.headers,
        'x-forwarded-proto': scheme,
        'x-forwarded-ssl': scheme === 'https' ? 'on' : 'off',
        forwarded: `proto=${scheme}`,
      })
      const byHttp = await through(proxy, 'http', { ...question, headers: claim('https') })
      expect(byHttp.status).toBe(302)
      const byHttps = await through(proxy, 'https', { ...question, headers: claim('http') })
      expect(byHttps.status).toBe(200)
    })

    test.each<Scheme>(['http', 'https'])(
      'a client cannot claim another host by %s',
      async (scheme) => {
        const answer = await through(proxy, scheme, {
          host: 'autoconfig.example.lt',
          path: '/mail/config-v1.1.xml',
          headers: {
            'x-forwarded-host': 'autoconfig.nobody.example',
            forwarded: 'host=autoconfig.nobody.example',
            'x-host': 'autoconfig.nobody.example',
          },
        })
        expect(answer.status).toBe(200)
        expect(answer.body).toContain('<domain>example.lt</domain>')
      },
    )

    test('no mail address and no password is logged on the way', async () => {
      const address = `${canary}@example.lt`
      const headers = { authorization: `Basic ${canary}`, cookie: `session=${canary}` }
      const encoded = encodeURIComponent(address)
      const paths = [
        `/mail/config-v1.1.xml?emailaddress=${encoded}`,
        `/autodiscover/autodiscover.json?Email=${encoded}&Protocol=AutodiscoverV1`,
        `/autodiscover/autodiscover.json/v1.0/${encoded}?Protocol=AutodiscoverV1`,
        `/autodiscover/autodiscover.json/v1.0/${address}`,
        `/v1.1/${address}`,
        `/${address}`,
      ]
      for (const scheme of ['http', 'https'] as const) {
        for (const path of paths) {
          for (const host of ['autoconfig.example.lt', 'autodiscover.example.lt']) {
            await through(proxy, scheme, { host, path, headers })
          }
        }
        const answer = await through(proxy, scheme, postPox(address))
        expect(answer.status).toBe(scheme === 'https' ? 200 : 302)
      }
      expect(await proxy.log()).not.toContain(canary)
      expect(service.output()).toContain('/mail/config-v1.1.xml')
      expect(service.output()).not.toContain(canary)
    })
  })

  describe(`${name} in front of a recorder`, () => {
    const started = startedHere()
    let recorder: Recorder
    let proxy: Proxy

    beforeAll(async () => {
      recorder = started.add(await startRecorder())
      proxy = started.add(await startProxy(recorder.port))
    })

    beforeEach(() => {
      recorder.received.length = 0
    })

    afterAll(started.stop)

    describe.each<Scheme>(['http', 'https'])('%s', (scheme) => {
      test.each(['GET', 'POST'])('passwords and cookies end at the proxy: %s', async (method) => {
        await through(proxy, scheme, {
          ...postPox('anna@example.lt'),
          method,
          headers: {
            authorization: 'Basic YW5uYTpzZWNyZXQ=',
            'proxy-authorization': 'Basic YW5uYTpzZWNyZXQ=',
            cookie: 'session=secret',
          },
        })
        expect(recorder.received).toHaveLength(1)
        const headers = recorder.received[0]?.headers ?? {}
        expect(Object.keys(headers)).not.toContain('authorization')
        expect(Object.keys(headers)).not.toContain('proxy-authorization')
        expect(Object.keys(headers)).not.toContain('cookie')
        expect(JSON.stringify(headers)).not.toMatch(/YW5uYTpzZWNyZXQ|secret/)
      })

      test('the proxy alone says who asked, by what scheme, for which host', async () => {
        await through(proxy, scheme, {
          host: 'autoconfig.example.lt',
          path: '/mail/config-v1.1.xml',
          headers: {
            'x-forwarded-for': '192.0.2.1, 198.51.100.2',
            'x-forwarded-proto': scheme === 'http' ? 'https' : 'http',
            'x-forwarded-host': 'autoconfig.nobody.example',
            forwarded: 'for=192.0.2.1;host=autoconfig.nobody.example',
          },
        })
        const headers = recorder.received[0]?.headers ?? {}
        expect(headers.host?.replace(/:\d+$/, '')).toBe('autoconfig.example.lt')
        expect(headers['x-forwarded-for']).toBe('127.0.0.1')
        expect(headers['x-forwarded-proto']).toBe(scheme)
        expect(headers['x-forwarded-host']).toBeUndefined()
        expect(headers['forwarded']).toBeUndefined()
      })

      test.each([
        '/AutoDiscover/AutoDiscover.xml',
        '//mail//config-v1.1.xml/?emailaddress=anna%40example.lt',
        '/autodiscover/autodiscover.json/v1.0/anna@example.lt?Protocol=AutodiscoverV1',
      ])('the path arrives as it was sent: %s', async (path) => {
        await through(proxy, scheme, { host: 'autodiscover.example.lt', path })
        expect(recorder.received.map(({ url }) => url)).toStrictEqual([path])
      })

      test('the body arrives as it was sent', async () => {
        const body = Buffer.from(`\ufeff${pox('zoë@example.lt')}`.padEnd(16_000), 'utf16le')
        await through(proxy, scheme, { ...postPox(''), body })
        expect(recorder.received[0]?.body.equals(body)).toBe(true)
      })

      test('a body far larger than any real one does not pass', async () => {
        const body = Buffer.alloc(200_000, 'x')
        const answer = await through(proxy, scheme, { ...postPox(''), body }).catch(() => undefined)
        expect(answer?.status ?? 413).toBeGreaterThanOrEqual(400)
        expect(recorder.received).toHaveLength(0)
      })
    })

    test('two Host lines are refused', async () => {
      const first = 'GET /mail/config-v1.1.xml HTTP/1.1\r\nHost: autoconfig.example.lt\r\n'
      const last = 'Connection: close\r\n\r\n'
      const good = await exchange(proxy.httpPort, first + last)
      expect(good).toMatch(/^HTTP\/1\.1 200 /)
      recorder.received.length = 0
      for (const second of ['autoconfig.example.lt', 'autoconfig.nobody.example']) {
        const answer = await exchange(proxy.httpPort, `${first}Host: ${second}\r\n${last}`)
        expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      }
      expect(recorder.received).toHaveLength(0)
    })

    test('another name is not handed to the service', async () => {
      const question = { host: 'nobody.example', path: '/mail/config-v1.1.xml' }
      const answer = await through(proxy, 'http', question)
      expect(answer.status).toBe(404)
      expect(recorder.received).toHaveLength(0)
    })

    test('connections to the service are kept and used again', async () => {
      const before = recorder.connections()
      for (let i = 0; i < 30; i++) {
        await through(proxy, 'http', { host: 'autoconfig.example.lt', path: '/mail/' })
      }
      expect(recorder.received).toHaveLength(30)
      expect(recorder.connections() - before).toBeLessThanOrEqual(3)
    })
  })

  test(`${name} logs no mail address when the service is down`, async () => {
    const proxy = await startProxy(await freePort())
    try {
      const host = 'autoconfig.example.lt'
      const path = `/mail/config-v1.1.xml?emailaddress=${canary}%40example.lt`
      const answers = await Promise.all([
        through(proxy, 'http', { host, path, headers: { authorization: canary } }),
        through(proxy, 'https', { host, path }),
        through(proxy, 'https', postPox(`${canary}@example.lt`)),
      ])
      for (const answer of answers) expect([502, 503, 504]).toContain(answer.status)
      const log = await proxy.log()
      expect(log).toContain('502')
      expect(log).not.toContain(canary)
    } finally {
      await proxy.stop()
    }
  })
}
