// serve while its files change: new settings whole, or the old ones, and the log, readiness and metrics say which.
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runProgram } from '../helpers/service.js'
import { temporaryFolder } from '../helpers/settings.js'
import { issue } from '../protocols/apple/certificates.js'
import { domains, top } from '../settings/settings-text.js'
import { running, type Service } from '../cli/mailconf.js'

const PATIENCE_MS = 20_000

/** Asks until the answer is there; fails with the last other one. */
async function until<Value>(ask: () => Value | Promise<Value>, expected: Value): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  let last = await ask()
  while (!isEqual(last, expected)) {
    if (Date.now() > end) break
    await sleep(50)
    last = await ask()
  }
  expect(last).toEqual(expected)
}

const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

interface Started {
  folder: string
  file: string
  service: Service
}

async function started(
  text: string,
  besides: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const folder = await temporaryFolder({ 'settings.yaml': text, ...besides })
  const file = join(folder, 'settings.yaml')
  return { folder, file, service: await running('-c', file, '--port', '0', '--admin-port', '0') }
}

/** Which domain is hosted, by status. */
async function status({ url }: Service, domain: string): Promise<number> {
  return (await fetch(`${url}/v1.1/${domain}`)).status
}

const lines = (service: Service, msg: string) =>
  service
    .log()
    .filter((line) => line['msg'] === msg)
    .map(({ time: _t, msg: _m, ...line }) => line)

const CHANGED = 'the settings changed'
const REFUSED = 'the changed settings cannot be used; the last good ones are served on'
const BEFORE = domains('a.example: p')
const AFTER = domains('b.example: p', 'c.example: none')

const ready = async ({ admin }: Service) => {
  const answer = await fetch(`${admin}/readyz`)
  return [answer.status, await answer.json()]
}
const metric = async ({ admin }: Service, name: string) => {
  const text = await (await fetch(`${admin}/metrics`)).text()
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
}
const SUCCESS = 'mailconf_settings_last_reload_success'
const UNUSABLE = {
  status: 'ready',
  settings: 'the changed settings cannot be used; the last good ones are served',
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}

/** The same, without waiting for somebody to look. */
async function replaceNow({ file, service }: Started, text: string): Promise<void> {
  await replace(file, text)
  service.signal('SIGHUP')
}

test('OPS-2.7 settings that change are served, and said in one line', async () => {
  const { file, service } = await started(BEFORE)
  expect([await status(service, 'a.example'), await status(service, 'b.example')]).toEqual([
    200, 404,
  ])
  await replace(file, AFTER)
  await until(() => status(service, 'b.example'), 200)
  expect(await status(service, 'a.example')).toBe(404)
  expect(lines(service, CHANGED)).toEqual([
    {
      level: 'info',
      added: 2,
      removed: 1,
      changed: 0,
      domains: 2,
      version: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    },
  ])
  expect(lines(service, REFUSED)).toEqual([])
  expect(await metric(service, SUCCESS)).toBe('1')
  expect(await metric(service, 'mailconf_settings_domains')).toBe('2')
  expect((await service.stop()).err).toBe('')
})

test('OPS-2.7 OPS-F26 a ConfigMap is turned, with its list', async () => {
  const folder = await temporaryFolder({})
  const turn = async (name: string, domain: string) => {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'settings.yaml'), `${top()}domainFiles: [list.tsv]\n`)
    await writeFile(join(folder, name, 'list.tsv'), `${domain}\tp\n`)
    await symlink(name, join(folder, '..new'))
    await rename(join(folder, '..new'), join(folder, '..data'))
  }
  await turn('..1', 'a.example')
  for (const name of ['settings.yaml', 'list.tsv']) {
    await symlink(join('..data', name), join(folder, name))
  }
  const file = join(folder, 'settings.yaml')
  const service = await running('-c', file, '--port', '0', '--admin-port', '0')
  expect(await status(service, 'a.example')).toBe(200)
  await turn('..2', 'b.example')
  await rm(join(folder, '..1'), { recursive: true })
  await until(() => status(service, 'b.example'), 200)
  expect(await status(service, 'a.example')).toBe(404)
})

test('OPS-2.7 a list, a picture and a list that the new settings name are watched, too', async () => {
  const text = `${top()}    logoFile: logo.svg\ndomainFiles: [one.tsv]\n`
  const under = await started(text, {
    'one.tsv': 'a.example\tp\n',
    'logo.svg': '<svg></svg>',
  })
  const { folder, service } = under
  await replace(join(folder, 'one.tsv'), 'a.example\tp\nb.example\tp\n')
  await until(() => status(service, 'b.example'), 200)
  await replace(join(folder, 'logo.svg'), '<svg><g/></svg>')
  await until(() => lines(service, CHANGED)[1]?.['general'], ['images'])
  await writeFile(join(folder, 'two.tsv'), 'c.example\tp\n')
  await replaceNow(under, text.replace('[one.tsv]', '[one.tsv, two.tsv]'))
  await until(() => status(service, 'c.example'), 200)
  await replace(join(folder, 'two.tsv'), 'd.example\tp\n')
  await until(() => status(service, 'd.example'), 200)
  expect(await status(service, 'c.example')).toBe(404)
})

test('OPS-2.7 a broken file changes nothing and shows; a good one clears that', async () => {
  const under = await started(BEFORE)
  const { file, service } = under
  const version = await metric(service, 'mailconf_settings_version_info{hash="[0-9a-f]{16}"}')
  expect(version).toBe('1')
  await replaceNow(under, `${AFTER}  "jonas@b.example": p\n  d.example: q\n`)
  await until(() => metric(service, SUCCESS), '0')
  expect(await ready(service)).toEqual([200, UNUSABLE])
  expect([await status(service, 'a.example'), await status(service, 'b.example')]).toEqual([
    200, 404,
  ])
  expect(lines(service, 'the settings have an error').map(({ problem }) => problem)).toEqual([
    `${file}:11:3: error: domains."…@b.example": "…@b.example" is no domain name`,
    expect.stringContaining(`${file}:12:14: error: domains."d.example": there is no provider "q"`),
  ])
  expect(lines(service, REFUSED)).toEqual([{ level: 'error', errors: 2, warnings: 0 }])
  await replaceNow(under, AFTER)
  await until(() => metric(service, SUCCESS), '1')
  expect(await ready(service)).toEqual([200, { status: 'ready' }])
  expect(await status(service, 'b.example')).toBe(200)
  const { code, out, err } = await service.stop()
  expect([code, err]).toEqual([0, ''])
  expect(out).not.toContain('jonas')
})

test('OPS-2.7 OPS-F24 gone, and back as it was', async () => {
  const { file, service } = await started(BEFORE)
  await rm(file)
  await until(() => metric(service, SUCCESS), '0')
  expect(lines(service, 'the settings have an error')).toEqual([
    { level: 'error', problem: `${file}:1:1: error: there is no such file` },
  ])
  expect(await status(service, 'a.example')).toBe(200)
  await writeFile(file, BEFORE)
  await until(() => metric(service, SUCCESS), '1')
  expect(lines(service, CHANGED)).toEqual([])
  expect(lines(service, 'the settings are again those that are served')).toHaveLength(1)
})

test('OPS-2.7 of a thousand mistakes twenty are told', async () => {
  const under = await started(BEFORE)
  const { service } = under
  const wrong = Array.from({ length: 1000 }, (_, index) => `c${index}.example: q`)
  await replaceNow(under, domains(...wrong))
  await until(() => lines(service, REFUSED), [{ level: 'error', errors: 1000, warnings: 0 }])
  expect(lines(service, 'the settings have an error')).toHaveLength(20)
})

test('OPS-2.7 OPS-F03 SIGHUP: read at once, said at debug level where nothing changed', async () => {
  const { file, service } = await started(BEFORE)
  for (let times = 0; times < 20; times += 1) {
    service.signal('SIGHUP')
    await sleep(20)
  }
  await replace(file, AFTER)
  service.signal('SIGHUP')
  await until(() => lines(service, CHANGED).length, 1)
  expect(await status(service, 'b.example')).toBe(200)
  await chmod(file, 0o600)
  service.signal('SIGHUP')
  await sleep(1500)
  expect(service.log().map(({ msg }) => msg)).toEqual(['mailconf listens', CHANGED])
  expect((await service.stop()).code).toBe(0)
})

test('OPS-2.7 publicUrl and the names of profiles change with the settings', async () => {
  const under = await started(BEFORE)
  const { service } = under
  const profile = async () => {
    const answer = await fetch(`${service.url}/email.mobileconfig?email=x@a.example`)
    return /<string>(net\.example\.\w+)\./.exec(await answer.text())?.[1]
  }
  expect(await profile()).toBe('net.example.setup')
  await replaceNow(under, BEFORE.replace('setup.example.net', 'other.example.net'))
  await until(profile, 'net.example.other')
  expect(lines(service, CHANGED)).toMatchObject([{ general: ['publicUrl', 'applePrefix'] }])
})

test('OPS-2.7 AP-A30 signing follows the files that the new settings name', async () => {
  const { chain, key } = await issue()
  const under = await started(BEFORE, { 'chain.pem': chain })
  const { file, service } = under
  await writeFile(join(dirname(file), 'key.pem'), key, { mode: 0o400 })
  const isSigned = async () => {
    const answer = await fetch(`${service.url}/email.mobileconfig?email=x@a.example`)
    return Buffer.from(await answer.arrayBuffer())[0] === 0x30
  }
  expect([await isSigned(), await metric(service, 'mailconf_signing_usable')]).toEqual([
    false,
    undefined,
  ])
  await replaceNow(under, `${BEFORE}apple: { certificateFile: chain.pem, keyFile: key.pem }\n`)
  await until(isSigned, true)
  expect(await metric(service, 'mailconf_signing_usable')).toBe('1')
  await replaceNow(under, `${BEFORE}apple: { certificateFile: no.pem, keyFile: key.pem }\n`)
  await until(() => metric(service, 'mailconf_signing_usable'), '0')
  expect(await isSigned()).toBe(false)
  expect(lines(service, 'signing files have a problem')).toMatchObject([
    { setting: 'apple.certificateFile', signed: false },
  ])
  await replaceNow(under, BEFORE)
  await until(() => metric(service, 'mailconf_signing_usable'), undefined)
})

test('OPS-2.7 OPS-F25 OPS-F26 a file that flips under load: every answer is that of one table, whole', async () => {
  const versions = ['One', 'Two'].map((name) =>
    domains('a.example: p').replace('Example Mail', name).replaceAll('mail.', `${name}.mail.`),
  )
  const { file, service } = await started(versions[0] ?? '')
  const answers = new Set<string>()
  const config = async () => (await fetch(`${service.url}/v1.1/a.example`)).text()
  let isOver = false
  const clients = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const text = await config()
      const names = [...text.matchAll(/<displayName>(.*?)<|<hostname>(\w+)\.mail/g)]
      answers.add(names.map(([, name, host]) => (name ?? host)?.toLowerCase()).join(' '))
      await sleep(5)
    }
  })
  const whole = ['one one one', 'two two two']
  for (let turn = 1; turn <= 50; turn += 1) {
    await (turn % 3 === 0 ? writeFile : replace)(file, versions[turn % 2] ?? '')
    service.signal('SIGHUP')
    // Now and then it comes through.
    if (turn % 25 === 0) await until(() => answers.has(whole[turn % 2] ?? ''), true)
    else await sleep(turn % 10 === 0 ? 700 : 20)
  }
  isOver = true
  await Promise.all(clients)
  await replace(file, versions[1] ?? '')
  await until(async () => (await config()).includes('>Two<'), true)
  expect([...answers].toSorted()).toEqual(whole)
  expect(lines(service, REFUSED)).toEqual([])
  expect(await readFile(file, 'utf8')).toBe(versions[1])
})

/** Whether a process has a listener for SIGHUP. */
async function listensForHangup(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  return (parseInt(/^SigCgt:.*(.)$/m.exec(text)?.[1] ?? '0', 16) & 1) === 1
}

test('OPS-2.6 SIGHUP while the first load goes on: it is finished, and the files looked at again', async () => {
  const list = Array.from({ length: 400_000 }, (_, index) => `c${index}.example\tp\n`).join('')
  const folder = await temporaryFolder({
    'settings.yaml': `${top()}domainFiles: [list.tsv]\n`,
    'list.tsv': list,
  })
  const file = join(folder, 'settings.yaml')
  const { child, exited } = runProgram(['serve', '-c', file, '--port', '0', '--admin-port', '0'], {
    variables: { LOG_LEVEL: 'debug' },
  })
  let out = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const { pid = 0 } = child
  await until(() => listensForHangup(pid), true)
  expect(out).toBe('')
  child.kill('SIGHUP')
  await until(() => out.includes('"the settings are unchanged"'), true)
  expect(out).toMatch(/^.*"domains":400000,"msg":"mailconf listens"}\n/)
  expect(await exited(1)).toBeUndefined()
})
