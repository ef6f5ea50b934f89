// How much and how long a stranger may take. The timeouts work only in this combination:
// headersTimeout must be the lower one, and both are looked at once every connectionsCheckingInterval.
import type { FastifyHttpOptions } from 'fastify'
import type { Server } from 'node:http'

export const LIMITS = {
  bodyLimit: 16 * 1024,
  requestTimeout: 10_000,
  // Longer than Caddy keeps its connections to us: else it reuses one that we just closed, and a POST is lost.
  keepAliveTimeout: 130_000,
  http: {
    headersTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16 * 1024,
  },
} as const satisfies FastifyHttpOptions<Server>

export const MAX_HEADERS = 100
export const MAX_CONNECTIONS = 20_000
