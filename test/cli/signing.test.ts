// Signing, as an admin meets it: what check says, what render prints, what serve logs and measures.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../src/cli/run.js'
import { temporaryFolder } from '../helpers/settings.js'
import { issue, type Issued } from '../protocols/apple/certificates.js'
import { readCms } from '../protocols/apple/cms-reader.js'
import { domains } from '../settings/settings-text.js'
import { mailconfHere, running } from './mailconf.js'

const SETTINGS =
  domains('example.lt: p') + 'apple: { certificateFile: chain.pem, keyFile: key.pem }\n'
const JONAS = 'jonas@example.lt'

async function settingsWith({ chain, key }: Pick<Issued, 'chain' | 'key'>): Promise<string> {
  const folder = await temporaryFolder({ 'settings.yaml': SETTINGS, 'chain.pem': chain })
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 })
  return join(folder, 'settings.yaml')
}

/** The octets that `render` writes. */
async function rendered(file: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const out = (result: string | Uint8Array) => parts.push(Buffer.from(result))
  const output = { out, err: () => undefined, progress: undefined, width: undefined, colour: false }
  const args = ['render', 'mobileconfig', JONAS, '--config', file]
  expect(await runCommandLine(args, {}, output)).toBe(0)
  return Buffer.concat(parts)
}

const profile = async (url: string) =>
  Buffer.from(await (await fetch(`${url}/email.mobileconfig?email=${JONAS}`)).arrayBuffer())
const leafOf = (signed: Buffer, { leaf }: Issued) =>
  readCms(signed).certificates.some((one) => one.equals(leaf))

/** Lines of the log that are about signing. */
function signingLines(out: string) {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'signing files have a problem')
    .map(({ time: _, ...line }) => line)
}

test('CLI AP-A26 check has nothing to say of a sound pair; render prints the signed profile', async () => {
  const issued = await issue()
  const file = await settingsWith(issued)
  expect((await mailconfHere(['check', file])).out).toContain('0 errors, 0 warnings')
  const signed = await rendered(file)
  expect(readCms(signed).valid).toBe(true)
  expect(leafOf(signed, issued)).toBe(true)
})

test('CLI AP-A29 check warns at the line; render prints the unsigned profile', async () => {
  const [one, other] = [await issue(), await issue()]
  const file = await settingsWith({ chain: one.chain, key: other.key })
  const { out, code } = await mailconfHere(['check', file])
  expect(out).toMatch(
    /settings\.yaml:\d+:\d+: warning: apple\.keyFile: is not the key of the first certificate; profiles are not signed\n/,
  )
  expect(code).toBe(0)
  expect((await mailconfHere(['check', file, '--strict'])).code).toBe(1)
  expect((await rendered(file)).toString()).toMatch(/^<\?xml/)
})

test('CLI AP-A29 AP-A30 serve: unsigned with one line and a metric, signed once the files are right', async () => {
  const [one, other] = [await issue(), await issue({ algorithm: 'rsa2048' })]
  const file = await settingsWith({ chain: one.chain, key: other.key })
  const service = await running('--config', file, '--port', '0', '--admin-port', '0')
  const metrics = async () => (await fetch(`${service.admin}/metrics`)).text()
  expect(service.first['msg']).toBe('mailconf listens')
  expect((await profile(service.url)).toString()).toMatch(/^<\?xml/)
  expect(await metrics()).toMatch(/^mailconf_signing_usable 0$/m)
  await writeFile(join(file, '..', 'chain.pem'), other.chain)
  let signed = await profile(service.url)
  for (let tries = 0; signed[0] !== 0x30; tries += 1) {
    if (tries > 100) throw new Error('it stays unsigned')
    await sleep(100)
    signed = await profile(service.url)
  }
  expect([readCms(signed).valid, leafOf(signed, other)]).toEqual([true, true])
  expect(await metrics()).toMatch(/^mailconf_signing_usable 1$/m)
  expect(await metrics()).toMatch(/^mailconf_signing_certificate_expiry_timestamp_seconds 1\d{9}$/m)
  const { code, out } = await service.stop()
  expect(code).toBe(0)
  expect(signingLines(out)).toEqual([
    {
      level: 'error',
      setting: 'apple.keyFile',
      problem: 'is not the key of the first certificate',
      signed: false,
      msg: 'signing files have a problem',
    },
  ])
})

test.each([
  [`a@unknown.example`, 404],
  ['example.lt', 400],
])('CLI render mobileconfig %s: status %i, nothing printed', async (asked, status) => {
  const file = await settingsWith(await issue())
  const { out, err, code } = await mailconfHere(['render', 'mobileconfig', asked, '-c', file])
  expect([out, err, code]).toEqual(['', `The answer has status ${status}.\n`, 1])
})
