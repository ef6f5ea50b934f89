// The Caddyfile for customers' names in a real Caddy: certificates on demand, for hosted names only.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handshake, handshakeAgain } from './handshake.js'
import {
  ask,
  findProgram,
  type Folder,
  freePort,
  type Program,
  requireBuild,
  runProgram,
  type Service,
  startedHere,
  startProgram,
  startService,
  temporaryFolder,
  waitUntil,
} from './support.js'

const CADDYFILE = 'config/caddy/customers.Caddyfile'
const CUSTOMERS = 40
const STRANGERS = 400
const customer = (index: number) => `customer-${index}.example`

const SETTINGS = `publicUrl: https://setup.house.example
providers:
  house: { displayName: House, hostname: mail.house.example, incomingServers: [imap], outgoingServers: [smtp] }
domains:
  '*.wild.example': house
  none.example: none
domainFiles: [customers.tsv]
`

const here = startedHere()
let folder: Folder
let services: Service[] = []
let caddy: Program
let ports: { http: number; https: number; service: number; admin: number }
let root = ''

// Two addresses of this machine, as two machines are: the same ports on each.
const HOSTS = ['127.0.0.1', '127.0.0.2'] as const
const serveOn = (host: string) =>
  startService({
    command: [
      process.execPath,
      'dist/main.js',
      'serve',
      '--config',
      join(folder.path, 'settings.yaml'),
    ],
    port: ports.service,
    env: { HOST: host, ADMIN_HOST: host, ADMIN_PORT: String(ports.admin), DRAIN_SECONDS: '5' },
  })

beforeAll(async () => {
  requireBuild()
  folder = await temporaryFolder('customers')
  const lines = Array.from({ length: CUSTOMERS }, (_, index) => `${customer(index)}\thouse\n`)
  await writeFile(join(folder.path, 'customers.tsv'), lines.join(''))
  await writeFile(join(folder.path, 'settings.yaml'), SETTINGS)
  ports = {
    http: await freePort(),
    https: await freePort(),
    service: await freePort(),
    admin: await freePort(),
  }
  services = await Promise.all(HOSTS.map(serveOn))
  caddy = here.add(
    startProgram(findProgram('caddy'), ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
      env: {
        HOME: folder.path,
        XDG_DATA_HOME: folder.path,
        XDG_CONFIG_HOME: folder.path,
        MAILCONF_UPSTREAM: HOSTS.map((host) => `${host}:${ports.service}`).join(' '),
        MAILCONF_ADMIN: HOSTS.map((host) => `${host}:${ports.admin}`).join(' '),
        MAILCONF_PROXY_OPTIONS: [
          'health_uri /readyz',
          `health_port ${ports.admin}`,
          'health_interval 2s',
        ].join('\n'),
        CADDY_HTTP_PORT: String(ports.http),
        CADDY_HTTPS_PORT: String(ports.https),
        CADDY_ASK_PORT: String(await freePort()),
        CADDY_GLOBAL_OPTIONS: [
          'local_certs',
          'skip_install_trust',
          'admin off',
          'debug',
          'default_bind 127.0.0.1',
        ].join('\n'),
      },
    }),
  )
  const file = join(folder.path, 'caddy/pki/authorities/local/root.crt')
  await waitUntil('Caddy has an authority of its own', async () => {
    if (!caddy.running()) throw new Error(`Caddy ended at once: ${caddy.stderr()}`)
    root = await readFile(file, 'utf8').catch(() => '')
    return root !== '' && (await handshake(asked(`autoconfig.${customer(0)}`))) === 'proved'
  })
})

afterAll(async () => {
  await here.stop()
  await Promise.all(services.map(({ stop }) => stop()))
  await folder.remove()
})

/** As to this Caddy, with the authority that it has. */
const asked = (servername: string) => ({ port: ports.https, ca: root, servername })

async function certificates(): Promise<string[]> {
  const files = await readdir(join(folder.path, 'caddy/certificates/local')).catch(() => [])
  return files.toSorted()
}

const REFUSED = 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'

test.each([`autodiscover.${customer(1)}`, `ua-auto-config.${customer(1)}`, 'setup.house.example'])(
  'OPS-2.3 %s gets a certificate when it is first connected to',
  async (name) => {
    expect(await handshakeAgain(asked(name))).toBe('proved')
    expect(await certificates()).toContain(name)
  },
)

test.each([
  customer(1),
  `www.${customer(1)}`,
  `mail.${customer(1)}`,
  'autoconfig.unknown.test',
  'autoconfig.none.example',
  'autodiscover.any.wild.example',
])('OPS-2.3 %s gets none', async (name) => {
  expect(await handshake(asked(name))).toBe(REFUSED)
  expect(await certificates()).not.toContain(name)
})

test('OPS-F38 many hosted names and ten times as many made up, all at once', async () => {
  const hosted = Array.from({ length: CUSTOMERS }, (_, index) => `autoconfig.${customer(index)}`)
  const strange = Array.from(
    { length: STRANGERS },
    (_, index) => `autoconfig.stranger-${index}.test`,
  )
  const [proved, refused] = await Promise.all([
    Promise.all(hosted.map((name) => handshakeAgain(asked(name)))),
    Promise.all(strange.map((name) => handshake(asked(name)))),
  ])
  expect(new Set(proved)).toEqual(new Set(['proved']))
  expect(new Set(refused)).toEqual(new Set([REFUSED]))
  const issued = await certificates()
  expect(hosted.filter((name) => !issued.includes(name))).toEqual([])
  expect(issued.filter((name) => name.includes('stranger'))).toEqual([])
})

test('OPS-2.2 by http every hosted name is answered without a certificate, and Outlook is sent to https', async () => {
  const name = customer(2)
  const path = `/mail/config-v1.1.xml?emailaddress=x@${name}`
  const config = await ask({ port: ports.http, host: `autoconfig.${name}`, path })
  expect(config).toMatchObject({ status: 200 })
  expect(config.body).toContain('mail.house.example')
  const redirect = await ask({
    port: ports.http,
    host: `autodiscover.${name}`,
    path: '/autodiscover/autodiscover.xml',
  })
  expect(redirect.status).toBe(302)
  expect(redirect.headers.location).toBe(
    `https://autodiscover.${name}/autodiscover/autodiscover.xml`,
  )
  const page = await ask({ port: ports.http, host: `autoconfig.${name}`, path: '/' })
  expect([page.status, page.headers.location]).toEqual([308, `https://autoconfig.${name}/`])
})

test('what Caddy asks can be asked by nobody else', async () => {
  const path = `/internal/tls-ask?domain=autoconfig.${customer(1)}`
  for (const host of [`autoconfig.${customer(1)}`, '127.0.0.1']) {
    expect((await ask({ port: ports.http, host, path })).status).toBe(404)
  }
  const host = `autoconfig.${customer(1)}`
  expect((await ask({ port: ports.https, ca: root, host, path })).status).toBe(404)
})

test('OPS-2.6 one after the other restarts behind Caddy, and no request is lost, GET or POST', async () => {
  const end = new AbortController()
  const answers: string[] = []
  const name = customer(3)
  const body = `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>x@${name}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`
  const client = async (request: () => Promise<{ status: number }>) => {
    while (!end.signal.aborted) {
      answers.push(
        await request().then(
          ({ status }) => `${status}`,
          (error: unknown) => String(error),
        ),
      )
    }
  }
  const https = { port: ports.https, ca: root }
  const clients = [
    ...Array.from(
      { length: 4 },
      () => () =>
        ask({
          ...https,
          host: `autoconfig.${name}`,
          path: `/mail/config-v1.1.xml?emailaddress=x@${name}`,
        }),
    ),
    ...Array.from(
      { length: 4 },
      () => () =>
        ask({
          ...https,
          host: `autodiscover.${name}`,
          path: '/autodiscover/autodiscover.xml',
          method: 'POST',
          body,
        }),
    ),
  ].map(client)
  for (const [index, host] of HOSTS.entries()) {
    await services[index]?.stop()
    services[index] = await serveOn(host)
    // Until Caddy has seen that it is back.
    await delay(3000)
  }
  end.abort()
  await Promise.all(clients)
  expect(answers.length).toBeGreaterThan(50)
  expect(answers.filter((answer) => answer !== '200')).toEqual([])
})

test('the Caddyfile is valid as it is, and asks for no certificate by itself', async () => {
  const env = { HOME: folder.path }
  const arguments_ = ['validate', '--config', CADDYFILE, '--adapter', 'caddyfile']
  const validated = await runProgram(findProgram('caddy'), arguments_, { env })
  expect(validated, validated.stderr).toMatchObject({ code: 0 })
  expect(validated.stderr).not.toContain('not formatted')
  const adapted = await runProgram(findProgram('caddy'), ['adapt', '--config', CADDYFILE], { env })
  expect(adapted.stdout).toContain('"ask":"http://127.0.0.1:8082/internal/tls-ask"')
  expect(adapted.stdout).not.toContain('"subjects"')
})
