// BIND's own checker on the zones that `mailconf dns` prints. Neither SOA nor NS are part of them: they are added here.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { mailconf } from '../cli/mailconf.js'
import { temporaryFolder } from '../helpers/settings.js'
import { findProgram } from '../proxies/support.js'

const run = promisify(execFile)
const TABLES = {
  shipped: fileURLToPath(new URL('../../config/settings.yaml', import.meta.url)),
  example: fileURLToPath(new URL('../../config/settings.example.yaml', import.meta.url)),
  fixture: fileURLToPath(new URL('../dns/fixture.yaml', import.meta.url)),
}
const FIXTURE = TABLES.fixture

let checker = ''
beforeAll(() => {
  checker = findProgram('named-checkzone', 'bind9-utils')
})

const apex = (domain: string) => `$TTL 3600
${domain}. IN SOA ns.hoster.example. hostmaster.hoster.example. 1 7200 3600 1209600 3600
${domain}. IN NS ns.hoster.example.
`

/** Of mail servers inside the zone, which only their admin knows. */
function addresses(domain: string, zone: string): string {
  const targets = Array.from(zone.matchAll(/ SRV .* (\S+)\.$/gm), ([, target = '']) => target)
  const inside = new Set(targets.filter((target) => target.endsWith(`.${domain}`)))
  return [...inside].map((target) => `${target}. 3600 IN A 192.0.2.1\n`).join('')
}

interface Checked {
  code: number
  said: string
}

/** Strict: warnings about names and targets are errors, and so is a zone in which anything is out of zone. */
async function check(domain: string, zone: string): Promise<Checked> {
  const folder = await temporaryFolder({ zone: apex(domain) + zone })
  const strict = [
    '-i',
    'local',
    '-k',
    'fail',
    '-n',
    'fail',
    '-m',
    'fail',
    '-M',
    'fail',
    '-S',
    'fail',
  ]
  try {
    const { stdout } = await run(checker, [...strict, '-W', 'warn', domain, join(folder, 'zone')])
    return { code: 0, said: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

async function printed(domain: string, file: string): Promise<string> {
  const { out } = await mailconf(['dns', domain, '--config', file])
  expect(out).toMatch(/^[^;\n].* IN /m)
  return out
}

test.each<[domain: string, table: keyof typeof TABLES]>([
  ['example.lt', 'shipped'],
  ['example.com', 'shipped'],
  ['example.lt', 'fixture'],
  ['both.example', 'fixture'],
  ['a.campus.example', 'fixture'],
  ['starttls.example', 'fixture'],
  ['plain.example', 'fixture'],
  ['jmap.example', 'fixture'],
  ['awkward.example', 'fixture'],
  ['parked.example', 'fixture'],
  ['old.example', 'fixture'],
  ['left.example', 'fixture'],
  ['gone.example', 'fixture'],
  ['half-gone.example', 'fixture'],
  ['xn--patas-wdb.example', 'example'],
  ['example.net', 'example'],
  ['brand.example', 'example'],
  ['moving.example', 'example'],
  ['old-name.example', 'example'],
  ['third-customer.example', 'example'],
])('AC-T67 named-checkzone accepts the zone of %s, %s table', async (domain, name) => {
  const zone = await printed(domain, TABLES[name])
  expect(await check(domain, zone + addresses(domain, zone))).toEqual({
    code: 0,
    said: expect.stringMatching(/^zone \S+: loaded serial 1\nOK\n$/) as string,
  })
})

test('AC-T67 a publicUrl below the domain, and a TXT record of several strings', async () => {
  const folder = await temporaryFolder({
    'settings.yaml': (await readFile(FIXTURE, 'utf8'))
      .replace(/publicUrl: .*/, 'publicUrl: https://autoconfig.example.lt')
      .replace('/cal/', `/${'long%20"path"/'.repeat(40)}`),
  })
  const zone = await printed('example.lt', join(folder, 'settings.yaml'))
  expect(zone).toMatch(/" "/)
  // The host of the service is in the zone, with an address that only its admin knows.
  const address = 'autoconfig.example.lt. 3600 IN A 192.0.2.1\n'
  expect((await check('example.lt', zone + address)).said).toMatch(/\nOK\n$/)
})

test('AC-T67 what admins do with it: the lines added to a zone that is there', async () => {
  const zone = await printed('example.lt', FIXTURE)
  const site = 'example.lt. IN A 192.0.2.1\nwww IN A 192.0.2.1\nexample.lt. IN TXT "v=spf1 -all"\n'
  expect((await check('example.lt', site + zone)).said).toMatch(/\nOK\n$/)
})

test.each([
  ['an alias beside another record', 'autoconfig.example.lt. IN A 192.0.2.1\n'],
  ['a target that is an alias', '_imap2._tcp.example.lt. IN SRV 0 1 143 autoconfig.example.lt.\n'],
  ['a line that is no record', 'autoconfig CNAMES x\n'],
])('AC-T67 the checker would refuse %s', async (_title, line) => {
  const { code } = await check('example.lt', (await printed('example.lt', FIXTURE)) + line)
  expect(code).not.toBe(0)
})
