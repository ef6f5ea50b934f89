// import --into: what stands there stays octet for octet, and what is added loads.
import { readFile, stat, chmod, symlink, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { load, temporaryFolder } from '../helpers/settings.js'
import { mailconfHere } from '../cli/mailconf.js'
import { DOCUMENTS } from './imported.js'

const COMMON = join(DOCUMENTS, 'common.xml')
const SEED = JSON.stringify({
  provider: 'Seed',
  domains: ['seed.example'],
  servers: [
    { type: 'imap', name: 'mail.seed.example' },
    { type: 'smtp', name: 'mail.seed.example' },
  ],
})

interface Added {
  code: number | null
  err: string
  before: string
  after: string
  /** Those that were added. Fails where the others are not all there, in their order, as they were. */
  lines: () => string[]
}

/** Imports into a text. */
async function addTo(
  before: string,
  sources: readonly string[] = [COMMON],
  besides: Readonly<Record<string, string>> = {},
): Promise<Added> {
  const folder = await temporaryFolder({ 'mine.yaml': before, 'seed.json': SEED, ...besides })
  const file = join(folder, 'mine.yaml')
  const named = sources.map((one) => (one === 'seed' ? join(folder, 'seed.json') : one))
  const { code, err, out } = await mailconfHere(['import', ...named, '--into', file])
  expect(out).toBe('')
  const after = await readFile(file, 'utf8')
  return {
    code,
    err: err.replaceAll(folder, ''),
    before,
    after,
    lines: () => addedLines(before, after),
  }
}

function addedLines(before: string, after: string): string[] {
  const standing = before.split('\n')
  const added = after.split('\n').filter((line) => {
    if (line !== standing[0]) return true
    standing.shift()
    return false
  })
  expect(standing.filter((line) => line !== '')).toEqual([])
  return added.map((line) => line.replace('\r', '')).filter((line) => line !== '')
}

const ADDED = [
  'common.example:',
  '  domains: [common.example]',
  '  displayName: Common Mail',
  '  displayShortName: Common',
  '  hostname: ssl0.common.example',
  '  incomingServers: [imap, pop3]',
  '  outgoingServers: [smtp]',
  '  documentation:',
  '    - url: https://help.common.example/mail',
  '      descr: { en: Set up mail }',
]
const indented = (indent: string) => ADDED.map((line) => `${indent}${line}`)

const OURS = `# My settings.

publicUrl: https://setup.example.com   # people

providers:
  ours:   # the only one
    displayName: Ours
    hostname: mail.ours.example
    incomingServers: [imap]
    outgoingServers:
      - smtp
      # no STARTTLS here

# All customers.
domains:
  ours.example: ours
  "*.ours.example": ours # wildcard
# the end
`

test('into a file with comments: they stay where they are, and entries go behind those of their kind', async () => {
  const { code, after, err } = await addTo(OURS, [COMMON, 'seed'])
  expect([code, err]).toEqual([0, '/mine.yaml: 2 providers, 2 domains imported, 0 warnings\n'])
  const seed = [
    '  seed:',
    '    displayName: Seed',
    '    displayShortName: Seed',
    '    hostname: mail.seed.example',
    '    incomingServers: [imap]',
    '    outgoingServers: [smtp]',
  ]
  expect(after).toBe(
    OURS.replace(
      'here\n',
      () => `here\n\n${[...indented('  '), '', ...seed].join('\n')}\n`,
    ).replace('# wildcard\n', () => '# wildcard\n  seed.example: seed\n'),
  )
})

test.each([
  ['lines that end in CR LF', OURS.replaceAll('\n', '\r\n'), '  '],
  ['no final line feed', OURS.trimEnd(), '  '],
  ['a byte order mark', `\ufeff${OURS}`, '  '],
  ['a deeper indentation', OURS.replaceAll(/^ +/gm, (blanks) => blanks + blanks), '    '],
  ['providers last', OURS.slice(0, OURS.indexOf('# All')), '  '],
  ['providers without indentation of comments', OURS.replace('      # no', '# no'), '  '],
  [
    'a block of text at the end',
    `${OURS.slice(0, OURS.indexOf('    outgoing'))}    outgoingServers: [smtp]\n    note: |\n      Two\n      lines\n\n`,
    '  ',
  ],
  ['a document that is ended', `${OURS.slice(0, OURS.indexOf('# All'))}...\n`, '  '],
])('into a file with %s', async (_title, text, indent) => {
  const { code, err, lines, after } = await addTo(text)
  expect([code, err]).toEqual([0, expect.stringContaining('1 provider, 1 domain imported')])
  expect(lines()).toEqual(indented(indent))
  if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
  const { table, problems } = await load(after)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(table?.find('common.example')?.kind).toBe('settings')
})

test.each([
  ['an empty file', ''],
  ['comments alone', '# Nothing yet.\n'],
  ['no providers yet', 'publicUrl: https://setup.example.com\n'],
  ['providers that are empty', 'publicUrl: https://setup.example.com\nproviders:\n# Below.\n'],
])('into %s', async (_title, text) => {
  const { code, after, lines } = await addTo(text, ['seed'])
  expect(code).toBe(0)
  expect(lines()).toEqual(expect.arrayContaining(['  seed:', 'domains:', '  seed.example: seed']))
  expect((await load(after)).table?.find('seed.example')?.kind).toBe('settings')
})

const JSON_SETTINGS = JSON.stringify(
  {
    providers: {
      ours: {
        displayName: 'Ours',
        hostname: 'a.example',
        incomingServers: ['imap'],
        outgoingServers: ['smtp'],
      },
    },
  },
  undefined,
  2,
)

test.each([
  ['JSON', `${JSON_SETTINGS}\n`],
  ['JSON on one line', JSON.stringify(JSON.parse(JSON_SETTINGS))],
  ['JSON with nothing in it', '{}'],
  ['JSON without providers', '{ "providers": {} }'],
])('into %s: it stays JSON', async (_title, text) => {
  const { code, after } = await addTo(text, [COMMON, 'seed'])
  expect(code).toBe(0)
  const value = JSON.parse(after) as { providers: object; domains: object }
  const old = JSON.parse(text) as { providers?: object }
  expect(value.providers).toMatchObject({ ...old.providers, 'common.example': {}, seed: {} })
  expect(value.domains).toEqual({ 'seed.example': 'seed' })
})

test('into braces inside YAML, with a comma at their end', async () => {
  const text = `providers: {\n  ours: { displayName: Ours, hostname: a.example, incomingServers: [imap], outgoingServers: [smtp] }, # ours\n}\n`
  const { code, after } = await addTo(text)
  expect(code).toBe(0)
  expect(after.startsWith(text.slice(0, text.indexOf(', # ours')))).toBe(true)
  expect(after.endsWith(', # ours\n}\n')).toBe(true)
  expect((await load(after)).table?.size).toBe(1)
})

test('a second time: everything stands there, and the file is left alone', async () => {
  const { after } = await addTo(OURS)
  const again = await addTo(after)
  expect([again.code, again.after]).toEqual([0, after])
  expect(again.err).toBe('/mine.yaml: all that was read stands there; nothing is written\n')
})

test('a second time: a document that names no domain stands there too', async () => {
  const server = (tag: string, type: string) =>
    `<${tag} type="${type}"><hostname>mail.nobody.example</hostname></${tag}>`
  const document = `<clientConfig version="1.1"><emailProvider id="nobody.example">
    <displayName>Nobody</displayName>${server('incomingServer', 'imap')}${server('outgoingServer', 'smtp')}
    </emailProvider></clientConfig>`
  const folder = await temporaryFolder({ 'nobody.xml': document, 'mine.yaml': 'providers: {}\n' })
  const file = join(folder, 'mine.yaml')
  const added = ['import', join(folder, 'nobody.xml'), '--into', file]
  expect((await mailconfHere(added)).err).toContain('1 provider')
  const once = await readFile(file, 'utf8')
  expect((await mailconfHere(added)).err).not.toContain('1 provider')
  expect(await readFile(file, 'utf8')).toBe(once)
})

test('a domain that stands there stays with who has it; a key that stands there is left to it', async () => {
  const text = OURS.replace('  ours.example: ours', () => '  common.example: ours').replaceAll(
    'ours',
    () => 'common.example',
  )
  const several = join(DOCUMENTS, 'several.xml')
  const { code, err, after } = await addTo(
    text.replace('"*.common.example.example"', () => 'several.test'),
    [COMMON, several],
  )
  expect(code).toBe(1)
  expect(err).toContain(
    'common.xml: common.example: already in the settings it is added to; the first wins, not imported\n',
  )
  expect(err).toContain(
    'several.xml: several.test: already in the settings it is added to; the first wins, imported without it\n',
  )
  const { table } = await load(after)
  expect([...(table?.providers.keys() ?? [])]).toEqual(['common.example', 'several.example'])
})

test('a wildcard that stands there claims no name below it', async () => {
  const { code, after } = await addTo(OURS.replace('*.ours.example', () => '*'))
  expect(code).toBe(0)
  const entry = (await load(after)).table?.find('common.example')
  expect(entry?.kind === 'settings' && entry.provider.key).toBe('common.example')
})

test('a key that is taken gets a number, and that is told', async () => {
  const text = OURS.replaceAll('ours:', () => 'common.example:').replaceAll(
    ': ours',
    () => ': common.example',
  )
  const { code, err, after } = await addTo(text)
  expect(code).toBe(0)
  expect(err).toContain('note: "common.example" stands there; this is "common.example-2"\n')
  expect(after).toContain('\n  common.example-2:\n    id: common.example\n')
})

test.each([
  ['YAML that cannot be read', 'providers: [\n', /^\/mine\.yaml:\d+:\d+: error: /],
  [
    'a provider that is unknown',
    'providers: {}\ndomains: { a.example: b }\n',
    /there is no provider "b"/,
  ],
  ['an unknown key', `${OURS}colour: red\n`, /unknown key "colour"/],
  ['no map', '- a\n', /error: /],
])(
  'a file with %s is refused before anything is read, and stays',
  async (_title, text, message) => {
    const { code, err, after } = await addTo(text)
    expect([code, after]).toEqual([1, text])
    expect(err).toMatch(message)
    expect(err).toContain('/mine.yaml: has errors; correct them first\n')
    expect(err).not.toContain('common.xml')
  },
)

test('providers that are an alias are refused, not guessed at', async () => {
  const text = 'domains: &none {}\nproviders: *none\n'
  const { code, err, after } = await addTo(text)
  expect([code, after]).toEqual([1, text])
  expect(err).toBe('/mine.yaml: "providers" is an alias; write it out; nothing is written\n')
})

test('names in lists beside the file are taken', async () => {
  const { code, err } = await addTo(`${OURS}domainFiles: [list]\n`, [COMMON], {
    list: 'common.example\tours\n',
  })
  expect(code).toBe(1)
  expect(err).toContain('common.example: already in the settings it is added to')
})

test('permissions and links stay', async () => {
  const folder = await temporaryFolder({ 'real.yaml': OURS })
  await chmod(join(folder, 'real.yaml'), 0o640)
  await symlink('real.yaml', join(folder, 'mine.yaml'))
  const { code } = await mailconfHere(['import', COMMON, '--into', join(folder, 'mine.yaml')])
  expect(code).toBe(0)
  expect((await stat(join(folder, 'real.yaml'))).mode & 0o777).toBe(0o640)
  expect((await lstat(join(folder, 'mine.yaml'))).isSymbolicLink()).toBe(true)
  expect(await readFile(join(folder, 'real.yaml'), 'utf8')).toContain('common.example:')
})
