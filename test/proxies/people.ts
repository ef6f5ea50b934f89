// What every proxy must do with what people ask for: the page, profiles; and with PACC, which is https only.

import { readFile, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canary, through, type Proxy, type StartProxy } from './contract.js'
import {
  ask,
  freePort,
  projectFolder,
  requireBuild,
  startedHere,
  startRecorder,
  startService,
  temporaryFolder,
} from './support.js'
import type { Recorder, Service } from './support.js'

const SETUP = 'setup.example.lt'
const AUTOCONFIG = 'autoconfig.example.lt'
const AUTODISCOVER = 'autodiscover.example.lt'
const PACC = 'ua-auto-config.example.lt'
const PACC_PATH = '/.well-known/user-agent-configuration.json'

const asks = (address: string) => encodeURIComponent(address)
const pageOf = (address: string) => `/?email=${asks(address)}`
const profileOf = (address: string) => `/email.mobileconfig?email=${asks(address)}`

const postForm = (host: string, address: string) => ({
  host,
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `email=${asks(address)}`,
})

/** The shipped table, with the one line that an admin uncomments for a name of its own. */
async function startPublicService(
  settings: string,
  env: Record<string, string> = {},
): Promise<Service> {
  const shipped = await readFile(join(projectFolder, 'config/settings.yaml'), 'utf8')
  const commented = `# publicUrl: https://${SETUP}`
  if (!shipped.includes(commented)) throw new Error(`settings.yaml no longer says ${commented}`)
  await writeFile(settings, shipped.replace(commented, commented.slice(2)))
  const command = [process.execPath, 'dist/main.js', 'serve', '--config', settings]
  return startService({ command, env: { LOG_REQUESTS: 'all', ...env } })
}

/** This machine as others see it. Over loopback nobody is limited, so a limit could not be seen there. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)
  if (own === undefined) throw new Error('this needs an IPv4 address other than 127.0.0.1')
  return own.address
}

export function describePeople(name: string, startProxy: StartProxy): void {
  describe(`${name} and what people ask for`, () => {
    const started = startedHere()
    let service: Service
    let proxy: Proxy

    beforeAll(async () => {
      requireBuild()
      const folder = await temporaryFolder('people')
      started.add({ stop: folder.remove })
      service = started.add(await startPublicService(join(folder.path, 'settings.yaml')))
      proxy = started.add(await startProxy(service.port))
    })

    afterAll(started.stop)

    test.each([SETUP, AUTOCONFIG])(
      'the page and its files, as they were sent: %s',
      async (host) => {
        const path = pageOf('anna@example.lt')
        const page = await through(proxy, 'https', { host, path })
        const direct = await ask({ port: service.port, host, path })
        expect(page).toMatchObject({ status: 200, body: direct.body })
        expect(page.body).toContain('ssl0.ovh.net')
        const asset = /href="(\/assets\/page\.[0-9a-f]+\.css)"/.exec(page.body)?.[1] ?? 'none'
        for (const file of [asset, '/favicon.ico']) {
          const sent = await through(proxy, 'https', { host, path: file })
          const written = await ask({ port: service.port, host, path: file })
          expect([sent.status, sent.bytes.equals(written.bytes)], file).toEqual([200, true])
          for (const header of ['content-type', 'cache-control', 'content-security-policy']) {
            expect(sent.headers[header], header).toBe(written.headers[header])
          }
        }
        const { headers } = await through(proxy, 'https', { host, path: asset })
        expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
        expect(page.headers['cache-control']).toBe('no-store')
        expect(page.headers['content-security-policy']).toMatch(/^default-src 'none';/)
      },
    )

    test('a name without an address shows that domain', async () => {
      const { status, body } = await through(proxy, 'https', { host: AUTOCONFIG, path: '/' })
      expect(status).toBe(200)
      expect(body).toContain('ssl0.ovh.net')
      expect(body).toContain('example.lt')
    })

    test('the form, which keeps the address out of the URL', async () => {
      const { status, body } = await through(proxy, 'https', postForm(SETUP, 'anna@example.lt'))
      expect(status).toBe(200)
      expect(body).toContain('anna@example.lt')
      expect(body).toContain('ssl0.ovh.net')
    })

    test.each(['/email.mobileconfig', '/mobileconfig'])('a profile: %s', async (path) => {
      const question = { host: SETUP, path: `${path}?email=anna%40example.lt` }
      const sent = await through(proxy, 'https', question)
      const written = await ask({ port: service.port, ...question })
      expect(sent.status).toBe(200)
      expect(sent.headers['content-type']).toBe('application/x-apple-aspen-config')
      expect(sent.headers['content-disposition']).toBe(written.headers['content-disposition'])
      expect(sent.bytes.equals(written.bytes)).toBe(true)
    })

    test('PACC by https, to the letter: its digest is in the DNS', async () => {
      const sent = await through(proxy, 'https', {
        host: PACC,
        path: PACC_PATH,
        headers: { 'accept-encoding': 'gzip' },
      })
      const written = await ask({ port: service.port, host: PACC, path: PACC_PATH })
      expect(sent.status).toBe(200)
      expect(sent.headers['content-type']).toBe('application/json')
      expect(sent.headers['content-encoding']).toBeUndefined()
      expect(sent.headers.etag).toBe(written.headers.etag)
      expect(sent.bytes.equals(written.bytes)).toBe(true)
    })

    test('PACC by http is refused', async () => {
      const { status, body } = await through(proxy, 'http', {
        host: PACC,
        path: PACC_PATH,
        headers: { 'x-forwarded-proto': 'https' },
      })
      expect(status).toBe(404)
      expect(body).not.toContain('protocols')
    })

    test.each(['/', '/mail/config-v1.1.xml', '/nothing/here', profileOf('anna@example.lt')])(
      'the name for people is sent from http to https: %s',
      async (path) => {
        const { status, headers } = await through(proxy, 'http', { host: SETUP, path })
        expect([status, headers.location]).toEqual([308, `https://${SETUP}${path}`])
      },
    )

    test.each([
      ...['/', '/apple?email=anna%40example.lt', '/favicon.ico', '/assets/page.css'],
      ...['/email.mobileconfig?email=anna%40example.lt', '/mobileconfig'],
    ])("of a mail client's name, only what browsers ask for is: %s", async (path) => {
      const { status, headers } = await through(proxy, 'http', { host: AUTOCONFIG, path })
      expect([status, headers.location]).toEqual([308, `https://${AUTOCONFIG}${path}`])
      const other = await through(proxy, 'http', {
        host: AUTOCONFIG,
        path: '/mail/config-v1.1.xml',
      })
      expect(other.status).toBe(200)
    })

    test('browsers are told to stay with https on the name for people only', async () => {
      const told: string[] = []
      for (const scheme of ['http', 'https'] as const) {
        for (const host of [SETUP, AUTOCONFIG, AUTODISCOVER, PACC]) {
          for (const path of ['/', profileOf('a@example.lt'), '/mail/config-v1.1.xml', PACC_PATH]) {
            const { headers } = await through(proxy, scheme, { host, path })
            if (headers['strict-transport-security'] !== undefined) {
              told.push(`${scheme}://${host}${path}`)
            }
          }
        }
      }
      expect(told).toEqual(
        ['/', profileOf('a@example.lt')].map((path) => `https://${SETUP}${path}`),
      )
    })

    test('no mail address is logged on the way', async () => {
      const address = `${canary}@example.lt`
      const paths = [pageOf(address), `/apple?email=${asks(address)}`, profileOf(address)]
      for (const host of [SETUP, AUTOCONFIG, PACC]) {
        for (const scheme of ['http', 'https'] as const) {
          for (const path of paths) await through(proxy, scheme, { host, path })
          await through(proxy, scheme, postForm(host, address))
        }
      }
      expect(await proxy.log()).not.toContain(canary)
      expect(service.output()).toContain('"route":"/email.mobileconfig"')
      expect(service.output()).not.toContain(canary)
    })
  })

  test(`${name}: the limit is that of each client, whatever it claims`, async () => {
    requireBuild()
    const started = startedHere()
    try {
      const folder = await temporaryFolder('limit')
      started.add({ stop: folder.remove })
      const settings = join(folder.path, 'settings.yaml')
      const service = started.add(await startPublicService(settings, { RATE_LIMIT: '3' }))
      const client = ownAddress()
      const proxy = started.add(await startProxy(service.port, ['127.0.0.1', client]))
      const visit = async (address: string, claimed?: string) => {
        const headers = claimed === undefined ? {} : { 'x-forwarded-for': claimed }
        const question = { address, host: SETUP, path: '/', headers }
        return (await through(proxy, 'https', question)).status
      }
      const claims = ['192.0.2.10', '127.0.0.1', '192.0.2.11, 192.0.2.12', '192.0.2.13']
      const statuses: number[] = []
      for (const claimed of claims) statuses.push(await visit(client, claimed))
      expect(statuses).toEqual([200, 200, 200, 429])
      // The proxy itself has asked four times by now, and another client has not.
      expect(await visit('127.0.0.1')).toBe(200)
      expect(await visit('127.0.0.1', client)).toBe(200)
      expect(await visit(client)).toBe(429)
    } finally {
      await started.stop()
    }
  })

  describe.each([SETUP, PACC])(`${name} in front of a recorder: %s`, (host) => {
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

    test('the proxy alone says who asks; passwords and cookies end there', async () => {
      const form = postForm(host, 'anna@example.lt')
      await through(proxy, 'https', {
        ...form,
        headers: {
          ...form.headers,
          authorization: 'Basic secret',
          'proxy-authorization': 'Basic secret',
          cookie: 'session=secret',
          forwarded: 'for=192.0.2.1;host=nobody.example',
          'x-forwarded-for': '192.0.2.1',
          'x-forwarded-proto': 'http',
          'x-forwarded-host': 'nobody.example',
        },
      })
      expect(recorder.received).toHaveLength(1)
      const { headers = {}, body } = recorder.received[0] ?? {}
      expect(headers.host?.replace(/:\d+$/, '')).toBe(host)
      expect(headers['x-forwarded-for']).toBe('127.0.0.1')
      expect(headers['x-forwarded-proto']).toBe('https')
      expect(body?.toString()).toBe(form.body)
      expect(JSON.stringify(headers)).not.toMatch(/secret|nobody\.example|192\.0\.2\.1/)
    })

    test('a body far larger than any form does not pass', async () => {
      const question = { ...postForm(host, ''), body: Buffer.alloc(200_000, 'x') }
      const answer = await through(proxy, 'https', question).catch(() => undefined)
      expect(answer?.status ?? 413).toBeGreaterThanOrEqual(400)
      expect(recorder.received).toHaveLength(0)
    })
  })

  test(`${name} logs no address that people ask for when the service is down`, async () => {
    const proxy = await startProxy(await freePort())
    try {
      const address = `${canary}@example.lt`
      const answers = await Promise.all([
        through(proxy, 'https', { host: SETUP, path: pageOf(address) }),
        through(proxy, 'https', { host: AUTOCONFIG, path: profileOf(address) }),
        through(proxy, 'https', postForm(SETUP, address)),
      ])
      for (const { status } of answers) expect([502, 503, 504]).toContain(status)
      expect(await proxy.log()).not.toContain(canary)
    } finally {
      await proxy.stop()
    }
  })
}
