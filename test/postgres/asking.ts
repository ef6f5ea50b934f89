// What a table of the database answers, in a word, while something happens to the database.
import { vi } from 'vitest'
import type { Table } from '../../src/settings/table.js'

/** A provider whose name its answers show. */
export const provider = (name: string) =>
  `{ displayName: ${name}, hostname: mail.${name}.example, incomingServers: [imap], outgoingServers: [smtp] }`

/** What a domain is answered with, or the status of the error. */
export async function ask(table: Table, domain: string): Promise<string | number | undefined> {
  try {
    const entry = await table.find(domain)
    return entry?.kind === 'settings' ? entry.provider.displayName : entry?.kind
  } catch (error) {
    return (error as { statusCode?: number }).statusCode ?? 500
  }
}

/** Long enough for whatever happens within the ten seconds that are promised, on a busy machine. */
export const waitFor = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 40_000, interval: 50 })
