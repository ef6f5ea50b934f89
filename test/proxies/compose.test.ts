import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  findProgram,
  projectFolder,
  runProgram,
  temporaryFolder,
  type Finished,
} from './support.js'

interface ComposeService {
  image?: string
  environment?: Record<string, string>
  ports?: { published: number; target: number; protocol?: string }[]
  volumes?: string[]
}

interface ComposeFile {
  services: Record<'mailconf' | 'caddy', ComposeService>
}

// A .env file beside docker-compose.yml would answer for the environment: an empty file takes its place.
async function compose(env: Record<string, string>): Promise<Finished> {
  const program = findProgram('docker-compose')
  const folder = await temporaryFolder('compose')
  try {
    const empty = join(folder.path, 'empty.env')
    await writeFile(empty, '')
    const args = ['--file', 'docker-compose.yml', '--env-file', empty, 'config']
    return await runProgram(program, args, { env })
  } finally {
    await folder.remove()
  }
}

async function accepted(env: Record<string, string>): Promise<ComposeFile> {
  const result = await compose(env)
  expect(result, result.stderr).toMatchObject({ code: 0 })
  return parse(result.stdout) as ComposeFile
}

test('without MAIL_DOMAIN it is refused, with a sentence that says what to write', async () => {
  for (const env of [{}, { MAIL_DOMAIN: '' }]) {
    const { code, stderr } = await compose(env)
    expect(code).not.toBe(0)
    expect(stderr).toContain('MAIL_DOMAIN=example.lt')
  }
})

test('with MAIL_DOMAIN alone it is accepted', async () => {
  const { services } = await accepted({ MAIL_DOMAIN: 'example.lt' })
  expect(services.caddy.environment).toStrictEqual({
    MAIL_DOMAIN: 'example.lt',
    PACC_HOST: '',
    PUBLIC_HOST: '',
    CADDY_GLOBAL_OPTIONS: '',
  })
})

test('further names reach Caddy', async () => {
  const further = { PACC_HOST: 'ua-auto-config.example.lt', PUBLIC_HOST: 'setup.example.lt' }
  const { services } = await accepted({ MAIL_DOMAIN: 'example.lt', ...further })
  expect(services.caddy.environment).toMatchObject(further)
})

test('the service is confined and can be reached through Caddy only', async () => {
  const { services } = await accepted({ MAIL_DOMAIN: 'example.lt' })
  expect(services.mailconf).toMatchObject({
    build: { context: projectFolder.replace(/\/$/, '') },
    cap_drop: ['ALL'],
    mem_limit: '256m',
    read_only: true,
    security_opt: ['no-new-privileges:true'],
    stop_grace_period: '30s',
    tmpfs: ['/tmp'],
    volumes: [`${join(projectFolder, 'config')}:/etc/mailconf:ro`],
  })
  expect(services.mailconf.environment).toMatchObject({
    MAILCONF_CONFIG: '/etc/mailconf/settings.yaml',
    TRUST_PROXY: 'uniquelocal',
    DRAIN_SECONDS: '5',
  })
  for (const absent of ['ports', 'expose', 'network_mode', 'privileged', 'user']) {
    expect(services.mailconf).not.toHaveProperty(absent)
  }
})

test('Caddy is pinned, published on 80 and 443, and keeps its certificates', async () => {
  const { services } = await accepted({ MAIL_DOMAIN: 'example.lt' })
  expect(services.caddy.image).toMatch(/^caddy:2\.\d+$/)
  expect(services.caddy.ports?.map(({ published, target }) => [published, target])).toStrictEqual([
    [80, 80],
    [443, 443],
    [443, 443],
  ])
  expect(services.caddy.ports?.filter(({ protocol }) => protocol === 'udp')).toHaveLength(1)
  expect(services.caddy.volumes).toStrictEqual([
    `${join(projectFolder, 'config/caddy')}:/etc/caddy:ro`,
    'caddy-data:/data:rw',
    'caddy-config:/config:rw',
  ])
})

test('every variable of the Caddyfile is given or has a default', async () => {
  const { services } = await accepted({ MAIL_DOMAIN: 'example.lt' })
  const read = (file: string) => readFile(join(projectFolder, 'config/caddy', file), 'utf8')
  const main = await read('Caddyfile')
  const parts = [...main.matchAll(/^\s*import (\S+)$/gm)].map(([, part = '']) => read(part))
  expect(parts).toHaveLength(3)
  const caddyfile = [main, ...(await Promise.all(parts))].join('\n')
  const variables = [...caddyfile.matchAll(/\{\$([A-Z_]+)(:[^}]*)?\}/g)]
  expect(variables.length).toBeGreaterThan(5)
  for (const [, name = '', preset] of variables) {
    const known = preset !== undefined || name in (services.caddy.environment ?? {})
    expect(known, name).toBe(true)
  }
  expect(caddyfile).toContain('{$MAILCONF_UPSTREAM:mailconf:8080}')
})
