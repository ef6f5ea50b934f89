// serve: what its first line says, who wins of flags and environment, and why it does not start.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../helpers/settings.js'
import { provider, server, top } from '../settings/settings-text.js'
import { CONFIG, type Ended, serve, type Service } from './mailconf.js'

const EXAMPLE = join(CONFIG, 'settings.example.yaml')
const FREE = { PORT: '0', ADMIN_PORT: '0' }

async function started(...args: Parameters<typeof serve>): Promise<Service> {
  const service = await serve(...args)
  if ('code' in service) throw new Error(service.err)
  return service
}

async function ended(...args: Parameters<typeof serve>): Promise<Ended> {
  const service = await serve(...args)
  return 'code' in service ? service : { ...(await service.stop()), code: -1 }
}

test('CLI serve: the first line says where it listens and how many domains it hosts', async () => {
  const service = await started([], FREE)
  expect(service.first).toMatchObject({ level: 'info', msg: 'mailconf listens', domains: 3 })
  expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(service.admin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const answer = await fetch(`${service.url}/mail/config-v1.1.xml?emailaddress=a@example.lt`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('<hostname>ssl0.ovh.net</hostname>')
  expect((await fetch(`${service.admin}/readyz`)).status).toBe(200)
})

test('CLI serve: stops with 0 when told to; warnings are counted, stderr stays empty', async () => {
  const service = await started(['--config', EXAMPLE], FREE)
  const { code, out, err } = await service.stop()
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string })
  expect([code, err]).toEqual([0, ''])
  expect(lines.map(({ msg }) => msg)).toEqual([
    'mailconf listens',
    'signing files have a problem',
    'signing files have a problem',
    'the settings have warnings; see: mailconf check',
    'mailconf stops',
  ])
  expect(lines[3]).toMatchObject({ level: 'warn', warnings: 4 })
})

test('CLI serve: flags win over the environment', async () => {
  const variables = {
    HOST: '192.0.2.1',
    PORT: 'abc',
    ADMIN_PORT: '99999',
    MAILCONF_CONFIG: '/nowhere',
  }
  const flags = ['--host', '127.0.0.2', '--port', '0', '--admin-port', '0', '-c', EXAMPLE]
  const service = await started(flags, variables)
  expect(service.url).toContain('//127.0.0.2:')
  expect(service.first['domains']).toBe(13)
})

test('CLI serve: settings named in the environment', async () => {
  const service = await started([], { ...FREE, MAILCONF_CONFIG: EXAMPLE })
  expect(service.first['domains']).toBe(13)
})

test('CLI serve: 78 and every error for settings that cannot be used', async () => {
  const text = server('port: 0')
    .replace('displayName', 'displayname')
    .replace(/publicUrl.*\n/, '')
  const folder = await temporaryFolder({ 'settings.yaml': text })
  const file = join(folder, 'settings.yaml')
  const { code, out, err } = await ended(['-c', file], FREE)
  expect([code, out]).toEqual([78, ''])
  const [first, second, last, ...more] = err.trimEnd().split('\n')
  expect(first).toMatch(`${file}:3:5: error: providers.p.displayname: unknown key`)
  expect(second).toMatch(`${file}:8:15: error: providers.p.incomingServers[0].port: must be`)
  expect(last).toBe('The settings cannot be used; nothing is served.')
  expect(more).toEqual([])
})

test('CLI serve: a warning stops nothing', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': provider('socketType: plain') })
  const service = await started(['-c', join(folder, 'settings.yaml')], FREE)
  expect(service.first['msg']).toBe('mailconf listens')
})

test('CLI serve: no domain at all', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': top() })
  const service = await started(['-c', join(folder, 'settings.yaml')], FREE)
  expect(service.first['domains']).toBe(0)
})

async function takenPort(): Promise<string> {
  const holder = createServer()
  onTestFinished(() => {
    holder.close()
  })
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  return String((holder.address() as { port: number }).port)
}

test.each([
  ['--port', 'is taken; choose another with PORT or ADMIN_PORT'],
  ['--admin-port', 'is taken; choose another with PORT or ADMIN_PORT'],
])('CLI serve: 78 if %s is taken', async (flag, says) => {
  const port = await takenPort()
  const { code, out, err } = await ended([flag, port], FREE)
  expect([code, out, err]).toEqual([78, '', `port ${port} ${says}\n`])
})

test('CLI serve: 78 for an address that this machine does not have', async () => {
  const { code, err } = await ended(['--host', '192.0.2.1'], FREE)
  expect([code, err]).toEqual([78, 'this machine has no such address; see HOST and ADMIN_HOST\n'])
})
