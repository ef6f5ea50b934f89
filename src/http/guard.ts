// What guards pages and profiles, and nothing else: machine answers cost less than these guards do.
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply } from 'fastify'
import helmet from 'helmet'
import { BlockList, isIPv6 } from 'node:net'
import type { ForPeople } from '../protocols/people.js'
import { GUARD } from '../protocols/send.js'
import { parseHost } from '../settings/domain.js'

const MINUTE_MS = 60_000
const HALF_A_YEAR_SECONDS = 15_768_000

const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')

function isLoopback(address: string): boolean {
  return LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

export interface GuardOptions {
  /** Requests per minute of one client, IPv6 by /64; 0: no limit. */
  perMinute: number
  publicUrl: () => string
}

/**
 * The two guards, for any number of plugins. `limit` counts the requests of a client together, wherever they go.
 * `app` is the whole application.
 */
export async function createGuards(
  app: FastifyInstance,
  { perMinute, publicUrl }: GuardOptions,
): Promise<Pick<ForPeople, 'guard' | 'limit'>> {
  const setHeaders = helmet({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Below: never on the host names of customers, whose sites it would break.
    strictTransportSecurity: false,
    // A page that is shared by link may be opened from anywhere.
    crossOriginOpenerPolicy: false,
  })
  if (perMinute > 0) await registerLimit(app, perMinute)
  return {
    guard(scope) {
      scope.decorateReply(GUARD, ({ raw, request }: FastifyReply) => {
        setHeaders(request.raw, raw, () => {
          raw.setHeader('permissions-policy', 'clipboard-write=(self)')
          const own = new URL(publicUrl())
          if (own.protocol === 'https:' && parseHost(request.host) === own.hostname) {
            raw.setHeader('strict-transport-security', `max-age=${HALF_A_YEAR_SECONDS}`)
          }
        })
      })
    },
    limit(scope) {
      if (perMinute > 0) scope.addHook('onRequest', app.rateLimit())
    },
  }
}

/** Limits nothing by itself; what it counts is kept once for all who use it. */
async function registerLimit(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    max: perMinute,
    timeWindow: MINUTE_MS,
    allowList: ({ ip }) => isLoopback(ip),
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, { ttl }) =>
      Object.assign(new Error('too many'), {
        statusCode: 429,
        retryAfterSeconds: Math.ceil(ttl / 1000),
      }),
  })
}
