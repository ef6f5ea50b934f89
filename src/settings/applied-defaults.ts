// What nobody wrote of a server, and what it became.
import { SERVER_DEFAULTS, type Provider, type Server } from './provider.js'
import type { WrittenProvider, WrittenServer } from './schema.js'
import { SECTIONS, type Section } from './server-types.js'

type Field = 'port' | 'socketType' | 'authentication' | 'username'
const FIELDS: readonly Field[] = ['port', 'socketType', 'authentication', 'username']

export interface AppliedDefaults {
  section: Section
  index: number
  type: string
  /** The fields that neither the server nor its provider writes, as they are answered. */
  fields: Pick<Partial<Server>, Field>
}

/** Servers that have everything written are not among them. `written`: the provider with what its domain replaces. */
export function appliedDefaults(written: WrittenProvider, resolved: Provider): AppliedDefaults[] {
  return SECTIONS.flatMap((section) =>
    (written[section] ?? []).flatMap((server, index): AppliedDefaults[] => {
      const complete = resolved[section][index]
      if (complete === undefined) return []
      const own: Partial<WrittenServer> = typeof server === 'string' ? {} : server
      const missing = FIELDS.filter(
        (field) =>
          own[field] === undefined &&
          !isOfProvider(field, written) &&
          complete[field] !== undefined,
      )
      if (missing.length === 0) return []
      const fields = Object.fromEntries(missing.map((field) => [field, complete[field]]))
      return [{ section, index, type: complete.type, fields }]
    }),
  )
}

function isOfProvider(field: Field, written: WrittenProvider): boolean {
  return SERVER_DEFAULTS.some((one) => one === field && written[one] !== undefined)
}
