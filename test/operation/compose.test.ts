// The compose file for many domains, before Debian's docker-compose.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { findProgram, projectFolder, runProgram, temporaryFolder } from '../proxies/support.js'
import { unknownVariables } from '../helpers/variables.js'

const FILE = 'config/compose/several-instances.yml'
const PASSWORDS = { ADMIN_PASSWORD: 'admin1', READER_PASSWORD: 'reader1' }

interface Service {
  command?: string[]
  depends_on?: Record<string, { condition: string }>
  environment: Record<string, string>
  healthcheck?: { test: string[] }
  networks: Record<string, unknown>
  ports?: unknown[]
  stop_grace_period: string
  volumes: string[]
  tmpfs?: string[]
}
type Name = 'mailconf-1' | 'mailconf-2' | 'migrate' | 'db' | 'caddy'
interface File {
  networks: Record<string, { internal?: boolean }>
  services: Record<Name, Service>
}

async function compose(env: Record<string, string>) {
  const { path, remove } = await temporaryFolder('compose')
  onTestFinished(remove)
  // A .env file beside it would answer for the environment: an empty file takes its place.
  const empty = join(path, 'empty.env')
  await writeFile(empty, '')
  const args = ['--file', FILE, '--env-file', empty, 'config']
  return runProgram(findProgram('docker-compose'), args, { env })
}

async function accepted(env: Record<string, string> = PASSWORDS): Promise<File> {
  const result = await compose(env)
  expect(result, result.stderr).toMatchObject({ code: 0 })
  return parse(result.stdout) as File
}

test.each(Object.keys(PASSWORDS))(
  'without %s it is refused, and says what to write',
  async (name) => {
    const { code, stderr } = await compose({ ...PASSWORDS, [name]: '' })
    expect(code).not.toBe(0)
    expect(stderr).toContain(`write ${name}=`)
  },
)

test('every container is confined', async () => {
  const { services } = await accepted()
  expect(Object.keys(services).toSorted()).toEqual([
    'caddy',
    'db',
    'mailconf-1',
    'mailconf-2',
    'migrate',
  ])
  for (const [name, service] of Object.entries(services)) {
    expect(service, name).toMatchObject({
      cap_drop: ['ALL'],
      mem_limit: expect.stringMatching(/^\d+m$/) as string,
      read_only: true,
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: expect.stringMatching(/^[36]0s$/) as string,
      tmpfs: expect.arrayContaining(['/tmp']) as string[],
    })
    expect(service, name).not.toHaveProperty('privileged')
  }
})

test('only Caddy is reached from outside, and only the service reaches the database', async () => {
  const { networks, services } = await accepted()
  const publishing = Object.entries(services).filter(([, { ports }]) => ports !== undefined)
  expect(publishing.map(([name]) => name)).toEqual(['caddy'])
  const on = (network: string) =>
    Object.entries(services)
      .filter(([, service]) => network in service.networks)
      .map(([name]) => name)
      .toSorted()
  expect(networks['data']).toEqual({ internal: true })
  expect(on('data')).toEqual(['db', 'mailconf-1', 'mailconf-2', 'migrate'])
  expect(on('web')).toEqual(['caddy', 'mailconf-1', 'mailconf-2'])
})

test('the tables are made before the service starts, by the role that may', async () => {
  const { services } = await accepted()
  expect(services.migrate.command).toEqual(['node', 'dist/main.js', 'db', 'migrate'])
  expect(services.migrate.depends_on).toEqual({ db: { condition: 'service_healthy' } })
  expect(services.migrate.environment['DATABASE_URL']).toContain('//mailconf_admin:admin1@')
  for (const name of ['mailconf-1', 'mailconf-2'] as const) {
    const service = services[name]
    expect(service.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
    expect(service.environment['DATABASE_URL']).toContain('//mailconf_reader:reader1@')
    expect(JSON.stringify(service)).not.toContain(PASSWORDS.ADMIN_PASSWORD)
    expect(service.healthcheck?.test.join(' ')).toContain('/healthz')
    expect(service.volumes).toEqual([`${join(projectFolder, 'config')}:/etc/mailconf:ro`])
    // Where the password of the admin lies.
    expect(service.tmpfs).toContain('/etc/mailconf/compose')
    expect(unknownVariables(Object.keys(service.environment))).toEqual([])
  }
  expect(services.db.healthcheck?.test).toContain('pg_isready')
})

test('Caddy knows both instances, and notices that one stops while it still answers', async () => {
  const { caddy, 'mailconf-1': service } = (await accepted()).services
  expect(caddy.environment).toMatchObject({
    MAILCONF_UPSTREAM: 'mailconf-1:8080 mailconf-2:8080',
    MAILCONF_ADMIN: 'mailconf-1:8081 mailconf-2:8081',
  })
  const interval = /health_interval (\d+)s/.exec(caddy.environment['MAILCONF_PROXY_OPTIONS'] ?? '')
  const drain = Number(service.environment['DRAIN_SECONDS'])
  expect(drain).toBeGreaterThan(2 * Number(interval?.[1]))
  // After the drain, running requests have twenty seconds more.
  expect(parseInt(service.stop_grace_period)).toBeGreaterThan(drain + 20)
  expect(caddy.command).toContain('/etc/caddy/customers.Caddyfile')
})
