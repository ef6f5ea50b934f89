// import: from files and folders to a service that answers; what is wrong is named, and the rest goes on.
import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { differences } from '../../src/protocols/autoconfig/equality.js'
import { load, temporaryFolder } from '../helpers/settings.js'
import { DOCUMENTS } from '../migration/imported.js'
import { read } from '../migration/served.js'
import { mailconf, mailconfHere, running } from './mailconf.js'

const COMMON = join(DOCUMENTS, 'common.xml')
const common = await readFile(COMMON, 'utf8')

test('IMPORT folder, then check, then serve: every document is answered as it was', async () => {
  const folder = await temporaryFolder({})
  const file = join(folder, 's.yaml')
  const imported = await mailconf(['import', DOCUMENTS, '-o', file])
  expect(imported).toMatchObject({ code: 0, out: '' })
  expect(imported.err).toMatch(/s\.yaml: 10 providers, 12 domains imported, 21 warnings\n$/)
  expect(await mailconf(['check', '--config', file])).toMatchObject({ code: 0, err: '' })
  const { url } = await running('--config', file, '--port', '0', '--admin-port', '0')
  for (const name of await readdir(DOCUMENTS)) {
    const original = read(await readFile(join(DOCUMENTS, name)))
    const [provider] = original.children ?? []
    const domain = provider?.children?.find(({ element }) => element === 'domain')?.text ?? ''
    const answer = await fetch(`${url}/mail/config-v1.1.xml?emailaddress=a@${domain}`)
    expect(differences(original, read(Buffer.from(await answer.arrayBuffer()))), name).toEqual([])
  }
})

test('IMPORT warnings stand as comments at their values, and on stderr with their places', async () => {
  const { out, err } = await mailconfHere(['import', join(DOCUMENTS, 'ports.xml')])
  const lines = out.split('\n')
  const places = [...err.matchAll(/^stdout:(\d+):\d+: warning: [^:]+: (.*)$/gm)]
  expect(places.length).toBeGreaterThan(5)
  for (const [, line, message] of places) {
    const above = lines.slice(0, Number(line) - 1).reverse()
    const comments = above.slice(
      0,
      above.findIndex((one) => !one.trim().startsWith('#')),
    )
    expect(comments.map((one) => one.trim())).toContain(`# ${message ?? ''}`)
  }
})

/** One document of a provider that only its names tell from others. */
function document(id: string, domains: readonly string[], hostname = `mail.${id}`): string {
  const listed = domains.map((domain) => `<domain>${domain}</domain>`).join('')
  return common
    .replace('id="common.example"', () => `id="${id}"`)
    .replace('<domain>common.example</domain>', () => listed)
    .replaceAll('ssl0.common.example', () => hostname)
}

test('IMPORT whatever is no document is named, and the rest is imported', async () => {
  const folder = await temporaryFolder({
    'a.xml': document('a.example', ['a.example']),
    'ampersand.xml': common.replace('Common Mail', () => 'A & B'),
    'autodiscover.xml': '<Autodiscover><Response/></Autodiscover>',
    binary: '\u0000\u0001',
    'deep.xml': `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
    'doctype.xml': common.replace('<clientConfig', () => '<!DOCTYPE clientConfig><clientConfig'),
    'empty.xml': '',
    'long.xml': `<clientConfig>${' '.repeat(1024 * 1024)}</clientConfig>`,
    'noserver.xml':
      '<clientConfig version="1.1"><emailProvider id="x.example"><domain>x.example</domain></emailProvider></clientConfig>',
    'page.html': '<!doctype html><p>Hello',
    '.hidden': 'not even looked at',
  })
  await writeFile(join(folder, 'utf16.xml'), Buffer.from(`\ufeff${common}`, 'utf16le'))
  execFileSync('mkfifo', [join(folder, 'fifo')])
  await symlink('.', join(folder, 'loop'))
  await symlink('/nowhere', join(folder, 'nowhere'))
  await mkdir(join(folder, 'sub'))
  await writeFile(join(folder, 'sub', 'b.xml'), document('b.example', ['b.example']))
  const { code, out, err } = await mailconfHere(['import', folder, join(folder, 'missing')])
  expect(code).toBe(1)
  expect(err.replaceAll(`${folder}/`, '').split('\n')).toEqual([
    'ampersand.xml: not imported: not well-formed',
    'autodiscover.xml: not imported: the root is Autodiscover, not clientConfig',
    'binary: not imported: not well-formed',
    'deep.xml: not imported: nested too deeply',
    'doctype.xml: not imported: a DOCTYPE',
    'empty.xml: not imported: not well-formed',
    'fifo: not imported: is not a file',
    'long.xml: not imported: is longer than 1 MB',
    'loop: not imported: leads back to a folder that is read already',
    'noserver.xml: not imported: it names no mail server',
    'nowhere: not imported: there is no such file',
    'page.html: not imported: not well-formed',
    'utf16.xml: not imported: not UTF-8',
    'missing: not imported: there is no such file',
    'stdout: 2 providers, 2 domains imported, 0 warnings',
    '',
  ])
  const { table } = await load(out)
  expect([...(table?.providers.keys() ?? [])]).toEqual(['a.example', 'b.example'])
})

test('IMPORT two files for one domain: named, the first wins, other domains are imported', async () => {
  const folder = await temporaryFolder({
    '1.xml': document('one.example', ['one.example', 'both.example']),
    '2.xml': document('two.example', ['both.example', 'two.example']),
    '3.xml': document('three.example', ['one.example']),
    '4.xml': document('one.example', ['both.example', 'ONE.example']),
  })
  const { code, out, err } = await mailconfHere(['import', folder])
  expect(code).toBe(1)
  expect(err.replaceAll(`${folder}/`, '').split('\n')).toEqual([
    '2.xml: both.example: already in 1.xml; the first wins, imported without it',
    '3.xml: one.example: already in 1.xml; the first wins, not imported',
    'stdout: 2 providers, 3 domains imported, 1 document said the same again, 0 warnings',
    '',
  ])
  const { table } = await load(out)
  const keyOf = (domain: string) => {
    const entry = table?.find(domain)
    return entry?.kind === 'settings' ? entry.provider.key : undefined
  }
  expect(['one.example', 'both.example', 'two.example'].map(keyOf)).toEqual([
    'one.example',
    'one.example',
    'two.example',
  ])
})

test('IMPORT passwords are left out and never printed; what else is left out is told', async () => {
  const folder = await temporaryFolder({
    'a.xml': common
      .replaceAll('<port>', () => '<password>hunter2</password><port>')
      .replace('<clientConfig version="1.1"', () => '<clientConfig version="1.0"'),
  })
  const { code, out, err } = await mailconfHere(['import', join(folder, 'a.xml')])
  expect(code).toBe(0)
  expect(err).toContain('a.xml: note: a password was left out\n')
  expect(err).toContain('a.xml: note: version "1.0" becomes "1.1"\n')
  expect(out + err).not.toContain('hunter2')
})

test('IMPORT a document without domains, and a domain that cannot be hosted, are told', async () => {
  const folder = await temporaryFolder({
    'none.xml': document('none.example', []),
    'odd.xml': document('odd.example', ['odd.example', 'no_name.example']),
  })
  const { code, err } = await mailconfHere(['import', folder])
  expect(code).toBe(0)
  expect(err).toContain('none.xml: note: names no domain; map yours to it in "domains"\n')
  expect(err).toContain(
    'odd.xml: note: "no_name.example" stays in the document, and is not hosted\n',
  )
})

test('IMPORT -o writes whole files only, and never over one that is there', async () => {
  const folder = await temporaryFolder({ 'there.yaml': 'mine\n', 'bad.xml': 'x' })
  const there = join(folder, 'there.yaml')
  expect(await mailconfHere(['import', COMMON, '-o', there])).toEqual({
    code: 1,
    out: '',
    err: `${there}: is there already; add to it with --into, or remove it first\n`,
  })
  expect(await readFile(there, 'utf8')).toBe('mine\n')
  const nothing = await mailconfHere([
    'import',
    join(folder, 'bad.xml'),
    '-o',
    join(folder, 'new.yaml'),
  ])
  expect(nothing.code).toBe(1)
  expect(nothing.err).toContain('new.yaml: there is nothing to import; nothing is written\n')
  const nowhere = await mailconfHere(['import', COMMON, '-o', join(folder, 'no', 'new.yaml')])
  expect([nowhere.code, nowhere.err]).toEqual([
    1,
    expect.stringContaining('there is no such file; nothing is written\n'),
  ])
  expect((await readdir(folder)).sort()).toEqual(['bad.xml', 'there.yaml'])
})

test('IMPORT --into a file that is not there says so', async () => {
  const { code, err } = await mailconfHere(['import', COMMON, '--into', '/nowhere.yaml'])
  expect([code, err]).toEqual([1, '/nowhere.yaml: there is no such file\n'])
})

test('IMPORT names of files move no cursor', async () => {
  const folder = await temporaryFolder({ 'a\u001b[2J\nb': 'x' })
  const { err } = await mailconfHere(['import', folder])
  expect(err).toContain('a\\u{1b}[2J\\u{a}b: not imported')
})

async function startWeb(
  answers: Readonly<Record<string, string | [number, string]>>,
): Promise<string> {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? [404, '']
    if (typeof answer === 'string') {
      response.end(answer)
      return
    }
    const [status, location] = answer
    response.writeHead(status, location === '' ? {} : { location }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('IMPORT from URLs: redirects are followed, and what answers otherwise is named', async () => {
  const origin = await startWeb({
    '/v1.1/a.example': document('a.example', ['a.example']),
    '/moved': [302, '/v1.1/a.example'],
    '/away': [301, 'ftp://a.example/'],
    '/nowhere': [302, ''],
    '/round': [302, '/round'],
    '/b.xml': document('b.example', ['b.example']),
    '/page': '<html></html>',
    '/long': ' '.repeat(1024 * 1024 + 1),
  })
  const paths = [
    '/moved',
    '/v1.1/a.example',
    '/b.xml',
    '/away',
    '/nowhere',
    '/round',
    '/page',
    '/long',
    '/missing',
  ]
  const { code, out, err } = await mailconfHere([
    'import',
    ...paths.map((path) => `${origin}${path}`),
    'http://127.0.0.1:9/',
  ])
  expect(code).toBe(1)
  expect(err.replaceAll(origin, '').split('\n')).toEqual([
    '/away: not imported: it redirects to something that is no web page',
    '/nowhere: not imported: it redirects to nowhere',
    '/round: not imported: it redirects more than 10 times',
    '/page: not imported: the root is html, not clientConfig',
    '/long: not imported: the answer is longer than 1 MB',
    '/missing: not imported: it answers with status 404',
    'http://127.0.0.1:9/: not imported: port 9 is closed',
    'stdout: 2 providers, 2 domains imported, 1 document said the same again, 0 warnings',
    '',
  ])
  expect((await load(out)).table?.size).toBe(2)
})

test.each([
  [['import'], 'too few arguments'],
  [['import', 'a', '-o', 'b', '--into', 'c'], 'give -o or --into, not both'],
  [['import', '--from', 'https://a.example'], '--from and --domains go together'],
  [['import', 'a', '--domains', 'b'], '--from and --domains go together'],
  [
    ['import', 'a', '--from', 'https://a.example', '--domains', 'b'],
    'give SOURCE or --from, not both',
  ],
  [['import', '--from', 'a.example', '--domains', 'b'], '--from: no URL of a web server'],
  [['import', 'a', '-o', ''], '--output needs a value'],
])('IMPORT %j is wrong usage', async (args, message) => {
  const { code, out, err } = await mailconfHere(args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(`mailconf import: ${message}\nUsage: mailconf import `)
})

test('IMPORT --from with a list that cannot be read', async () => {
  const { code, err } = await mailconfHere([
    'import',
    '--from',
    'http://127.0.0.1:9',
    '--domains',
    '/nowhere',
  ])
  expect(code).toBe(1)
  expect(err).toBe(
    '--domains: /nowhere: there is no such file\nstdout: there is nothing to import; nothing is written\n',
  )
})
