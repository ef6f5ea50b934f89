// Commands with DATABASE_URL: they look where serve looks.
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { mailconfHere } from '../cli/mailconf.js'
import { temporaryFolder } from '../helpers/settings.js'
import { type Cluster, PASSWORD, startCluster } from './cluster.js'
import { databaseOf } from './store.js'
import { startToyProxy } from './toy-proxy.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

const SETTINGS = `providers:
  p: { displayName: Of the database, hostname: mail.p.example, incomingServers: [imap], outgoingServers: [smtp] }
domains: { a.example: p }
`
const TOP_LEVEL = 'publicUrl: https://setup.example.net\nproviders: {}\n'

async function variablesFor(DATABASE_URL: string): Promise<Record<string, string>> {
  const folder = await temporaryFolder({ 'top.yaml': TOP_LEVEL })
  return { DATABASE_URL, MAILCONF_CONFIG: join(folder, 'top.yaml') }
}

test('render and dns answer as serve would', async () => {
  const { url } = await databaseOf(cluster, SETTINGS)
  const variables = await variablesFor(url)
  const run = (...args: string[]) => mailconfHere(args, { variables })
  const config = await run('render', 'autoconfig', 'x@a.example')
  expect(config).toMatchObject({ code: 0, err: '' })
  expect(config.out).toContain('<displayName>Of the database</displayName>')
  const settings = await run('render', 'settings', 'x@a.example')
  expect(settings).toMatchObject({ code: 0, err: '' })
  expect(settings.out).toContain('displayName: Of the database')
  const records = await run('dns', 'a.example')
  expect(records.code).toBe(0)
  expect(records.out).toMatch(/^autodiscover\.a\.example\..*CNAME.*setup\.example\.net\.$/m)
  expect(await run('render', 'settings', 'x@unknown.example')).toEqual({
    code: 1,
    out: '',
    err: 'This domain is not in the settings.\nLooked for: unknown.example, *.example, *\n',
  })
  expect(await run('dns', 'unknown.example')).toMatchObject({ code: 1, out: '' })
})

test('a database that is away is told, without its URL', async () => {
  const { urlOf } = await databaseOf(cluster, SETTINGS)
  const proxy = await startToyProxy(cluster.port)
  proxy.mode = 'refuse'
  const variables = await variablesFor(urlOf({ port: proxy.port }))
  const ended = await mailconfHere(['dns', 'a.example'], { variables })
  expect(ended).toMatchObject({ code: 1, out: '' })
  expect(ended.err).toMatch(/^the database cannot be used: .+\n$/)
  expect(ended.err).not.toContain(PASSWORD)
})
