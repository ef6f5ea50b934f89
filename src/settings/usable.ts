// Which of several servers a format states, where it can state only one of a type.
import type { Server } from './provider.js'

/**
 * The first server of a type that a format can state truthfully, in the table's order, which is the provider's
 * preference: nobody sorts. `whyNot` gives the reason why the format cannot state a server.
 */
export function firstUsable(
  servers: readonly Server[],
  type: string,
  whyNot: (server: Server) => string | undefined,
): Server | undefined {
  return servers.find((server) => server.type === type && whyNot(server) === undefined)
}
