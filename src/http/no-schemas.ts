// Fastify loads what checks and writes JSON by a schema when it is made, one file in seven of all that a start reads.
// No route here has a schema.
import type { FastifyHttpOptions } from 'fastify'
import type { Server } from 'node:http'

const neverAsked = () => {
  throw new Error('no route has a schema')
}

/** In their place something that cannot be used. */
export const NO_SCHEMAS = {
  schemaController: {
    compilersFactory: { buildValidator: neverAsked, buildSerializer: neverAsked },
  },
} as const satisfies FastifyHttpOptions<Server>
