// doctor as a command: what it prints, for whom, and how it ends.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { AUTOCONFIG, DOMAIN, MAIL_HOST } from '../doctor/fault.js'
import { temporaryFolder } from '../helpers/settings.js'
import { type Internet, startInternet } from '../internet/internet.js'
import { mailconf, mailconfHere } from './mailconf.js'

const EMAIL = `jonas@${DOMAIN}`

/** The built program, in a private internet: its authority is trusted as any other. */
function doctor(internet: Internet, ...args: string[]) {
  return mailconf(['doctor', ...args, ...internet.options], {
    NODE_EXTRA_CA_CERTS: internet.authorityFile,
  })
}

test('CLI doctor: a healthy domain is a table that fits on a screen, and exit 0', async () => {
  const internet = await startInternet()
  const { settingsFile } = await internet.healthy(DOMAIN)
  const { code, out, err } = await doctor(internet, DOMAIN, '--config', settingsFile)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = out.replace(/in \d+\.\d s/, 'in a while').split('\n')
  expect(lines).toEqual([
    `${DOMAIN}: every client that can be served sets itself up (asked from here, in a while)`,
    '',
    'Client                                   Works    How, or why not',
    `Thunderbird                              yes      https://${AUTOCONFIG}`,
    `Thunderbird for Android, K-9 Mail        yes      https://${AUTOCONFIG}`,
    `Thunderbird for iOS                      yes      https://${AUTOCONFIG}`,
    `Delta Chat                               yes      https://${AUTOCONFIG}`,
    `FairEmail                                yes      SRV records of ${DOMAIN}`,
    `Nextcloud Mail                           yes      https://${AUTOCONFIG}`,
    `Evolution                                yes      https://${AUTOCONFIG}`,
    `KMail                                    yes      https://${AUTOCONFIG}`,
    `Outlook (classic, old account wizard)    yes      https://autodiscover.${DOMAIN}`,
    'New Outlook, Outlook for Mac and mobile  by hand  it asks for Exchange only',
    `iPhone, iPad, Mac: with the profile      yes      https://${AUTOCONFIG}`,
    `PACC clients (Himalaya, Evolution)       yes      https://ua-auto-config.${DOMAIN}`,
    '',
    'Mail server                            Works  TLS, certificate, log-in',
    `imap ${MAIL_HOST}:993 SSL  yes    TLSv1.3, 29 days, PLAIN LOGIN`,
    `pop3 ${MAIL_HOST}:995 SSL  yes    TLSv1.3, 29 days, PLAIN LOGIN`,
    `smtp ${MAIL_HOST}:465 SSL  yes    TLSv1.3, 29 days, PLAIN LOGIN`,
    '',
    `Good certificates, for 29 days at least: ${AUTOCONFIG}, autodiscover.${DOMAIN}, ${DOMAIN},`,
    `ua-auto-config.${DOMAIN}`,
    '',
  ])
})

test('CLI doctor: the cause first, then whom it stops, and exit 1', async () => {
  const internet = await startInternet()
  const { settingsFile, mailServers } = await internet.healthy(DOMAIN)
  const certificate = await internet.certificate({ names: [MAIL_HOST], days: -1 })
  for (const server of mailServers) await internet.mail({ ...server, certificate })
  const { code, out } = await doctor(internet, EMAIL, '--config', settingsFile)
  expect(code).toBe(1)
  const [summary, , first, ...rest] = out.split('\n')
  expect(summary).toMatch(/^example\.lt: no client sets itself up/)
  expect(`${first ?? ''} ${rest[0] ?? ''}`).toMatch(
    /^1\. imap mail\.example-hosting\.net:993 SSL: The certificate of .* has expired on/,
  )
  expect(out).toMatch(/^Thunderbird +no +see 1 above$/m)
})

test('CLI doctor: records to publish stay whole, one in a line, to be copied', async () => {
  const internet = await startInternet()
  const { settingsFile } = await internet.healthy(DOMAIN)
  internet.zone.remove(`_ua-auto-config.${DOMAIN}`)
  internet.zone.remove(DOMAIN, 'TXT')
  const { out } = await doctor(internet, EMAIL, '--config', settingsFile)
  expect(out).toMatch(/^ +→ Publish: _ua-auto-config\.example\.lt\. TXT "v=UAAC1; a=.*"$/m)
  expect(out).toMatch(/^ +→ Publish: example\.lt\. TXT "mailconf=.*config-v1\.1\.xml"$/m)
})

test('CLI doctor: nothing local is needed, and nobody else is asked', async () => {
  const internet = await startInternet()
  await internet.healthy(DOMAIN)
  const folder = await temporaryFolder({ 'settings.yaml': 'providers: {}\n' })
  const { code, out } = await doctor(internet, EMAIL, '--config', join(folder, 'settings.yaml'))
  expect(code).toBe(0)
  expect(out).toMatch(/^example\.lt: every client that can be served sets itself up/)
  const { questions } = internet
  expect(
    questions.filter(
      (one) => !/(?:example\.lt|example-hosting\.net|thunderbird\.net) [A-Z]+$/.test(one),
    ),
  ).toEqual([])
})

test('CLI doctor --json: the same for programs, with every step', async () => {
  const internet = await startInternet()
  const { settingsFile } = await internet.healthy(DOMAIN)
  const { code, out } = await doctor(internet, DOMAIN, '--json', '--config', settingsFile)
  expect(code).toBe(0)
  const report = JSON.parse(out) as Record<string, unknown>
  expect(report).toMatchObject({
    domain: DOMAIN,
    succeeds: true,
    causes: [],
    notes: [],
    servers: [
      { server: `imap ${MAIL_HOST}:993 SSL`, works: true },
      { server: `pop3 ${MAIL_HOST}:995 SSL`, works: true },
      { server: `smtp ${MAIL_HOST}:465 SSL`, works: true },
    ],
  })
  expect(report['clients']).toHaveLength(12)
  expect(report['clients']).toContainEqual({
    client: 'Outlook (classic, old account wizard)',
    works: 'yes',
    at: `https://autodiscover.${DOMAIN}/autodiscover/autodiscover.xml`,
    steps: [
      { at: `POST https://${DOMAIN}/autodiscover/autodiscover.xml`, result: 'answers 404' },
      {
        at: `POST https://autodiscover.${DOMAIN}/autodiscover/autodiscover.xml`,
        result: 'settings',
      },
    ],
  })
  // Addresses have no place in what people paste into tickets.
  expect(out).not.toContain('postmaster')
})

test('CLI doctor: an address is nowhere in the output', async () => {
  const internet = await startInternet()
  await internet.healthy(DOMAIN)
  await internet.down(AUTOCONFIG, 443)
  for (const flags of [[], ['--json']]) {
    const { out } = await doctor(internet, 'someone.private@example.lt', ...flags)
    expect(out).toContain(AUTOCONFIG)
    expect(out).not.toMatch(/someone|private@|%40/)
  }
})

test('CLI doctor: what strangers say moves no cursor, and ends nothing', async () => {
  const internet = await startInternet()
  const { certificate } = await internet.healthy(DOMAIN)
  const escape = '\u001b[2J\u009b31m\u202e'
  const host = `ua-auto-config.${DOMAIN}`
  const document = { protocols: { imap: { host: `${escape}.example` }, smtp: { host: 'a b' } } }
  const body = JSON.stringify(document)
  await internet.web({ host, https: { certificate, answer: () => ({ status: 200, body }) } })
  const text = `v=UAAC1; a=sha256; d=${createHash('sha256').update(body).digest('base64')}`
  internet.zone.replace({ type: 'TXT', name: `_${host}`, text })
  internet.zone.add({
    ...{ type: 'SRV', name: `_autodiscover._tcp.${DOMAIN}` },
    ...{ priority: 0, weight: 0, port: 443, target: 'bad%name.example' },
  })
  await internet.web({
    host: `autodiscover.${DOMAIN}`,
    https: { certificate, answer: () => ({ status: 302, headers: { location: 'https://%zz/' } }) },
  })
  const { code, out, err } = await doctor(internet, DOMAIN)
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toContain('\\u{1b}')
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

test('CLI doctor: colours on a terminal, and the same words without them', async () => {
  const internet = await startInternet()
  internet.zone.add({ type: 'A', name: DOMAIN, address: internet.address })
  const args = ['doctor', DOMAIN, ...internet.options]
  const [coloured, plain] = [
    await mailconfHere(args, { width: 80, colour: true }),
    await mailconfHere(args, { width: 80 }),
  ]
  const timeless = (text: string) => text.replace(/in \d+\.\d s/, '')
  expect(coloured.out).toContain('\u001b[31mno\u001b[39m')
  expect(timeless(stripVTControlCharacters(coloured.out))).toBe(timeless(plain.out))
  const wrapped = plain.out.split('\n').filter((line) => !line.includes('Publish: '))
  expect(Math.max(...wrapped.map((line) => line.length))).toBeLessThanOrEqual(80)
})

test.each([
  [['doctor'], /too few arguments/],
  [['doctor', 'example.lt', 'example.org'], /too many arguments/],
  [['doctor', 'localhost'], /name a domain such as example\.com/],
  [['doctor', '192.0.2.7'], /name a domain such as example\.com/],
  [['doctor', '@example.lt'], /name a domain such as example\.com/],
  [['doctor', 'example.lt', '--resolver', 'dns.example'], /--resolver is an IP address/],
  [
    ['doctor', 'example.lt', '--connect-to', 'a.example:443'],
    /HOST1:PORT1:HOST2:PORT2, and not "a\.example:443"/,
  ],
  [['doctor', 'example.lt', '--conect-to', '::127.0.0.1:1'], /did you mean --connect-to\?/],
])('CLI %j is wrong usage', async (args, message) => {
  const { code, out, err } = await mailconfHere(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(message)
})

test('CLI doctor: settings that cannot be loaded are told, and nothing is asked', async () => {
  const internet = await startInternet()
  onTestFinished(() => {
    expect(internet.questions).toEqual([])
  })
  const { code, out, err } = await mailconfHere([
    ...['doctor', DOMAIN, '--config', '/nowhere.yaml'],
    ...internet.options,
  ])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('/nowhere.yaml:1:1: error:')
})
