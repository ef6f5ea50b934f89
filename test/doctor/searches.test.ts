// Where each kind of client finds what is only in one place.
import { expect, test } from 'vitest'
import { type Internet, startInternet } from '../internet/internet.js'
import type { AnswerWeb } from '../internet/web.js'
import { CLIENTS, type ClientName, deviations, examineIn, type Verdicts } from './examined.js'
import { AUTOCONFIG, DOMAIN, forget, withoutSrv } from './fault.js'

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
