// Who is told of whom: the faults of other services of this kind, as cases.
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { startApp, type TestApp } from '../../helpers/app.js'
import { load } from '../../helpers/settings.js'
import { all, parse } from '../../helpers/xml.js'
import { ask, askOver, golden, PATH, startFixture, WELL_KNOWN } from './ask.js'

const CUSTOMERS = Array.from(
  { length: 100 },
  (_, index) => `customer-${String(index).padStart(3, '0')}.example`,
)
const OWN = ['hoster.example', 'hoster.test', 'mx.hoster.example']

/** One hoster, its own names, 100 customers: half of them in the map, half in a list, some with own values. */
async function startHoster(): Promise<TestApp> {
  const settings = {
    providers: {
      hoster: {
        domains: OWN,
        displayName: 'Hoster',
        displayShortName: 'Hoster',
        hostname: 'mail.hoster.example',
        incomingServers: ['imap'],
        outgoingServers: ['smtp'],
      },
    },
    domains: Object.fromEntries(
      CUSTOMERS.slice(0, 50).map((name, index) => [
        name,
        index % 10 === 0 ? { provider: 'hoster', displayName: `Number ${index}` } : 'hoster',
      ]),
    ),
    domainFiles: ['customers.tsv'],
  }
  const list = CUSTOMERS.slice(50).map((name) => `${name}\thoster\n`)
  const { table, problems } = await load(stringify(settings), { 'customers.tsv': list.join('') })
  if (table === undefined) throw new Error(JSON.stringify(problems))
  return startApp(table)
}

async function namesTold(app: TestApp, domain: string): Promise<string[]> {
  const { status, body } = await ask(app, { target: `/v1.1/${domain}` })
  expect(status).toBe(200)
  return body.match(/customer-\d+\.example/g) ?? []
}

test('AC-P a customer sees its own name, and no other customer’s', async () => {
  const app = await startHoster()
  for (const domain of CUSTOMERS) {
    expect(new Set(await namesTold(app, domain))).toEqual(new Set([domain]))
  }
})

test.each(OWN)(
  'AC-P the hoster’s own domain %s sees all of its own and no customer',
  async (domain) => {
    const app = await startHoster()
    expect(await namesTold(app, domain)).toEqual([])
    const { body } = await ask(app, { target: `/v1.1/${domain}` })
    expect(all(parse(body), 'emailProvider', 'domain').map(({ text }) => text)).toEqual(OWN)
  },
)

test('AC-P no way of asking mixes the names of two customers', async () => {
  const app = await startHoster()
  const [first = '', second = ''] = CUSTOMERS
  for (const target of [PATH, WELL_KNOWN]) {
    const { body } = await ask(app, {
      host: `autoconfig.${first}`,
      target: `${target}?emailaddress=j@${second}`,
    })
    expect(body).toContain(second)
    expect(body).not.toContain(first)
  }
})

// Text that closes the element it lands in, wherever that is.
const MARKUP = [
  '"><Server>',
  '</username><hostname>',
  ']]><!--',
  "'/><!DOCTYPE x>",
  '&lt;&#60;&amp;',
  '%3Cport%3E',
  '%25EMAILDOMAIN%25',
  '${7*7}',
  '\u2028<b>',
]
const PLACES: readonly [
  title: string,
  build: (markup: string) => { host: string; target: string },
][] = [
  [
    'the local part',
    (markup) => ({ host: 'a.test', target: `${PATH}?emailaddress=a${markup}@example.lt` }),
  ],
  [
    'the domain',
    (markup) => ({ host: 'example.lt', target: `${PATH}?emailaddress=a@x${markup}.example.lt` }),
  ],
  [
    'below a wildcard',
    (markup) => ({
      host: 'example.lt',
      target: `${PATH}?emailaddress=a@x${markup}.campus.example`,
    }),
  ],
  [
    'another parameter',
    (markup) => ({ host: 'example.lt', target: `${PATH}?emailmd5=${markup}&x${markup}=1` }),
  ],
  [
    'the path of the ISPDB',
    (markup) => ({ host: 'a.test', target: `/v1.1/x${markup}.campus.example` }),
  ],
]

test.each(
  PLACES.flatMap(([place, build]) => MARKUP.map((markup) => [place, markup, build] as const)),
)('AC-T30 markup in %s is never repeated: %j', async (_place, markup, build) => {
  const { port } = await (await startFixture()).listen()
  const { host, target } = build(encodeURIComponent(markup).replaceAll("'", '%27'))
  const { body } = await askOver(port, { host, target })
  expect([golden('minimal'), 'No mail configuration for this domain.\n']).toContain(body)
})

test('AC-T30 markup in the host is never repeated', async () => {
  const app = await startFixture()
  for (const host of ['<b>.campus.example', 'x"onload=.campus.example', 'a&b.campus.example']) {
    for (const target of [PATH, WELL_KNOWN]) {
      const { status, body } = await ask(app, { host, target })
      expect({
        status,
        body: body.replace('No mail configuration for this domain.\n', ''),
      }).toEqual({ status: 404, body: '' })
    }
  }
})

test('AC-T30 an address is not said back, nor is its letter case', async () => {
  const app = await startFixture()
  const { body } = await ask(app, {
    host: 'a.test',
    target: `${PATH}?emailaddress=JonasJonaitis@EXAMPLE.LT`,
  })
  expect(body).toBe(golden('minimal'))
})

test('AC-W an entry for every name says the asked one, in small A-labels, and nothing else of the question', async () => {
  const settings = {
    providers: {
      any: { hostname: 'mail.example.org', incomingServers: ['imap'], outgoingServers: ['smtp'] },
    },
    domains: { '*': 'any', 'off.example': 'none' },
  }
  const { table } = await load(stringify(settings))
  if (table === undefined) throw new Error('unusable')
  const app = await startApp(table)
  const { body } = await ask(app, {
    host: 'a.test',
    target: `${PATH}?emailaddress=Jonas%40B%C3%9CCHER.Example`,
  })
  expect(all(parse(body), 'emailProvider', 'domain').map(({ text }) => text)).toEqual([
    'xn--bcher-kva.example',
  ])
  expect(body).not.toMatch(/jonas/i)
  expect((await ask(app, { target: '/v1.1/off.example' })).status).toBe(404)
})
