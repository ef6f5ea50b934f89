// Which servers of an entry the SRV records of a domain state, and why they leave out the others.
import { FULL_ADDRESS } from '../settings/placeholders.js'
import type { Server } from '../settings/provider.js'
import type { Section } from '../settings/server-types.js'
import type { General, SettingsEntry } from '../settings/table.js'
import { firstUsable, NO_WORD_FOR_TYPE, NOT_THE_FIRST } from '../settings/usable.js'
import { placeOf, type SrvType } from './places.js'
import { pointersFor } from './pointers.js'
import { LONGEST_NAME, MOVED, TYPES } from './records.js'
import { ownerOf } from './srv.js'

const ONE_OF_EACH: readonly SrvType[] = [...TYPES.calendars, ...TYPES.addressbooks]

/** Why no record states a server of the entry; undefined: one does. */
export function whyNoRecord(
  { provider, address }: SettingsEntry,
  domain: string,
  general: General,
): (server: Server) => string | undefined {
  const around = { domain, aliases: pointersFor(general, domain).aliases }
  const sections = Object.entries(TYPES) as [Section, readonly SrvType[]][]
  const whyNot = (type: SrvType, server: Server) => {
    const placed = placeOf(type, server, around)
    if (placed.whyNot !== undefined) return placed.whyNot
    const { length } = ownerOf(placed.place.label, domain)
    return length > LONGEST_NAME ? 'the name of its record is too long' : undefined
  }
  return (server) => {
    const [section, types] = sections.find(([name]) => provider[name].includes(server)) ?? []
    const type = types?.find((one) => one === server.type)
    if (section === undefined || type === undefined) return NO_WORD_FOR_TYPE
    if (address !== FULL_ADDRESS) return `no SRV records: ${MOVED}`
    const reason = whyNot(type, server)
    if (reason !== undefined || !ONE_OF_EACH.includes(type)) return reason
    const first = firstUsable(provider[section], type, (one) => placeOf(type, one, around).whyNot)
    return first === server ? undefined : NOT_THE_FIRST
  }
}
