// Whether a mail client will get a working account out of what we answer. This judges rendered documents
// and never changes them; each protocol's clients.ts holds the clients that read it.

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

/** Clients that ask nobody we could answer for; nothing in the settings changes that. */
export const OUT_OF_REACH: readonly Verdict[] = [
  {
    client: 'New Outlook, Outlook for Mac and mobile',
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
    client: 'iPhone, iPad, Mac: "Mail" accounts',
    works: 'no',
    because: 'Apple asks nobody; the values are typed once',
  },
]
