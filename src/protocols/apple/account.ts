// Whose profile it is, and what its servers call him.
import { type PlaceholderValues, replacePlaceholders } from '../../settings/placeholders.js'
import type { Server } from '../../settings/provider.js'

export interface Account {
  /** The address as the provider knows it, which is not the asked one where the mailbox moved. */
  mailbox: string
  /** Of the asked address. */
  values: PlaceholderValues
}

/** Where no name is written, it is the address that the servers know. */
export function usernameFor({ username }: Server, { mailbox, values }: Account): string {
  return username === undefined ? mailbox : replacePlaceholders(username, values)
}
