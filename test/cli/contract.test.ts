// What a shell script may rely on: exit codes, and what goes to stdout and what to stderr.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/settings.js'
import { top } from '../settings/settings-text.js'
import { CONFIG, mailconf, mailconfHere, mailconfUnread } from './mailconf.js'

const manifest = new URL('../../package.json', import.meta.url)
const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }

const NOTHING = /^$/
const USAGE = /^Usage: mailconf /m
const EXAMPLE = join(CONFIG, 'settings.example.yaml')

interface Row {
  args: string[]
  variables?: Record<string, string>
  code: number
  out: RegExp
  err: RegExp
}

const rows: Row[] = [
  // Help is a result when asked for, and a complaint when not.
  { args: ['--help'], code: 0, out: USAGE, err: NOTHING },
  { args: ['-h'], code: 0, out: USAGE, err: NOTHING },
  { args: ['help'], code: 0, out: USAGE, err: NOTHING },
  { args: [], code: 2, out: NOTHING, err: USAGE },
  {
    args: ['serve', '--help'],
    code: 0,
    out: /^Answer mail clients.*\n\nUsage: mailconf serve /,
    err: NOTHING,
  },
  { args: ['check', '-h'], code: 0, out: /Usage: mailconf check .*--strict/, err: NOTHING },
  {
    args: ['render', '--help'],
    code: 0,
    out: /FORMAT: autoconfig, autodiscover, autodiscover-json, mobileconfig, pacc, dns, settings\n/,
    err: NOTHING,
  },

  {
    args: ['import', '--help'],
    code: 0,
    out: /^Make settings of .*\n\nUsage: mailconf import \(SOURCE… \| --from URL --domains LIST\)/,
    err: NOTHING,
  },

  // Wrong usage
  {
    args: ['serv'],
    code: 2,
    out: NOTHING,
    err: /there is no command "serv"\. Did you mean "serve"\?/,
  },
  { args: ['rendr', 'x'], code: 2, out: NOTHING, err: /Did you mean "render"\?/ },
  {
    args: ['frobnicate'],
    code: 2,
    out: NOTHING,
    err: /^mailconf: there is no command "frobnicate"\.\nSee: mailconf --help\n$/,
  },
  { args: ['--frobnicate'], code: 2, out: NOTHING, err: /no command "--frobnicate"/ },
  {
    args: ['check', '--strct'],
    code: 2,
    out: NOTHING,
    err: /'--strct'; did you mean --strict\?\nUsage: mailconf check/,
  },
  {
    args: ['serve', '--frobnicate'],
    code: 2,
    out: NOTHING,
    err: /Unknown option '--frobnicate'\nUsage: mailconf serve/,
  },
  { args: ['check', '-x'], code: 2, out: NOTHING, err: /Unknown option '-x'/ },
  {
    args: ['check', '--strict=yes'],
    code: 2,
    out: NOTHING,
    err: /'--strict' does not take an argument/,
  },
  { args: ['check', '--config'], code: 2, out: NOTHING, err: /--config.*argument missing/ },
  { args: ['check', '--config='], code: 2, out: NOTHING, err: /--config needs a value/ },
  { args: ['check', 'a', 'b'], code: 2, out: NOTHING, err: /too many arguments\nUsage/ },
  { args: ['check', 'a', '--config', 'b'], code: 2, out: NOTHING, err: /FILE and --config/ },
  { args: ['serve', 'a'], code: 2, out: NOTHING, err: /too many arguments/ },
  {
    args: ['serve', '--port', 'abc'],
    code: 2,
    out: NOTHING,
    err: /^--port: must be a whole number from 0 to 65535\n$/,
  },
  { args: ['serve', '--port', '65536'], code: 2, out: NOTHING, err: /^--port: must be/ },
  { args: ['serve', '--admin-port', '1e3'], code: 2, out: NOTHING, err: /^--admin-port: must be/ },
  { args: ['render'], code: 2, out: NOTHING, err: /too few arguments\nUsage: mailconf render/ },
  { args: ['render', 'autoconfig'], code: 2, out: NOTHING, err: /too few arguments/ },
  {
    args: ['render', 'autoconf', 'a@example.lt'],
    code: 2,
    out: NOTHING,
    err: /FORMAT is one of autoconfig, autodiscover, autodiscover-json, mobileconfig, pacc, dns, settings\n$/,
  },
  {
    args: ['render', 'autoconfig', 'a@b@example.lt'],
    code: 2,
    out: NOTHING,
    err: /no usable e-mail address/,
  },
  {
    args: ['render', 'autoconfig', '@example.lt'],
    code: 2,
    out: NOTHING,
    err: /no usable e-mail address/,
  },

  { args: ['import'], code: 2, out: NOTHING, err: /too few arguments\nUsage: mailconf import/ },
  { args: ['import', 'a', '--int', 'b'], code: 2, out: NOTHING, err: /did you mean --into\?/ },
  { args: ['import', '/nowhere'], code: 1, out: NOTHING, err: /there is no such file/ },

  // The environment
  {
    args: ['serve'],
    variables: { PORT: 'abc' },
    code: 78,
    out: NOTHING,
    err: /^environment: PORT: must be a whole number from 0 to 65535\n$/,
  },
  {
    args: ['check'],
    variables: { PORT: '-1', LOG_LEVEL: 'loud' },
    code: 78,
    out: NOTHING,
    err: /PORT: must be.*\n.*LOG_LEVEL: must be one of: fatal, error, /,
  },
  {
    args: ['render', 'autoconfig', 'example.lt'],
    variables: { TRUST_PROXY: '*' },
    code: 78,
    out: NOTHING,
    err: /environment: TRUST_PROXY: list the addresses/,
  },
  {
    args: ['check'],
    variables: { MAILCONF_CONFIG_FILE: '/nowhere' },
    code: 78,
    out: NOTHING,
    err: /MAILCONF_CONFIG_FILE: the file cannot be read/,
  },

  // Settings
  { args: ['check'], code: 0, out: /3 domains, 1 provider, 0 errors, 1 warning/, err: NOTHING },
  { args: ['check', '--strict'], code: 1, out: /0 errors, 1 warning/, err: NOTHING },
  { args: ['check', EXAMPLE], code: 0, out: /3 providers, 0 errors, 4 warnings/, err: NOTHING },
  {
    args: ['check', '--config', EXAMPLE],
    code: 0,
    out: /3 providers, 0 errors, 4 warnings/,
    err: NOTHING,
  },
  {
    args: ['check', '-c', '/nowhere.yaml'],
    code: 1,
    out: /^\/nowhere\.yaml:1:1: error: there is no such file\n.*it cannot be served\n$/,
    err: NOTHING,
  },
  {
    args: ['serve', '-c', '/nowhere.yaml'],
    code: 78,
    out: NOTHING,
    err: /^\/nowhere\.yaml:1:1: error: there is no such file\nThe settings cannot be used; nothing is served\.\n$/,
  },
  {
    args: ['render', 'autoconfig', 'a.example', '-c', '/nowhere.yaml'],
    code: 1,
    out: NOTHING,
    err: /there is no such file/,
  },
  {
    args: ['check'],
    variables: { MAILCONF_CONFIG: EXAMPLE },
    code: 0,
    out: /3 providers/,
    err: NOTHING,
  },
  {
    args: ['check'],
    variables: { MAILCONF_CONFIG: '' },
    code: 0,
    out: /1 provider,/,
    err: NOTHING,
  },
  {
    args: ['check', '-c', EXAMPLE],
    variables: { MAILCONF_CONFIG: '/nowhere.yaml' },
    code: 0,
    out: /3 providers/,
    err: NOTHING,
  },
]

const titled = rows.map((row) => [row.args.join(' '), row.variables ?? {}, row] as const)

test.each(titled)('CLI mailconf %s %j', async (_title, _variables, row) => {
  const { code, out, err } = await mailconfHere(row.args, { variables: row.variables ?? {} })
  expect(out).toMatch(row.out)
  expect(err).toMatch(row.err)
  expect(code).toBe(row.code)
})

// The first row of each command and exit code again, by the built program in a process of its own.
const firsts = new Map(
  titled.toReversed().map((one) => [`${one[2].args[0] ?? ''} ${one[2].code}`, one] as const),
)

test.concurrent.each([...firsts.values()])(
  'CLI mailconf %s %j: the built program says the same',
  async (_title, _variables, { args, variables = {} }) => {
    expect(await mailconf(args, variables)).toEqual(await mailconfHere(args, { variables }))
  },
)

test('CLI --version prints the version, and nothing else', async () => {
  const expected = { code: 0, out: `${version}\n`, err: '' }
  expect(await mailconf(['--version'])).toEqual(expected)
  expect(await mailconf(['-V'])).toEqual(expected)
})

test('CLI MAILCONF_CONFIG_FILE names a file with the name in it', async () => {
  const folder = await temporaryFolder({ 'mine.yaml': top() })
  const named = await temporaryFolder({ name: `${join(folder, 'mine.yaml')}\n` })
  const { code, out } = await mailconf(['check'], { MAILCONF_CONFIG_FILE: join(named, 'name') })
  expect(out).toContain(`${join(folder, 'mine.yaml')}: 0 domains, 1 provider, 0 errors, 0 warnings`)
  expect(code).toBe(0)
})

test('CLI no colour, no progress, where output is no terminal', async () => {
  const { out, err } = await mailconf(['check', EXAMPLE], { FORCE_COLOR: '1' })
  expect(out + err).not.toMatch(/\u001b|\r/)
})

test.each([[['--help']], [['check']], [['render', 'autoconfig', 'example.lt']]])(
  'CLI %j for a reader that has left: no crash',
  async (args) => {
    expect(await mailconfUnread(args)).toEqual({ code: 0, out: '', err: '' })
  },
)
