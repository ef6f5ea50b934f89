import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { canary, describeProxy, pox, through } from './contract.js'
import { describePeople } from './people.js'
import { caddyfile, names, startCaddy } from './start-caddy.js'
import {
  findProgram,
  freePort,
  requireBuild,
  runProgram,
  startedHere,
  startService,
  temporaryFolder,
  waitUntil,
} from './support.js'

describeProxy('Caddy', startCaddy)
describePeople('Caddy', startCaddy)

interface Adapted {
  apps: { http: { servers: Record<string, { listen: string[]; routes: Route[] }> } }
}

interface Route {
  match?: { host?: string[] }[]
}

test.each([
  ['nothing but the domain set', {}, []],
  ['empty names, as the compose file gives them', { PACC_HOST: '', PUBLIC_HOST: '' }, []],
  ['PACC', { PACC_HOST: names.PACC_HOST }, [names.PACC_HOST]],
  ['a name for people', { PUBLIC_HOST: names.PUBLIC_HOST }, [names.PUBLIC_HOST]],
  ['a name for people that is there anyway', { PUBLIC_HOST: 'autoconfig.example.lt' }, []],
])('the Caddyfile is valid, and asks for no other certificate: %s', async (_title, set, more) => {
  const caddy = findProgram('caddy')
  const folder = await temporaryFolder('caddy')
  try {
    const env = { HOME: folder.path, MAIL_DOMAIN: 'example.lt', ...set }
    const arguments_ = ['validate', '--config', caddyfile, '--adapter', 'caddyfile']
    const validated = await runProgram(caddy, arguments_, { env })
    expect(validated, validated.stderr).toMatchObject({ code: 0 })
    expect(validated.stderr).not.toContain('not formatted')
    const adapted = await runProgram(caddy, ['adapt', '--config', caddyfile], { env })
    expect(adapted.stdout).toContain('"dial":"mailconf:8080"')
    // A policy would name hosts besides those of the sites.
    expect(adapted.stdout).not.toContain('"tls"')
    const { servers } = (JSON.parse(adapted.stdout) as Adapted).apps.http
    const hostsAt = (address: string) =>
      Object.values(servers)
        .filter(({ listen }) => listen.includes(address))
        .flatMap(({ routes }) => routes)
        .map(({ match }) => match?.flatMap(({ host = [] }) => host) ?? 'any')
    const always = ['autoconfig.example.lt', 'autodiscover.example.lt']
    expect(Object.values(servers)).toHaveLength(2)
    expect(hostsAt(':443')).toStrictEqual([[...always, ...more]])
    expect(hostsAt(':80')).toStrictEqual([always, 'any'])
  } finally {
    await folder.remove()
  }
})

test('a restart of the service fails no request', { timeout: 60_000 }, async () => {
  requireBuild()
  const port = await freePort()
  const start = () => startService({ port, env: { DRAIN_SECONDS: '2' } })
  const started = startedHere()
  try {
    const service = started.add(await start())
    const proxy = started.add(await startCaddy(port))
    let asking = true
    let served = 0
    const failed: string[] = []
    const get = {
      host: 'autoconfig.example.lt',
      path: `/mail/config-v1.1.xml?emailaddress=${canary}%40example.lt`,
    }
    const post = {
      host: 'autodiscover.example.lt',
      method: 'POST',
      path: '/autodiscover/autodiscover.xml',
      body: pox(`${canary}@example.lt`),
    }
    const client = async (_: unknown, index: number) => {
      while (asking) {
        const asked = index % 2 === 0 ? through(proxy, 'http', get) : through(proxy, 'https', post)
        const answer = await asked.catch(String)
        if (typeof answer === 'string') failed.push(answer)
        else if (answer.status !== 200) failed.push(String(answer.status))
        else served++
        await delay(10)
      }
    }
    const clients = Promise.all(Array.from({ length: 8 }, client))
    await delay(500)
    await service.stop()
    await delay(500)
    const servedBefore = served
    started.add(await start())
    await waitUntil('requests are served again', () => served > servedBefore + 50)
    asking = false
    await clients
    expect(failed).toStrictEqual([])
    expect(await proxy.log()).not.toContain(canary)
  } finally {
    await started.stop()
  }
})
