// Of whom `check` says what clients make of them: every provider, and every domain that has settings of its own.
import type { Address } from '../settings/address.js'
import { FULL_ADDRESS } from '../settings/placeholders.js'
import type { Provider } from '../settings/provider.js'
import type { MemoryTable, SettingsEntry } from '../settings/table.js'

export interface Subject {
  /** The key of a provider, or a domain. */
  name: string
  entry: SettingsEntry
  /** A mailbox that could ask. */
  address: Address
}

export function subjectsOf(table: MemoryTable): Subject[] {
  const subjects = [...table.providers].map(([key, provider]) => ofProvider(key, provider))
  for (const [name, entry] of table.entries()) {
    if (entry.kind === 'settings' && !entry.shared) {
      subjects.push({ name, entry, address: mailboxAt(domainBelow(name)) })
    }
  }
  return subjects
}

const SOMEBODY = 'customer'
const SOME_DOMAIN = `${SOMEBODY}.example`

function ofProvider(key: string, provider: Provider): Subject {
  const entry: SettingsEntry = {
    kind: 'settings',
    provider,
    publishes: 'asked domain',
    address: FULL_ADDRESS,
    shared: true,
  }
  return { name: key, entry, address: mailboxAt(provider.domains[0]?.name ?? SOME_DOMAIN) }
}

function mailboxAt(domain: string): Address {
  return { localPart: 'name', domain }
}

/** A domain that a name of the table answers for. */
function domainBelow(name: string): string {
  return name === '*' ? SOME_DOMAIN : name.replace('*', () => SOMEBODY)
}
