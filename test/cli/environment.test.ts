// The environment, variable by variable.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEnv, type Env, readEnv } from '../../src/env.js'
import { temporaryFolder } from '../helpers/settings.js'

const DEFAULTS: Env = {
  STALE_DAYS: 7,
  CACHED_DOMAINS: 200_000,
  HOST: '127.0.0.1',
  PORT: 8080,
  ADMIN_HOST: '127.0.0.1',
  ADMIN_PORT: 8081,
  LOG_LEVEL: 'info',
  LOG_REQUESTS: 'errors',
  TRUST_PROXY: ['loopback'],
  RATE_LIMIT: 120,
  DRAIN_SECONDS: 0,
}

test.each<[NodeJS.ProcessEnv, Partial<Env>]>([
  [{}, {}],
  [{ PORT: '', HOST: '', LOG_LEVEL: ' ', TRUST_PROXY: '', MAILCONF_CONFIG: '' }, {}],
  [{ PORT: '0' }, { PORT: 0 }],
  [{ PORT: ' 8443 ' }, { PORT: 8443 }],
  [
    { PORT: '65535', ADMIN_PORT: '1' },
    { PORT: 65535, ADMIN_PORT: 1 },
  ],
  [{ HOST: '::' }, { HOST: '::' }],
  // One listener, not two of which the second has no limits.
  [
    { HOST: 'localhost', ADMIN_HOST: 'localhost' },
    { HOST: '127.0.0.1', ADMIN_HOST: '127.0.0.1' },
  ],
  [
    { LOG_LEVEL: 'silent', LOG_REQUESTS: 'none' },
    { LOG_LEVEL: 'silent', LOG_REQUESTS: 'none' },
  ],
  [{ DRAIN_SECONDS: '1.5' }, { DRAIN_SECONDS: 1.5 }],
  [{ DRAIN_SECONDS: '60' }, { DRAIN_SECONDS: 60 }],
  [
    { TRUST_PROXY: 'loopback, 10.0.0.0/8 ,2001:db8::1,' },
    { TRUST_PROXY: ['loopback', '10.0.0.0/8', '2001:db8::1'] },
  ],
  [{ MAILCONF_CONFIG: '/etc/mailconf.yaml' }, { MAILCONF_CONFIG: '/etc/mailconf.yaml' }],
  [{ SOMETHING_ELSE: 'x', PORT_FILE: '' }, {}],
])('OPS-F44 %j', (variables, expected) => {
  expect(readEnv(variables)).toEqual({ ok: true, env: { ...DEFAULTS, ...expected } })
})

const PORT = 'must be a whole number from 0 to 65535'
const SECONDS = 'must be a number of seconds from 0 to 60'

test.each<[NodeJS.ProcessEnv, string[]]>([
  [{ PORT: 'abc' }, [`PORT: ${PORT}`]],
  [{ PORT: '65536' }, [`PORT: ${PORT}`]],
  [{ PORT: '-1' }, [`PORT: ${PORT}`]],
  [{ PORT: '80.5' }, [`PORT: ${PORT}`]],
  [{ PORT: '0x50' }, [`PORT: ${PORT}`]],
  [{ PORT: '1e3' }, [`PORT: ${PORT}`]],
  [{ PORT: '80 81' }, [`PORT: ${PORT}`]],
  [
    { LOG_LEVEL: 'INFO' },
    ['LOG_LEVEL: must be one of: fatal, error, warn, info, debug, trace, silent'],
  ],
  [{ LOG_REQUESTS: 'yes' }, ['LOG_REQUESTS: must be one of: errors, all, none']],
  [{ DRAIN_SECONDS: '61' }, [`DRAIN_SECONDS: ${SECONDS}`]],
  [{ DRAIN_SECONDS: '-1' }, [`DRAIN_SECONDS: ${SECONDS}`]],
  [{ DRAIN_SECONDS: '5s' }, [`DRAIN_SECONDS: ${SECONDS}`]],
  [{ DRAIN_SECONDS: 'Infinity' }, [`DRAIN_SECONDS: ${SECONDS}`]],
  [{ PORT_FILE: '/nowhere' }, ['PORT_FILE: the file cannot be read']],
  // every problem at once
  [
    { HOST_FILE: '/nowhere', PORT: 'x', ADMIN_PORT: 'y' },
    ['HOST_FILE: the file cannot be read', `PORT: ${PORT}`, `ADMIN_PORT: ${PORT}`],
  ],
])('OPS-F44 refused: %j', (variables, problems) => {
  expect(readEnv(variables)).toEqual({ ok: false, problems })
})

test('OPS-F44 NAME_FILE holds the value, white space around it aside; NAME wins', async () => {
  const folder = await temporaryFolder({ port: '8443\n', wrong: 'x\n' })
  const read = (variables: NodeJS.ProcessEnv) => readEnv(variables)
  expect(read({ PORT_FILE: join(folder, 'port') })).toMatchObject({ env: { PORT: 8443 } })
  expect(read({ PORT: '1', PORT_FILE: join(folder, 'port') })).toMatchObject({ env: { PORT: 1 } })
  expect(read({ PORT_FILE: join(folder, 'wrong') })).toMatchObject({ problems: [`PORT: ${PORT}`] })
})

test('OPS-F44 every variable is described, with the default it has', () => {
  const described = describeEnv()
  expect(described.map(({ name }) => name).sort()).toEqual(
    ['MAILCONF_CONFIG', 'DATABASE_URL', 'SNAPSHOT_PATH', ...Object.keys(DEFAULTS)].sort(),
  )
  for (const { name, default: value, meaning } of described) {
    expect(meaning).not.toBe('')
    expect(value).toBe(String(DEFAULTS[name as keyof Env] ?? ''))
  }
})

test.each(['CANARY-pw', 'mysql://role:CANARY-pw@localhost/db', 'localhost:CANARY-pw'])(
  'DATABASE_URL %s: refused without being repeated',
  (DATABASE_URL) => {
    expect(readEnv({ DATABASE_URL })).toEqual({
      ok: false,
      problems: ['DATABASE_URL: must look like postgresql://role@host/database'],
    })
  },
)
