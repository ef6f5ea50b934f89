// What PACC says of a provider, what it leaves out, and what check says of that.
import { expect, test } from 'vitest'
import { paccDigest } from '../../../src/protocols/pacc/answer.js'
import { pacc } from '../../../src/protocols/pacc/pacc.js'
import { judgeClients } from '../../../src/protocols/registry.js'
import { titled } from '../../helpers/rows.js'
import { PUBLIC_URL, tableOf } from '../../helpers/settings.js'
import { rows, USUAL } from './cases.js'
import { readDocument } from './schema.js'

const DOMAIN = 'xn--patas-wdb.example'

async function ask(provider: object, domain = DOMAIN, entry: unknown = 'p') {
  const table = await tableOf(
    JSON.stringify({
      publicUrl: PUBLIC_URL,
      providers: { p: provider },
      domains: { [domain]: entry },
    }),
  )
  const found = { domain, entry: table.find(domain) ?? { kind: 'none' as const } }
  const options = { table: () => table, credentials: () => undefined, clock: () => new Date() }
  const answer = await pacc.render?.(found, options)
  const settings = table.providers.get('p')
  const verdicts = settings === undefined ? [] : judgeClients(settings)
  const verdict = verdicts.find(({ client }) => client.startsWith('PACC'))
  return {
    status: answer?.status,
    body: Buffer.from(answer?.body ?? '').toString(),
    found,
    verdict,
  }
}

test.each(titled(rows))('%s', async (_title, row) => {
  const { status, body, found, verdict } = await ask(row.provider)
  expect(status).toBe(row.protocols === undefined ? 404 : 200)
  expect(paccDigest(found) === undefined).toBe(row.protocols === undefined)
  if (row.protocols !== undefined) {
    const { protocols } = readDocument(body)
    const stated = Object.entries(protocols).map(
      ([type, { host, url }]) => `${type} ${host ?? url ?? ''}`,
    )
    expect(stated.join(', ').replaceAll(DOMAIN, 'DOMAIN')).toBe(row.protocols)
    expect(body.replaceAll(DOMAIN, 'DOMAIN')).toContain(row.holds ?? '"password":true')
  }
  expect(verdict?.works).toBe(row.check)
  expect(verdict?.because ?? '').toContain(row.because ?? '')
  if (row.because === undefined) expect(verdict?.because).toBeUndefined()
})

test('AC-9.2 a name with the domain in it is never longer than 60 characters', async () => {
  const provider = { ...USUAL, displayName: 'Mail for %EMAILDOMAIN%' }
  const name = (length: number) => `${'a'.repeat(length - '.example'.length)}.example`
  const fitting = 60 - 'Mail for '.length
  expect((await ask(provider, name(fitting))).status).toBe(200)
  expect((await ask(provider, name(fitting + 1))).status).toBe(404)
})

test('AC-9.2 a host with the domain in it is never longer than 253 characters', async () => {
  const provider = { ...USUAL, hostname: 'mail.%EMAILDOMAIN%' }
  const name = (length: number) =>
    'a.'
      .repeat(300)
      .slice(0, length - 8)
      .replace(/\.$/, 'a') + '.example'
  expect((await ask(provider, name(248))).status).toBe(200)
  expect((await ask(provider, name(249))).status).toBe(404)
})

test.each<[title: string, entry: unknown]>([
  ['none', 'none'],
  ['redirect', { redirect: { autoconfig: 'https://elsewhere.example/config.xml' } }],
  ['moved to a foreign domain', { redirectAddr: '%EMAILLOCALPART%@elsewhere.example' }],
])('AC-9 %s: no document, no digest', async (_title, entry) => {
  const { status, found } = await ask(USUAL, DOMAIN, entry)
  expect(status).toBe(404)
  expect(paccDigest(found)).toBeUndefined()
})

test('AC-9 moved to a domain of ours: the user name is another address, so no document', async () => {
  const table = await tableOf(
    JSON.stringify({
      publicUrl: PUBLIC_URL,
      providers: { p: USUAL },
      domains: {
        'new.example': 'p',
        'old.example': { redirectAddr: '%EMAILLOCALPART%@new.example' },
      },
    }),
  )
  const digestOf = (domain: string) => {
    const entry = table.find(domain)
    return entry && paccDigest({ domain, entry })
  }
  expect(digestOf('new.example')).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  expect(digestOf('old.example')).toBeUndefined()
})

test('AC-9.3 domains of a provider share one digest, whatever their overrides say elsewhere', async () => {
  const one = await ask(USUAL, 'one.example')
  const two = await ask(USUAL, 'two.example', { provider: 'p', support: 'https://help.example/' })
  expect(two.body).toBe(one.body)
  expect(paccDigest(two.found)).toBe(paccDigest(one.found))
})
