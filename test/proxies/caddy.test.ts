import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { canary, describeProxy, through, type Proxy } from './contract.js'
import { describePeople } from './people.js'
import {
  findProgram,
  freePort,
  requireBuild,
  runProgram,
  startedHere,
  startProgram,
  startService,
  temporaryFolder,
  waitUntil,
} from './support.js'

const caddyfile = 'config/caddy/Caddyfile'

// Lines that stand in the shipped file's first block where an admin would name a mail address.
const trialOptions = ['local_certs', 'skip_install_trust', 'admin off']

const names = {
  MAIL_DOMAIN: 'example.lt',
  PACC_HOST: 'ua-auto-config.example.lt',
  PUBLIC_HOST: 'setup.example.lt',
}

async function provesItsName(port: number, ca: string, servername: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca, servername })
    socket.on('secureConnect', () => socket.end())
    socket.on('close', () => {
      resolve(socket.authorized)
    })
    socket.on('error', () => {
      resolve(false)
    })
  })
}

async function startCaddy(
  upstreamPort: number,
  bind: readonly string[] = ['127.0.0.1'],
): Promise<Proxy> {
  const caddy = findProgram('caddy')
  const folder = await temporaryFolder('caddy')
  const httpPort = await freePort()
  const httpsPort = await freePort()
  const program = startProgram(caddy, ['run', '--config', caddyfile, '--adapter', 'caddyfile'], {
    env: {
      HOME: folder.path,
      XDG_DATA_HOME: folder.path,
      XDG_CONFIG_HOME: folder.path,
      ...names,
      MAILCONF_UPSTREAM: `127.0.0.1:${upstreamPort}`,
      CADDY_HTTP_PORT: String(httpPort),
      CADDY_HTTPS_PORT: String(httpsPort),
      CADDY_GLOBAL_OPTIONS: [...trialOptions, `default_bind ${bind.join(' ')}`].join('\n'),
    },
  })
  const stop = async () => {
    await program.stop()
    await folder.remove()
  }
  const root = join(folder.path, 'caddy/pki/authorities/local/root.crt')
  let ca = ''
  try {
    await waitUntil('Caddy has its certificates', async () => {
      if (!program.running()) throw new Error(`Caddy ended at once: ${program.stderr()}`)
      ca = await readFile(root, 'utf8').catch(() => '')
      if (ca === '') return false
      const served = ['autoconfig.example.lt', 'autodiscover.example.lt']
      served.push(names.PACC_HOST, names.PUBLIC_HOST)
      const proofs = served.map((name) => provesItsName(httpsPort, ca, name))
      return (await Promise.all(proofs)).every(Boolean)
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { httpPort, httpsPort, ca, log: async () => program.stdout() + program.stderr(), stop }
}

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
    const host = 'autoconfig.example.lt'
    const path = `/mail/config-v1.1.xml?emailaddress=${canary}%40example.lt`
    const client = async () => {
      while (asking) {
        const answer = await through(proxy, 'http', { host, path }).catch(String)
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
