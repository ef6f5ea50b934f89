// What goes wrong inside is told in the dialect of the protocol, and nothing of it leaves the process.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { expect, test } from 'vitest'
import type { Entry, MaybePromise, Table } from '../../src/settings/table.js'
import { startApp } from '../helpers/app.js'
import { parse, textOf } from '../helpers/xml.js'
import { AUTOCONFIG, get, JSON_V2, post, poxBody, table, WELL_KNOWN } from './fixture.js'

const CANARY = 'canary-7f3a@b.example'
const EMAIL = encodeURIComponent(CANARY)

interface Dialect {
  dialect: string
  ask: (app: FastifyInstance) => Promise<LightMyRequestResponse>
  /** What a client of this protocol reads; `kind`: in its words for errors of ours. */
  read: (answer: LightMyRequestResponse) => unknown
  failure: unknown
}

const text = ({ headers, body }: LightMyRequestResponse) => [
  headers['content-type'],
  body.includes('\n'),
]
const TEXT = ['text/plain; charset=utf-8', true]

const dialects: Dialect[] = [
  {
    dialect: 'autoconfig',
    ask: (app) => get(app, `${AUTOCONFIG}?emailaddress=${EMAIL}`),
    read: text,
    failure: TEXT,
  },
  {
    dialect: 'well-known',
    ask: (app) => get(app, `${WELL_KNOWN}?emailaddress=${EMAIL}`),
    read: ({ body }) => body,
    failure: '',
  },
  { dialect: 'ISPDB', ask: (app) => get(app, '/v1.1/b.example'), read: text, failure: TEXT },
  {
    dialect: 'POX',
    ask: (app) => post(app, poxBody(CANARY)),
    read: ({ body }) => textOf(parse(body), 'Response', 'Error', 'ErrorCode'),
    failure: '603',
  },
  {
    dialect: 'POX, GET',
    ask: (app) => get(app, '/autodiscover/autodiscover.xml', { host: 'autodiscover.b.example' }),
    read: ({ body }) => textOf(parse(body), 'Response', 'Error', 'ErrorCode'),
    failure: '603',
  },
  {
    dialect: 'JSON',
    ask: (app) => get(app, `${JSON_V2}?Email=${EMAIL}&Protocol=AutodiscoverV1`),
    read: (answer) => answer.json<{ ErrorCode: string }>().ErrorCode,
    failure: 'ServerError',
  },
]

function tableThat(find: () => MaybePromise<Entry | undefined>): Table {
  return { ...table, find }
}

function failing(error: unknown): Table[] {
  return [
    tableThat(() => {
      throw error
    }),
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- libraries do that
    tableThat(() => Promise.reject(error)),
  ]
}

const unexpected: [title: string, error: unknown][] = [
  ['an error', new Error(`no row for ${CANARY}`)],
  ['an error of a database', Object.assign(new Error(CANARY), { code: '22021', detail: CANARY })],
  ['an error with status 401', Object.assign(new Error(CANARY), { statusCode: 401 })],
  ['an error with status 404', Object.assign(new Error(CANARY), { statusCode: 404 })],
  ['an error with status 200', Object.assign(new Error(CANARY), { statusCode: 200 })],
  ['a string', `lost ${CANARY}`],
  ['nothing', undefined],
  ['null', null],
]

for (const { dialect, ask, read, failure } of dialects) {
  test.each(unexpected)(
    `OPS-P03 OPS-H22 ${dialect}: the table throws %s`,
    async (_title, error) => {
      for (const broken of failing(error)) {
        const { app, log } = await startApp(broken)
        const answer = await ask(app)
        expect([answer.statusCode, read(answer)]).toEqual([500, failure])
        expect(answer.headers['cache-control']).toBe('no-store')
        expect(answer.headers).not.toHaveProperty('retry-after')
        expect(answer.body).not.toContain('canary')
        expect(log()).toContain('"level":"error"')
        expect(log()).not.toContain('canary')
      }
    },
  )

  test.each([429, 503])(`OPS-T08 ${dialect}: an error with status %i`, async (statusCode) => {
    for (const busy of failing(Object.assign(new Error(CANARY), { statusCode }))) {
      const { app, log } = await startApp(busy)
      const answer = await ask(app)
      expect(answer.statusCode).toBe(statusCode)
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(5)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['content-type']).toBe((await ask(app)).headers['content-type'])
      expect(log()).not.toContain('canary')
    }
  })

  test(`OPS-F07 ${dialect}: overload is 503 with Retry-After, and passes`, async () => {
    const state = { draining: false, overloaded: true }
    const { app } = await startApp(table, { state })
    const answer = await ask(app)
    expect([answer.statusCode, read(answer)]).toEqual([503, failure])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(5)
    state.overloaded = false
    expect((await ask(app)).statusCode).toBe(200)
  })
}

test('OPS-F07 elsewhere: overload is 503 with Retry-After', async () => {
  const { app } = await startApp(table, { state: { draining: false, overloaded: true } })
  const answer = await get(app, '/nothing')
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([503, TEXT[0]])
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(5)
})

test('OPS-H22 an answer that HTTP cannot carry is a failure like any other', async () => {
  const redirect = { autoconfig: 'https://例え.テスト/' }
  const { app } = await startApp(tableThat(() => ({ kind: 'redirect', redirect })))
  const answer = await get(app, `${AUTOCONFIG}?emailaddress=${EMAIL}`)
  expect([answer.statusCode, ...text(answer)]).toEqual([500, ...TEXT])
  expect(answer.headers).not.toHaveProperty('location')
  const empty = await get(app, `${WELL_KNOWN}?emailaddress=${EMAIL}`)
  expect([empty.statusCode, empty.body]).toEqual([500, ''])
})

test('OPS-G9 a table that answers later: 200 requests at once do not mix', async () => {
  const later: Table = {
    ...table,
    find: (domain) =>
      new Promise((resolve) => {
        setTimeout(resolve, Math.random() * 20, table.find(domain))
      }),
  }
  const { app } = await startApp(later)
  const asked = Array.from({ length: 200 }, (_, n) => {
    const domain = n % 2 === 0 ? 'b.example' : 'other.example'
    return { mailbox: `user-${n}@${domain}`, imap: n % 2 === 0 ? 'house' : 'other' }
  })
  const answers = await Promise.all(
    asked.map(async ({ mailbox, imap }) => {
      const email = encodeURIComponent(mailbox)
      const [pox, autoconfig] = await Promise.all([
        post(app, poxBody(mailbox)),
        get(app, `${AUTOCONFIG}?emailaddress=${email}`),
      ])
      const read = textOf(parse(pox.body), 'Response', 'User', 'AutoDiscoverSMTPAddress')
      const hosts = [pox, autoconfig].map(({ body }) => body.includes(`imap.${imap}.example`))
      return [read, ...hosts]
    }),
  )
  expect(answers).toEqual(asked.map(({ mailbox }) => [mailbox, true, true]))
})

test.each(unexpected)('OPS-P03 POX over plain http: the table throws %s', async (_title, error) => {
  for (const broken of failing(error)) {
    const { app, log } = await startApp(broken, { trustProxy: ['127.0.0.1'] })
    const headers = { host: 'autodiscover.b.example', 'x-forwarded-proto': 'http' }
    const answer = await get(app, '/autodiscover/autodiscover.xml', headers)
    expect(answer.statusCode).toBe(500)
    expect(textOf(parse(answer.body), 'Response', 'Error', 'ErrorCode')).toBe('603')
    expect(answer.headers).not.toHaveProperty('location')
    expect(log()).not.toContain('canary')
  }
})

test.each([
  [429, 'ServerError'],
  [413, 'InvalidRequest'],
])('OPS-T08 JSON: status %i is told as %s', async (statusCode, name) => {
  const { app } = await startApp(
    tableThat(() => {
      throw Object.assign(new Error(CANARY), { statusCode })
    }),
  )
  const answer = await get(app, `${JSON_V2}?Email=${EMAIL}&Protocol=AutodiscoverV1`)
  expect(answer.json()).toMatchObject({ ErrorCode: name })
})
