// Which of several servers a format states, where it can state only one of a type.
import type { Server } from './provider.js'

/** Why a format leaves out a server whatever is written of it. */
export const NOT_THE_FIRST = 'only the first of its type is stated'
export const NO_WORD_FOR_TYPE = 'this format has no word for its type'

/**
 * The first server of a type, or of several, that a format can state truthfully, in the table's order, which is
 * the provider's preference: nobody sorts. `whyNot` gives the reason why the format cannot state a server.
 */
export function firstUsable(
  servers: readonly Server[],
  types: string | readonly string[],
  whyNot: (server: Server) => string | undefined,
): Server | undefined {
  const wanted = typeof types === 'string' ? [types] : types
  return servers.find((server) => wanted.includes(server.type) && whyNot(server) === undefined)
}
