// Which servers of the table a format states, and why it leaves out the others: by the same functions that leave them out.
import type { Address } from '../settings/address.js'
import type { Server } from '../settings/provider.js'
import type { SettingsEntry } from '../settings/table.js'
import { NO_WORD_FOR_TYPE, NOT_THE_FIRST } from '../settings/usable.js'

/** What is asked for: an entry answers differently for one domain than for another. */
export interface CoverageQuestion {
  entry: SettingsEntry
  address: Address
}

/** Why a format does not state a server of the entry; undefined: it does. */
export type WhyNotStated = (server: Server) => string | undefined

interface OneOfEach {
  /** Those that the format has a word for, where they stand. */
  offered: readonly Server[]
  stated: readonly Server[]
  /** Why the format cannot state a server. */
  whyNot: WhyNotStated
  /** Why there is no answer at all. */
  noAnswer: string | undefined
}

/** For formats that state one server of each type. */
export function statingOneOfEach({ offered, stated, whyNot, noAnswer }: OneOfEach): WhyNotStated {
  return (server) => {
    if (!offered.includes(server)) return NO_WORD_FOR_TYPE
    const reason = whyNot(server) ?? noAnswer
    return reason ?? (stated.includes(server) ? undefined : NOT_THE_FIRST)
  }
}
