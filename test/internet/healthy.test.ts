// A healthy domain: everything that clients ask is there, and one thing at a time can be broken.
import { expect, test } from 'vitest'
import { loadSettings } from '../../src/store/settings-file.js'
import { poxBody } from '../http/fixture.js'
import { dial, dialSecurely, get, resolverOf } from './clients.js'
import { startInternet } from './internet.js'

const DOMAIN = 'example.lt'
const HOSTS = ['autoconfig', 'autodiscover', 'ua-auto-config'].map((label) => `${label}.${DOMAIN}`)

test('DNS leads to the service, to the mail servers and to the relay', async () => {
  const internet = await startInternet()
  const healthy = await internet.healthy(DOMAIN)
  const resolver = resolverOf(internet)
  expect(healthy.hosts).toEqual(HOSTS)
  const names = [DOMAIN, ...HOSTS, 'mail.example-hosting.net', 'mx.example-hosting.net']
  for (const name of names) expect(await resolver.resolve4(name), name).toEqual(['127.0.0.1'])
  expect(await resolver.resolveCname(`autodiscover.${DOMAIN}`)).toEqual([`autoconfig.${DOMAIN}`])
  const [mx] = await resolver.resolveMx(DOMAIN)
  expect(mx?.exchange).toBe('mx.example-hosting.net')
  const [text] = await resolver.resolveTxt(DOMAIN)
  expect(text?.join('')).toBe(`mailconf=https://autoconfig.${DOMAIN}/mail/config-v1.1.xml`)
  for (const [label, port] of [
    ['_imaps', 993],
    ['_pop3s', 995],
    ['_submissions', 465],
  ] as const) {
    const [srv] = await resolver.resolveSrv(`${label}._tcp.${DOMAIN}`)
    expect(srv).toMatchObject({ name: 'mail.example-hosting.net', port })
  }
  const [imap] = await resolver.resolveSrv(`_imap._tcp.${DOMAIN}`)
  expect(imap?.port).toBe(0)
})

test('the service answers under all its names as it is run behind a front', async () => {
  const internet = await startInternet()
  await internet.healthy(DOMAIN)
  for (const scheme of ['https', 'http']) {
    const path = `/mail/config-v1.1.xml?emailaddress=person@${DOMAIN}`
    const document = await get(internet, `${scheme}://autoconfig.${DOMAIN}${path}`)
    expect(document).toMatchObject({ status: 200 })
    expect(document.body).toContain('<hostname>mail.example-hosting.net</hostname>')
  }
  const pox = {
    method: 'POST',
    body: poxBody(`person@${DOMAIN}`),
    headers: { 'content-type': 'text/xml' },
  }
  const path = '/autodiscover/autodiscover.xml'
  const settings = await get(internet, `https://autodiscover.${DOMAIN}${path}`, pox)
  expect(settings.status).toBe(200)
  expect(settings.body).toContain('<Server>mail.example-hosting.net</Server>')
  // Only who is told of the scheme sends Outlook from http to https.
  const elsewhere = await get(internet, `http://autodiscover.${DOMAIN}${path}`)
  expect(elsewhere).toMatchObject({
    status: 302,
    headers: { location: `https://autodiscover.${DOMAIN}${path}` },
  })
  const pacc = await get(
    internet,
    `https://ua-auto-config.${DOMAIN}/.well-known/user-agent-configuration.json`,
  )
  expect(JSON.parse(pacc.body)).toHaveProperty('protocols')
  for (const scheme of ['https', 'http']) {
    expect(await get(internet, `${scheme}://${DOMAIN}/`)).toMatchObject({ status: 404 })
  }
  const unlisted = get(internet, `https://autoconfig.thunderbird.net/v1.1/${DOMAIN}`)
  expect(await unlisted).toMatchObject({ status: 404 })
})

test('the announced mail servers are there, with trusted certificates', async () => {
  const internet = await startInternet()
  const { mailServers } = await internet.healthy(DOMAIN)
  const places = mailServers.map(({ type, port, socketType }) => `${type} ${port} ${socketType}`)
  expect(places).toEqual(['imap 993 SSL', 'pop3 995 SSL', 'smtp 465 SSL'])
  for (const [port, greeting] of [
    [993, '* OK'],
    [995, '+OK'],
    [465, '220 mail.example-hosting.net'],
  ] as const) {
    const line = await dialSecurely(internet, 'mail.example-hosting.net', port)
    await line.until(greeting)
  }
  expect(internet.loginAttempts).toEqual([])
})

test('one thing can be broken, and the rest stays whole', async () => {
  const internet = await startInternet()
  const { answer, mailServers } = await internet.healthy(DOMAIN)
  const [autoconfig = '', autodiscover = ''] = HOSTS
  const certificate = await internet.certificate({ names: [autoconfig], days: -1 })
  await internet.web({ host: autoconfig, https: { certificate, answer } })
  await expect(get(internet, `https://${autoconfig}/`)).rejects.toThrow('expired')
  expect((await get(internet, `http://${autoconfig}/`)).status).toBeLessThan(400)
  expect((await get(internet, `https://${autodiscover}/`)).status).toBeLessThan(400)

  for (const server of mailServers.slice(0, 1)) {
    await internet.mail({ ...server, greeting: '* BYE busy' })
  }
  const line = await dialSecurely(internet, 'mail.example-hosting.net', 993)
  await line.until('* BYE busy')

  internet.zone.replace({ type: 'A', name: autodiscover, address: '192.0.2.1' })
  expect(await resolverOf(internet).resolve4(autodiscover)).toEqual(['192.0.2.1'])
  expect(await resolverOf(internet).resolve4(autoconfig)).toEqual(['127.0.0.1'])
})

test('settings of one’s own: other names, kinds of encryption and addresses of the service', async () => {
  const internet = await startInternet()
  const text = `publicUrl: https://setup.example-hosting.net
autodiscoverUrl: https://autodiscover.example-hosting.net/autodiscover/autodiscover.xml
providers:
  hosting:
    displayName: Example Hosting
    hostname: mail.%EMAILDOMAIN%
    socketType: STARTTLS
    incomingServers: [imap, { type: imap, hostname: '%EMAILLOCALPART%.example.net' }]
    outgoingServers: [smtp]
domains:
  ${DOMAIN}: hosting
  example.com: hosting
`
  for (const domain of [DOMAIN, 'example.com']) {
    const { hosts, mailServers, settingsFile } = await internet.healthy(domain, text)
    expect(hosts).toContain('setup.example-hosting.net')
    expect(hosts).toContain('autodiscover.example-hosting.net')
    expect(mailServers).toMatchObject([
      { type: 'imap', host: `mail.${domain}`, port: 143, socketType: 'STARTTLS' },
      { type: 'smtp', host: `mail.${domain}`, port: 587, socketType: 'STARTTLS' },
    ])
    const { table } = await loadSettings(settingsFile, '')
    expect(table?.find(domain)?.kind).toBe('settings')
  }
  const resolver = resolverOf(internet)
  for (const domain of [DOMAIN, 'example.com']) {
    expect(await resolver.resolveCname(`autoconfig.${domain}`)).toEqual([
      'setup.example-hosting.net',
    ])
    const [srv] = await resolver.resolveSrv(`_autodiscover._tcp.${domain}`)
    expect(srv).toMatchObject({ name: 'autodiscover.example-hosting.net', port: 443 })
    expect((await get(internet, `https://autoconfig.${domain}/mail/config-v1.1.xml`)).status).toBe(
      200,
    )
    await dial(internet, `mail.${domain}`, 143).until('* OK')
  }
  expect((await get(internet, 'https://setup.example-hosting.net/')).status).toBe(200)
  await expect(internet.healthy('nobody.example', text)).rejects.toThrow('not in the settings')
})
