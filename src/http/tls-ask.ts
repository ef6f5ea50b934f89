// What a web server asks before it fetches a certificate in the middle of a handshake (Caddy's on-demand TLS):
// whether a name is one of ours. Anybody can have anything asked here, simply by connecting with it.
import type { FastifyInstance } from 'fastify'
import { isServiceName } from '../settings/service-names.js'
import type { Table } from '../settings/table.js'
import { statusOf } from '../protocols/errors.js'

/** How often each answer was given. */
export type TlsAskCounts = Record<'allowed' | 'denied' | 'unavailable', number>

const PATH = '/internal/tls-ask'

/**
 * GET with the name as `domain`: 200 or 403, without a body that anybody reads. 503 where only the database could
 * tell, and it is away: a name that was answered for before is still allowed.
 */
export function answerTlsAsk(admin: FastifyInstance, table: () => Table): TlsAskCounts {
  const counts: TlsAskCounts = { allowed: 0, denied: 0, unavailable: 0 }
  admin.get<{ Querystring: { domain?: unknown } }>(PATH, async ({ query: { domain } }, reply) => {
    try {
      const isOurs = typeof domain === 'string' && (await isServiceName(domain, table()))
      counts[isOurs ? 'allowed' : 'denied'] += 1
      return await reply.code(isOurs ? 200 : 403).send({ allowed: isOurs })
    } catch (error) {
      if (statusOf(error as Error) === 503) counts.unavailable += 1
      throw error
    }
  })
  return counts
}
