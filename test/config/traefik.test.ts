// The example for Traefik, which Debian does not have: its names fit together, and its rules choose as they should.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Router {
  entryPoints: string[]
  rule: string
  priority?: number
  middlewares: string[]
  service: string
  tls?: { certResolver: string }
}
interface Dynamic {
  http: {
    routers: Record<string, Router>
    middlewares: Record<string, unknown>
    services: Record<string, unknown>
  }
}

const FILE = join(import.meta.dirname, '../../config/traefik/mailconf.yml')
const { routers, middlewares, services } = (parse(readFileSync(FILE, 'utf8')) as Dynamic).http

/** A rule here is an "and" of lists of which one must hold. */
function matches(rule: string, host: string, path: string): boolean {
  const holds = (matcher: string) => {
    const [, kind, value = ''] = /^(Host|Path|PathPrefix)\(`([^`]+)`\)$/.exec(matcher) ?? []
    if (kind === 'Host') return host === value
    if (kind === 'Path') return path === value
    if (kind === 'PathPrefix') return path.startsWith(value)
    throw new Error(`a rule that this test cannot read: ${matcher}`)
  }
  const lists = rule.split(' && ').map((list) => list.replace(/^\((.*)\)$/, '$1').split(' || '))
  return lists.every((list) => list.some(holds))
}

/** The router that Traefik takes: the highest priority, which by default is the length of the rule. */
function chosen(entryPoint: string, host: string, path: string): Router | undefined {
  const weight = ({ rule, priority }: Router) => priority ?? rule.length
  return Object.values(routers)
    .filter((router) => router.entryPoints.includes(entryPoint))
    .filter(({ rule }) => matches(rule, host, path))
    .toSorted((one, other) => weight(other) - weight(one))[0]
}

test('every name that is used is there, and the other way round', () => {
  const all = Object.values(routers)
  const used = new Set(all.flatMap((router) => router.middlewares))
  expect([...used].toSorted()).toEqual(Object.keys(middlewares).toSorted())
  expect(new Set(all.map(({ service }) => service))).toEqual(new Set(Object.keys(services)))
  const entryPoints = all.flatMap((router) => router.entryPoints)
  expect(new Set(entryPoints)).toEqual(new Set(['web', 'websecure']))
})

test.each([
  ['autoconfig.example.com', '/mail/config-v1.1.xml'],
  ['autoconfig.example.com', '/.well-known/autoconfig/mail/config-v1.1.xml'],
  ['autodiscover.example.com', '/autodiscover/autodiscover.xml'],
  ['autodiscover.example.com', '/Autodiscover/Autodiscover.xml'],
])('http://%s%s is passed on without a redirect', (host, path) => {
  expect(chosen('web', host, path)?.middlewares).toEqual(['mailconf-headers', 'mailconf-size'])
})

test.each([
  ...['/', '/apple', '/assets/page.css', '/favicon.ico', '/email.mobileconfig', '/mobileconfig'],
])('http://autoconfig.example.com%s is redirected to https', (path) => {
  expect(chosen('web', 'autoconfig.example.com', path)?.middlewares).toEqual(['mailconf-to-https'])
})

test.each(['autoconfig', 'autodiscover', 'ua-auto-config'])('https://%s.example.com', (name) => {
  for (const path of ['/', '/mail/config-v1.1.xml', '/.well-known/user-agent-configuration.json']) {
    const router = chosen('websecure', `${name}.example.com`, path)
    expect(router?.tls).toEqual({ certResolver: 'letsencrypt' })
    expect(router?.middlewares).toEqual(['mailconf-headers', 'mailconf-size'])
  }
})

test.each(['web', 'websecure'])('other names are none of ours: %s', (entryPoint) => {
  for (const host of ['example.com', 'www.example.com', 'autoconfig.example.org']) {
    expect(chosen(entryPoint, host, '/')).toBeUndefined()
  }
  // PACC is for https only.
  expect(chosen('web', 'ua-auto-config.example.com', '/')).toBeUndefined()
})

test('passwords and cookies end here, and Host is passed on', () => {
  expect(middlewares['mailconf-headers']).toEqual({
    headers: {
      customRequestHeaders: {
        Authorization: '',
        Cookie: '',
        'X-Forwarded-Host': '',
        Forwarded: '',
      },
    },
  })
  expect(services['mailconf']).toMatchObject({
    loadBalancer: { passHostHeader: true, servers: [{ url: 'http://127.0.0.1:8080' }] },
  })
})
