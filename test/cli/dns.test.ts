// dns: the records to publish, what cannot be printed, and how a script learns of it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIXTURE, readZone } from '../dns/ask.js'
import { temporaryFolder } from '../helpers/settings.js'
import { CONFIG, mailconf, mailconfHere } from './mailconf.js'

const EXAMPLE = join(CONFIG, 'settings.example.yaml')
const golden = async (name: string) =>
  readFile(new URL(`../dns/golden/${name}`, import.meta.url), 'utf8')

const NO_ALIASES =
  'No CNAME records for autoconfig.example.lt and the others: publicUrl is at localhost, where no name can lead. Write the public name of this service there.\n'

test('CLI dns: the shipped table as a zone file, from the built program', async () => {
  expect(await mailconf(['dns', 'example.lt'])).toEqual({
    code: 0,
    out: await golden('shipped.zone'),
    err: NO_ALIASES,
  })
})

test.each([
  [['dns', 'example.lt', '--format', 'zone'], 'shipped.zone'],
  [['dns', 'EXAMPLE.LT.', '-f', 'zone'], 'shipped.zone'],
  [['dns', 'example.lt', '--format=json'], 'shipped.json'],
  [['render', 'dns', 'example.lt'], 'shipped.zone'],
  [['render', 'dns', 'jonas@example.lt'], 'shipped.zone'],
])('CLI %j', async (args, name) => {
  expect(await mailconfHere(args)).toEqual({ code: 0, out: await golden(name), err: NO_ALIASES })
})

test('CLI dns: with a public name there is nothing to complain about', async () => {
  const folder = await temporaryFolder({ 'settings.yaml': FIXTURE })
  const args = ['dns', 'example.lt', '--config', join(folder, 'settings.yaml')]
  expect(await mailconfHere(args)).toEqual({
    code: 0,
    out: await golden('example.lt.zone'),
    err: '',
  })
})

test.each([
  ['unknown.test', EXAMPLE],
  ['campus.example', EXAMPLE],
  ['www.customer.example', EXAMPLE],
])('CLI dns %s: not in the settings, no records', async (domain, file) => {
  expect(await mailconfHere(['dns', domain, '--config', file])).toEqual({
    code: 1,
    out: '',
    err: 'This domain is not in the settings.\n',
  })
})

test.each([
  [['dns'], /too few arguments\nUsage: mailconf dns DOMAIN/],
  [['dns', 'a.example', 'b.example'], /too many arguments/],
  [['dns', 'example.lt', '--format', 'bind'], /^mailconf dns: --format is one of zone, json\n$/],
  [['dns', 'example.lt', '--format='], /--format needs a value/],
  [['dns', 'example.lt', '--formt', 'json'], /did you mean --format\?/],
  [['dns', 'jonas@example.lt'], /^mailconf dns: DOMAIN is one whole name such as example\.com/],
  [['dns', '*.campus.example'], /for a wildcard, one below it\n$/],
  [['dns', 'localhost'], /DOMAIN is one whole name/],
])('CLI %j: wrong usage', async (args, says) => {
  const { code, out, err } = await mailconfHere(args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(says)
})

test.each([
  ['a name below a wildcard', 'physics.campus.example', 0, 'autoconfig CNAME setup.example.net.'],
  ['a line of a list', 'first-customer.example', 0, 'autoconfig CNAME setup.example.net.'],
  ['U-labels', 'paštas.example', 0, 'autoconfig CNAME setup.example.net.'],
  ['no mail', 'parked.example', 0, '_imaps._tcp SRV 0 0 0 .'],
])('CLI dns: %s: %s', async (_title, domain, code, line) => {
  const ended = await mailconfHere(['dns', domain, '--config', EXAMPLE])
  expect([ended.code, ended.err]).toEqual([code, ''])
  const name = domain.replace('paštas', 'xn--patas-wdb')
  expect(readZone(name, ended.out)).toContain(line)
})

test('CLI dns: without a single record the answer is no, and comments say why', async () => {
  const folder = await temporaryFolder({
    'settings.yaml': FIXTURE.replace(/publicUrl: .*/, 'publicUrl: http://localhost'),
  })
  const args = ['dns', 'left.example', '--config', join(folder, 'settings.yaml')]
  const { code, out, err } = await mailconfHere(args)
  expect(code).toBe(1)
  expect(out).toContain('; No CNAME records for autoconfig.left.example')
  expect(err).toContain('No CNAME records for autoconfig.left.example')
  expect(out.split('\n').filter((line) => line !== '' && !line.startsWith(';'))).toEqual([])
})

test('CLI dns: unusable settings', async () => {
  const { code, out, err } = await mailconfHere(['dns', 'a.example', '-c', '/nowhere.yaml'])
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('there is no such file')
})
