// Whether a mail client will get a working account out of what we answer. This judges rendered documents
// and never changes them; each protocol's clients.ts holds the clients that read it.

import type { Server } from '../settings/provider.js'

export interface Verdict {
  client: string
  /** `partly`: an account comes out of it, with something missing. */
  works: 'yes' | 'partly' | 'no'
  /** Why not, or what is missing; what the person does instead. */
  because?: string
}

/** From a list of reasons against: none means yes. */
export function verdict(client: string, reasons: readonly string[]): Verdict {
  return reasons.length === 0
    ? { client, works: 'yes' }
    : { client, works: 'no', because: [...new Set(reasons)].join('; ') }
}

/** Why a format has no server of these types to state, one reason for each that is offered; none: it has one. */
export function whyNone(
  servers: readonly Server[],
  types: readonly string[],
  whyNot: (server: Server) => string | undefined,
): string[] {
  const offered = servers.filter(({ type }) => types.includes(type))
  const reasons = offered.flatMap((server) => {
    const reason = whyNot(server)
    return reason === undefined ? [] : [`${server.type}: ${reason}`]
  })
  if (offered.length === 0) return [`no ${types.join(' or ')} server`]
  return reasons.length < offered.length ? [] : reasons
}

export const NEW_OUTLOOK = 'New Outlook, Outlook for Mac and mobile'

/** Clients that ask nobody we could answer for; nothing in the settings changes that. */
export const OUT_OF_REACH: readonly Verdict[] = [
  {
    client: NEW_OUTLOOK,
    works: 'no',
    because:
      "they ask Microsoft's own service, which knows no IMAP settings of others; choose IMAP there and type the values, or use classic Outlook",
  },
  {
    client: "Classic Outlook's simplified set-up",
    works: 'no',
    because:
      'it asks the same service first; open "Advanced options" and set the account up by hand, or start from Control Panel > Mail',
  },
  {
    client: 'iPhone, iPad, Mac: an account added by hand',
    works: 'no',
    because:
      'Apple asks nobody by itself; the profile is the automatic way: open its link on the device',
  },
]
