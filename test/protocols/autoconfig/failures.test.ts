// Answers without a document: what each client makes of them decides whether its search goes on.
import { expect, test } from 'vitest'
import type { Table } from '../../../src/settings/table.js'
import {
  ask,
  askOver,
  fixtureTable,
  golden,
  PATH,
  type Question,
  startFixture,
  WELL_KNOWN,
} from './ask.js'

const HOST = 'autoconfig.example.lt'
const BELOW = '/.well-known/autoconfig'

// KMail reads a body whatever the status says, and asks the same URL again without end when it can make nothing of it.
const EMPTY: readonly [title: string, status: number, question: Question][] = [
  ['an unknown domain', 404, { host: 'unknown.test', target: WELL_KNOWN }],
  [
    'an unknown address',
    404,
    { host: 'example.lt', target: `${WELL_KNOWN}?emailaddress=j@unknown.test` },
  ],
  ['a domain without mail', 404, { host: 'off.example', target: WELL_KNOWN }],
  ['mailboxes that moved away', 404, { host: 'moved-away.example', target: WELL_KNOWN }],
  ['a redirect', 302, { host: 'redirected.example', target: WELL_KNOWN }],
  ['another file', 404, { host: 'example.lt', target: `${BELOW}/mail/config-v1.2.xml` }],
  ['a path below the document', 404, { host: 'example.lt', target: `${WELL_KNOWN}/x` }],
  ['the folder', 404, { host: 'example.lt', target: `${BELOW}/` }],
  ['the folder without its slash', 404, { host: 'example.lt', target: BELOW }],
  ['the folder in capitals', 404, { host: 'example.lt', target: '/.WELL-KNOWN/Autoconfig/mail/' }],
  ['another method', 405, { host: 'example.lt', target: WELL_KNOWN, method: 'POST' }],
  [
    'another method on another file',
    404,
    { host: 'example.lt', target: `${BELOW}/x`, method: 'PUT' },
  ],
  ['OPTIONS on another file', 404, { host: 'example.lt', target: `${BELOW}/x`, method: 'OPTIONS' }],
  ['a URL that cannot be decoded', 400, { host: 'example.lt', target: `${BELOW}/mail/%ff` }],
  ['dot segments', 404, { host: 'example.lt', target: `${BELOW}/../mail/config-v1.1.xml` }],
]

test.each(EMPTY)(
  'AC-KM below the well-known path nothing but a document has a body: %s',
  async (_title, status, question) => {
    const { port } = await (await startFixture()).listen()
    const answer = await askOver(port, question)
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body: '' })
    expect(answer.headers['content-length']).toBe('0')
  },
)

/** A table that answers late, as one in a database does. */
async function lateTable(): Promise<Table> {
  const table = await fixtureTable()
  return { ...table, find: async (domain) => Promise.resolve(table.find(domain)) }
}

function brokenTable(statusCode?: number): Table {
  const error = Object.assign(new Error('password=secret'), { statusCode })
  return {
    general: {
      publicUrl: 'https://cfg.example.net',
      autodiscoverUrl: 'https://cfg.example.net/',
      applePrefix: 'net.example.cfg',
      images: new Map(),
    },
    size: 0,
    find: () => Promise.reject(error),
    at: () => Promise.reject(error),
  }
}

test('AC-T33 a table that answers late gives the same document', async () => {
  const table = await lateTable()
  const app = await startFixture({ table: () => table })
  const { status, body } = await ask(app, { host: HOST, target: PATH })
  expect({ status, body }).toEqual({ status: 200, body: golden('minimal') })
  expect((await ask(app, { host: 'unknown.test', target: PATH })).status).toBe(404)
})

const OUTAGES: readonly [title: string, thrown: number | undefined, status: number][] = [
  ['out of reach', 503, 503],
  ['broken in an unexpected way', undefined, 500],
  ['with a status that no client may see', 401, 500],
]

test.each(OUTAGES)(
  'AC-T33 a table %s: no 200, no 404, nothing of the error',
  async (_title, thrown, status) => {
    const app = await startFixture({ table: () => brokenTable(thrown) })
    for (const target of [PATH, WELL_KNOWN, '/v1.1/example.lt']) {
      const answer = await ask(app, { host: HOST, target })
      expect(answer.status).toBe(status)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['retry-after'] !== undefined).toBe(status === 503)
      expect(answer.body).toBe(target === WELL_KNOWN ? '' : 'The service cannot answer now.\n')
    }
  },
)

test('AC-T33 overload is said in the same way', async () => {
  const app = await startFixture({ state: { draining: false, overloaded: true } })
  const answer = await ask(app, { host: HOST, target: PATH })
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: 503,
    body: 'The service cannot answer now.\n',
  })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  const wellKnown = await ask(app, { host: 'example.lt', target: WELL_KNOWN })
  expect({ status: wellKnown.status, body: wellKnown.body }).toEqual({ status: 503, body: '' })
})

test('AC-T12 an unknown domain is remembered for a minute, not for hours', async () => {
  const app = await startFixture()
  for (const target of [PATH, WELL_KNOWN, '/v1.1/unknown.test']) {
    const { headers } = await ask(app, { host: 'unknown.test', target })
    expect(headers['cache-control']).toBe('public, max-age=60')
    expect(headers.etag).toBeUndefined()
  }
})

test('AC-T36 the log names the domain and the route, not the person', async () => {
  const app = await startFixture()
  await ask(app, { host: HOST, target: `${PATH}?emailaddress=jonas.jonaitis%40example.lt` })
  await ask(app, { host: HOST, target: `${PATH}?emailaddress=jonas.jonaitis@unknown.test` })
  await ask(app, { host: HOST, target: `/v1.1/jonas.jonaitis@example.lt` })
  expect(app.log()).toContain('"domain":"example.lt"')
  expect(app.log()).toContain('"status":404')
  expect(app.log()).not.toMatch(/jonaitis|unknown\.test|emailaddress/)
})
