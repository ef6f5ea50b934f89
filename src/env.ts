// The environment, read and checked in one place.
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { z } from 'zod'

/** A number in plain digits; Number() alone would also take "", "0x10" and "1e3". */
function digits(pattern: RegExp, max: number, message: string) {
  return z
    .string()
    .regex(pattern, message)
    .transform(Number)
    .refine((value) => value <= max, message)
}

const port = digits(/^\d+$/, 65535, 'must be a whole number from 0 to 65535')

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be one of: ${values.join(', ')}` })
}

const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal']

function isProxyRange(text: string): boolean {
  if (NAMED_RANGES.includes(text)) return true
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return (
    prefix === undefined ||
    (/^[1-9]\d*$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
  )
}

/** Never everybody: whoever is trusted can say which host was asked for. */
const proxies = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .refine(
    (ranges) => ranges.every(isProxyRange),
    'list the addresses of your proxies: 192.0.2.10, 10.0.0.0/8, loopback or uniquelocal, separated by commas',
  )

function isDatabaseUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol)
}

// Fastify would open a second listener for localhost on ::1, which knows nothing of our limits.
const host = z.string().transform((text) => (text === 'localhost' ? '127.0.0.1' : text))

const envSchema = z.object({
  MAILCONF_CONFIG: z
    .string()
    .optional()
    .describe('the settings file; default: the one shipped with the program'),
  DATABASE_URL: z
    .string()
    // The value may hold a password: no message may repeat it.
    .refine((text) => isDatabaseUrl(text), 'must look like postgresql://role@host/database')
    .optional()
    .describe(
      'PostgreSQL with the providers and domains; without it they come from the settings file',
    ),
  SNAPSHOT_PATH: z
    .string()
    .optional()
    .describe(
      'a file to keep what was answered from the database, to start with while that is away',
    ),
  STALE_DAYS: digits(/^\d+$/, 365, 'must be a whole number of days from 0 to 365')
    .default(7)
    .describe('how long known domains are answered from memory while the database is away'),
  CACHED_DOMAINS: digits(/^[1-9]\d*$/, 10_000_000, 'must be a whole number from 1 to 10000000')
    .default(200_000)
    .describe('domains of the database that are kept in memory'),
  HOST: host.default('127.0.0.1').describe('address to listen on'),
  PORT: port.default(8080).describe('port to listen on; 0: any free one'),
  ADMIN_HOST: host.default('127.0.0.1').describe('address of the admin listener'),
  ADMIN_PORT: port.default(8081).describe('port of the admin listener; 0: any free one'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  LOG_REQUESTS: oneOf(['errors', 'all', 'none'])
    .default('errors')
    .describe('requests that are logged; errors: status 500 and above'),
  TRUST_PROXY: proxies
    .default(['loopback'])
    .describe('proxies whose X-Forwarded headers count: addresses, CIDRs, loopback, uniquelocal'),
  RATE_LIMIT: digits(/^\d+$/, 1_000_000, 'must be a whole number from 0 to 1000000')
    .default(120)
    .describe('pages and profiles that one client may ask for in a minute; 0: no limit'),
  DRAIN_SECONDS: digits(/^\d+(?:\.\d+)?$/, 60, 'must be a number of seconds from 0 to 60')
    .default(0)
    .describe('how long to go on answering after SIGTERM while proxies notice'),
})

export type Env = z.infer<typeof envSchema>
/** A problem begins with the name of its variable and a colon. */
export type EnvResult = { ok: true; env: Env } | { ok: false; problems: string[] }

/** Each variable with what it means and its default: for the help text and the documentation. */
export function describeEnv(): { name: string; meaning: string; default: string }[] {
  return Object.entries(envSchema.shape).map(([name, schema]) => ({
    name,
    meaning: schema.description ?? '',
    default:
      schema instanceof z.ZodDefault ? [schema.def.defaultValue].flat().map(String).join(',') : '',
  }))
}

/** An empty variable counts as not set; NAME_FILE names a file that holds the value. */
export function readEnv(variables: NodeJS.ProcessEnv): EnvResult {
  const problems: string[] = []
  const given: Record<string, string> = {}
  for (const name of Object.keys(envSchema.shape)) {
    const value = variables[name]?.trim()
    const file = variables[`${name}_FILE`]
    if (value !== undefined && value !== '') given[name] = value
    else if (file !== undefined && file !== '') {
      try {
        given[name] = readFileSync(file, 'utf8').trim()
      } catch {
        problems.push(`${name}_FILE: the file cannot be read`)
      }
    }
  }
  const result = envSchema.safeParse(given)
  if (!result.success) {
    for (const { path, message } of result.error.issues) {
      problems.push(`${path.join('.')}: ${message}`)
    }
  }
  return result.success && problems.length === 0
    ? { ok: true, env: result.data }
    : { ok: false, problems }
}

export type PassedSocket = { ok: true; fd: number | undefined } | { ok: false; problem: string }

/** The first descriptor that a service manager passes (sd_listen_fds(3)). */
const FIRST_PASSED_FD = 3

/**
 * The listening socket that a service manager opened for the process `pid`; undefined where it passes none.
 * Its variables are for that process alone, and are gone afterwards: nothing it starts may take them for its own.
 */
export function takePassedSocket(variables: NodeJS.ProcessEnv, pid: number): PassedSocket {
  const { LISTEN_PID: owner, LISTEN_FDS: count } = variables
  for (const name of ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES']) {
    Reflect.deleteProperty(variables, name)
  }
  if (owner !== String(pid)) return { ok: true, fd: undefined }
  if (count === '1') return { ok: true, fd: FIRST_PASSED_FD }
  const problem = 'LISTEN_FDS: must be 1; write one ListenStream= into the socket unit'
  return { ok: false, problem }
}
