// Where each kind of client finds what is only in one place.
import { expect, test } from 'vitest'
import { type Internet, startInternet } from '../internet/internet.js'
import type { AnswerWeb } from '../internet/web.js'
import { CLIENTS, type ClientName, deviations, examineIn, type Verdicts } from './examined.js'
import { AUTOCONFIG, DOMAIN, forget, MAIL_HOST, settingsFor, srv, withoutSrv } from './fault.js'

const EMAIL = `jonas@${DOMAIN}`
const NAMES = [AUTOCONFIG, `autodiscover.${DOMAIN}`, `ua-auto-config.${DOMAIN}`]

/** A domain whose own names lead nowhere, and the answers of the service that once was behind them. */
async function bareDomain(): Promise<{ internet: Internet; answer: AnswerWeb; document: string }> {
  const internet = await startInternet()
  const { answer } = await internet.healthy(DOMAIN)
  for (const name of NAMES) await forget(internet, name)
  withoutSrv(internet)
  const { body = '' } = await answer({
    scheme: 'https',
    method: 'GET',
    path: `/mail/config-v1.1.xml?emailaddress=${EMAIL}`,
    headers: { host: AUTOCONFIG },
    body: Buffer.alloc(0),
  })
  return { internet, answer, document: String(body) }
}

/** Those that found their settings, and where. */
async function finders(internet: Internet): Promise<Partial<Record<ClientName, string>>> {
  const { clients } = await examineIn(internet, { email: EMAIL })
  const found = (Object.entries(CLIENTS) as [ClientName, string][]).flatMap(([name, client]) => {
    const report = clients.find((one) => one.client === client)
    return report?.works === 'yes' ? [[name, report.at ?? ''] as const] : []
  })
  return Object.fromEntries(found)
}

function poxAccount(action: 'redirectUrl' | 'redirectAddr', value: string) {
  const element = action === 'redirectUrl' ? 'RedirectUrl' : 'RedirectAddr'
  return {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><AccountType>email</AccountType><Action>${action}</Action><${element}>${value}</${element}></Account></Response></Autodiscover>`,
  }
}

const everybody = (names: readonly ClientName[], at: string) =>
  Object.fromEntries(names.map((name) => [name, at]))

test('in the database of providers alone', async () => {
  const { internet, document } = await bareDomain()
  await internet.ispdb({ [DOMAIN]: document })
  expect(await finders(internet)).toEqual({
    thunderbird: `https://live.thunderbird.net/autoconfig/v1.1/${DOMAIN}`,
    ...everybody(
      ['android', 'ios', 'fairEmail', 'nextcloud', 'evolution', 'kmail'],
      `https://autoconfig.thunderbird.net/v1.1/${DOMAIN}`,
    ),
  })
})

test('on the web server of the domain alone', async () => {
  const { internet, answer } = await bareDomain()
  await internet.web({ host: DOMAIN, https: { answer } })
  const at = `https://${DOMAIN}/.well-known/autoconfig/mail/config-v1.1.xml`
  expect(await finders(internet)).toEqual({
    ...everybody(
      [
        'thunderbird',
        'android',
        'ios',
        'deltaChat',
        'fairEmail',
        'nextcloud',
        'evolution',
        'kmail',
      ],
      at,
    ),
    outlook: `https://${DOMAIN}/autodiscover/autodiscover.xml`,
  })
})

test('over plain http alone', async () => {
  const { internet, answer } = await bareDomain()
  internet.zone.add({ type: 'A', name: AUTOCONFIG, address: internet.address })
  await internet.web({ host: AUTOCONFIG, http: { answer } })
  expect(await finders(internet)).toEqual(
    everybody(
      ['thunderbird', 'android', 'fairEmail', 'nextcloud', 'evolution', 'kmail'],
      `http://${AUTOCONFIG}/mail/config-v1.1.xml`,
    ),
  )
})

test('at the provider of the mail exchanger alone', async () => {
  const { internet, answer } = await bareDomain()
  const host = 'autoconfig.example-hosting.net'
  internet.zone.add({ type: 'A', name: host, address: internet.address })
  await internet.web({ host, https: { answer } })
  // Those that ask there without an address get the answer for nobody.
  expect(await finders(internet)).toEqual(
    everybody(
      ['thunderbird', 'fairEmail', 'nextcloud', 'evolution'],
      `https://${host}/mail/config-v1.1.xml`,
    ),
  )
})

test('by autodiscover alone', async () => {
  const { internet, answer } = await bareDomain()
  const host = `autodiscover.${DOMAIN}`
  internet.zone.add({ type: 'A', name: host, address: internet.address })
  await internet.down(DOMAIN, 443)
  await internet.web({ host, https: { answer } })
  const at = `https://${host}/autodiscover/autodiscover.xml`
  expect(await finders(internet)).toEqual({
    ...everybody(['thunderbird', 'deltaChat', 'fairEmail', 'outlook'], at),
    apple: `https://${host}/email.mobileconfig`,
  })
})

test('by an http redirect of autodiscover to a central host', async () => {
  const { internet, answer } = await bareDomain()
  const [host, central] = [`autodiscover.${DOMAIN}`, 'autodiscover.example-hosting.net']
  for (const name of [host, central]) {
    internet.zone.add({ type: 'A', name, address: internet.address })
  }
  const location = `https://${central}/autodiscover/autodiscover.xml`
  await internet.web({ host, http: { answer: () => ({ status: 302, headers: { location } }) } })
  await internet.web({ host: central, https: { answer } })
  const { clients } = await examineIn(internet, { email: EMAIL })
  expect(clients.find(({ client }) => client === CLIENTS.outlook)).toMatchObject({
    works: 'yes',
    at: location,
    about: `asks once whether ${central} may set the account up`,
  })
})

test('by an SRV record of autodiscover', async () => {
  const { internet, answer } = await bareDomain()
  const central = 'autodiscover.example-hosting.net'
  internet.zone.add(
    { type: 'A', name: central, address: internet.address },
    {
      ...{ type: 'SRV', name: `_autodiscover._tcp.${DOMAIN}` },
      ...{ priority: 0, weight: 0, port: 443, target: central },
    },
  )
  await internet.web({ host: central, https: { answer } })
  const at = `https://${central}/autodiscover/autodiscover.xml`
  expect(await finders(internet)).toEqual(everybody(['thunderbird', 'outlook'], at))
})

test('by an SRV record of autodiscover, of several the one that each client prefers', async () => {
  const { internet, answer } = await bareDomain()
  const [light, preferred] = ['light.example-hosting.net', 'preferred.example-hosting.net']
  const record = (target: string, priority: number, weight: number) => {
    const name = `_autodiscover._tcp.${DOMAIN}`
    return { type: 'SRV', name, priority, weight, port: 443, target } as const
  }
  for (const host of [light, preferred]) {
    internet.zone.add({ type: 'A', name: host, address: internet.address })
    await internet.web({ host, https: { answer } })
  }
  internet.zone.add(record(light, 20, 0), record(preferred, 10, 5))
  const at = (host: string) => `https://${host}/autodiscover/autodiscover.xml`
  expect(await finders(internet)).toEqual({ thunderbird: at(light), outlook: at(preferred) })
})

test('by an http redirect to a central host that answers POST only', async () => {
  const { internet, answer } = await bareDomain()
  const [host, central] = [`autodiscover.${DOMAIN}`, 'autodiscover.example-hosting.net']
  for (const name of [host, central]) {
    internet.zone.add({ type: 'A', name, address: internet.address })
  }
  const location = `https://${central}/autodiscover/autodiscover.xml`
  const onlyPost: AnswerWeb = (request) =>
    request.method === 'POST' ? answer(request) : { status: 405, body: 'POST only.\n' }
  await internet.web({ host, http: { answer: () => ({ status: 302, headers: { location } }) } })
  await internet.web({ host: central, https: { answer: onlyPost } })
  const { clients } = await examineIn(internet, { email: EMAIL })
  expect(clients.find(({ client }) => client === CLIENTS.thunderbird)).toMatchObject({
    works: 'yes',
    at: location,
    about: `by autodiscover; asks once whether ${central} may set the account up`,
  })
})

test('in autodiscover that names another URL: Outlook follows', async () => {
  const { internet, answer } = await bareDomain()
  const [host, other] = [`autodiscover.${DOMAIN}`, 'other.example-hosting.net']
  for (const name of [host, other]) {
    internet.zone.add({ type: 'A', name, address: internet.address })
  }
  const url = `https://${other}/autodiscover/autodiscover.xml`
  await internet.web({ host, https: { answer: () => poxAccount('redirectUrl', url) } })
  await internet.web({ host: other, https: { answer } })
  const { clients } = await examineIn(internet, { email: EMAIL })
  expect(clients.find(({ client }) => client === CLIENTS.outlook)).toMatchObject({
    works: 'yes',
    at: url,
    about: `asks once whether ${other} may set the account up`,
  })
  expect(clients.find(({ client }) => client === CLIENTS.thunderbird)?.works).toBe('no')
})

test('in autodiscover that names another address: two start again with that', async () => {
  const { internet } = await bareDomain()
  const host = `autodiscover.${DOMAIN}`
  internet.zone.add({ type: 'A', name: host, address: internet.address })
  const moved = () => poxAccount('redirectAddr', 'jonas@elsewhere.example')
  await internet.web({ host, https: { answer: moved } })
  const at = `https://${host}/autodiscover/autodiscover.xml`
  expect(await finders(internet)).toEqual(everybody(['thunderbird', 'outlook'], at))
})

test('in autodiscover with POP3 alone: of no use to those that only know IMAP', async () => {
  const internet = await startInternet()
  const { answer } = await internet.healthy(DOMAIN, settingsFor('incomingServers: [pop3]'))
  const host = `autodiscover.${DOMAIN}`
  for (const name of [AUTOCONFIG, `ua-auto-config.${DOMAIN}`]) await forget(internet, name)
  await internet.down(DOMAIN, 443)
  await internet.web({ host, https: { answer } })
  expect(await finders(internet)).toMatchObject({
    thunderbird: `https://${host}/autodiscover/autodiscover.xml`,
    outlook: `https://${host}/autodiscover/autodiscover.xml`,
  })
  const found = Object.keys(await finders(internet))
  expect(found).not.toContain('fairEmail')
  expect(found).not.toContain('deltaChat')
})

test('in the database of providers, for Delta Chat only where nobody else answers', async () => {
  const { internet, document } = await bareDomain()
  await internet.ispdb({ [DOMAIN]: document })
  await internet.down(DOMAIN, 443)
  expect(await finders(internet)).toMatchObject({
    deltaChat: `https://autoconfig.thunderbird.net/v1.1/${DOMAIN}`,
  })
})

test('in the database of providers, behind a document of the domain that is of no use', async () => {
  const { internet, document } = await bareDomain()
  await internet.ispdb({ [DOMAIN]: document })
  const body = document.replaceAll(/<(\w+)Server .*?<\/\1Server>/gs, '')
  const answer: AnswerWeb = () => ({
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body,
  })
  internet.zone.add({ type: 'A', name: AUTOCONFIG, address: internet.address })
  await internet.web({ host: AUTOCONFIG, https: { answer }, http: { answer } })
  const found = Object.keys(await finders(internet))
  // KMail asks there first. The others take what they found for the end of their search.
  expect(found.toSorted()).toEqual([
    ...['android', 'fairEmail', 'ios', 'kmail', 'nextcloud', 'thunderbird'],
  ])
})

test('by autodiscover before the mail exchanger, for FairEmail', async () => {
  const { internet, answer } = await bareDomain()
  const [byMx, own] = ['autoconfig.example-hosting.net', `autodiscover.${DOMAIN}`]
  for (const name of [byMx, own]) {
    internet.zone.add({ type: 'A', name, address: internet.address })
    await internet.web({ host: name, https: { answer } })
  }
  expect(await finders(internet)).toMatchObject({
    thunderbird: `https://${byMx}/mail/config-v1.1.xml`,
    fairEmail: `https://${own}/autodiscover/autodiscover.xml`,
  })
})

test('a mailbox below a domain is looked for by the mail exchanger of that domain', async () => {
  const { internet, answer } = await bareDomain()
  const below = `team.${DOMAIN}`
  internet.zone.add(
    { type: 'MX', name: below, preference: 10, target: `mx.${DOMAIN}` },
    { type: 'A', name: AUTOCONFIG, address: internet.address },
  )
  const anybody: AnswerWeb = (request) =>
    answer({
      ...request,
      path: request.path.replace(encodeURIComponent(`@${below}`), `@${DOMAIN}`),
    })
  await internet.web({ host: AUTOCONFIG, https: { answer: anybody } })
  const { clients } = await examineIn(internet, { email: `jonas@${below}` })
  expect(clients.find(({ client }) => client === CLIENTS.thunderbird)).toMatchObject({
    works: 'yes',
    at: `https://${AUTOCONFIG}/mail/config-v1.1.xml`,
  })
})

test('SRV records with a port of the other kind: FairEmail goes by the port', async () => {
  const { internet } = await bareDomain()
  internet.zone.replace(srv('_imaps', MAIL_HOST, 993), srv('_submission', MAIL_HOST, 465))
  expect(await finders(internet)).toEqual({ fairEmail: `SRV records of ${DOMAIN}` })
})

test('a service that writes addresses itself is not at odds with itself before Evolution', async () => {
  const internet = await startInternet()
  const { answer } = await internet.healthy(DOMAIN)
  await internet.web({
    host: AUTOCONFIG,
    https: {
      answer: async (request) => {
        const { body = '', ...rest } = await answer(request)
        const asked = /emailaddress=([^&]*)/.exec(request.path)?.[1] ?? EMAIL
        return {
          ...rest,
          body: String(body).replaceAll('%EMAILADDRESS%', decodeURIComponent(asked)),
        }
      },
    },
  })
  expect((await examineIn(internet, { email: EMAIL })).notes).toEqual([])
})

test('nowhere: nobody is told of other causes than the first name', async () => {
  const { internet } = await bareDomain()
  const report = await examineIn(internet, { email: EMAIL })
  const nobody: Verdicts = Object.fromEntries(
    Object.keys(CLIENTS)
      .filter((name) => name !== 'cloud')
      .map((name) => [name, 'no']),
  )
  expect(deviations(report)).toEqual(nobody)
  expect(report.causes.map(({ problem }) => problem)).toEqual([
    `${AUTOCONFIG} has no address in DNS.`,
    `autodiscover.${DOMAIN} has no address in DNS.`,
    `ua-auto-config.${DOMAIN} has no address in DNS.`,
  ])
  expect(report.causes[0]?.fix).toBe(
    'Publish it, leading to the service that has the settings (a CNAME record).',
  )
  expect(internet.questions).toContain(`${DOMAIN} MX`)
})

test('every client asks as it does in the wild', async () => {
  const internet = await startInternet()
  const asked: string[] = []
  const { answer } = await internet.healthy(DOMAIN)
  const listening: AnswerWeb = (request) => {
    asked.push(`${request.method} ${request.scheme}://${request.headers.host ?? ''}${request.path}`)
    return answer(request)
  }
  for (const host of NAMES) {
    await internet.web({ host, https: { answer: listening }, http: { answer: listening } })
  }
  await examineIn(internet, { email: EMAIL })
  expect(asked).toEqual(
    expect.arrayContaining([
      `GET https://${AUTOCONFIG}/mail/config-v1.1.xml?emailaddress=jonas%40example.lt`,
      `GET https://${AUTOCONFIG}/mail/config-v1.1.xml`,
      `GET http://${AUTOCONFIG}/mail/config-v1.1.xml?emailaddress=jonas%40example.lt`,
      `POST https://autodiscover.${DOMAIN}/autodiscover/autodiscover.xml`,
      `POST http://autodiscover.${DOMAIN}/autodiscover/autodiscover.xml`,
      `GET http://autodiscover.${DOMAIN}/autodiscover/autodiscover.xml`,
      `GET https://autodiscover.${DOMAIN}/autodiscover/autodiscover.json?Email=jonas%40example.lt&Protocol=ActiveSync&RedirectCount=1`,
      `GET https://ua-auto-config.${DOMAIN}/.well-known/user-agent-configuration.json`,
    ]),
  )
  expect(asked.filter((one) => one.includes('EVOLUTIONUSER'))[0]).toMatch(
    /emailaddress=EVOLUTIONUSER%40example\.lt&emailmd5=[0-9a-f]{32}$/,
  )
  expect(new Set(asked).size).toBe(asked.length)
})
