// Why somebody gets a page in place of a profile: the page tells him, so it must be the right reason.
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import type { Refusal } from '../../../src/protocols/people.js'
import { routes } from '../../../src/protocols/apple/routes.js'
import { HOSTED_DOMAIN } from '../../../src/protocols/protocol.js'
import type { RawQuery } from '../../../src/protocols/query.js'
import { PATH, table } from './setup.js'

/** The refusal that a request comes to, and the domain that the page is told of. */
async function refusalOf(query: string): Promise<[Refusal | undefined, string | undefined]> {
  let refused: [Refusal | undefined, string | undefined] = [undefined, undefined]
  const app = Fastify({
    exposeHeadRoutes: false,
    routerOptions: { querystringParser: (raw) => ({ raw }) satisfies RawQuery as never },
  })
  onTestFinished(() => app.close())
  app.decorateRequest(HOSTED_DOMAIN, null)
  await app.register(routes, {
    table: () => table,
    credentials: () => undefined,
    clock: () => new Date(),
    cameOverHttp: () => false,
    people: {
      guard: () => undefined,
      limit: () => undefined,
      refuse(_request, found, refusal) {
        refused = [refusal, found?.domain]
        return { status: 400, headers: {}, body: '' }
      },
      failed: () => ({ status: 500, headers: {}, body: '' }),
    },
  })
  await app.inject(`${PATH}?${query}`)
  return refused
}

test.each<[id: string, query: string, refusal: Refusal | undefined, domain: string | undefined]>([
  ['A01', 'email=jonas@example.lt', undefined, undefined],
  ['A11', 'email=a@nopop.example&protocol=pop3', 'protocol', 'nopop.example'],
  ['A11', 'email=a@poponly.example&protocol=imap', 'protocol', 'poponly.example'],
  ['A11', 'email=a@plainpop.example&protocol=pop3', 'profile', 'plainpop.example'],
  ['A11', 'email=a@oauth.example&protocol=pop3', 'profile', 'oauth.example'],
  ['A14', 'email=a@plain.example', 'profile', 'plain.example'],
  ['A14', 'email=a@nosmtp.example', 'profile', 'nosmtp.example'],
  ['A17', 'email=jonas@example.lt&name=%01', 'name', 'example.lt'],
  ['A19', 'email=foo', 'address', undefined],
  ['A19', 'domain=example.lt', 'address', undefined],
  ['A20', 'email=a@unknown.example', 'unknown', undefined],
  ['A20', 'email=a@parked.example', 'unknown', 'parked.example'],
  ['A20', 'email=a@moved.example', 'unknown', 'moved.example'],
  ['A20', 'email=a@gone.example', 'unknown', 'gone.example'],
  ['A21', 'email=foo&name=%01&PASS=x', 'password', undefined],
])('AP-%s %s: %s', async (_id, query, refusal, domain) => {
  expect(await refusalOf(query)).toEqual([refusal, domain])
})
