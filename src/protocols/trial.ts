// Whether a table can be answered with: every protocol is asked before the table takes the place of one that works.
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { parseAddress } from '../settings/address.js'
import { lookUp } from '../settings/lookup.js'
import type { Table } from '../settings/table.js'
import type { Protocol } from './protocol.js'
import { protocols as registered } from './registry.js'

export interface FailedAnswer {
  protocol: string
  domain: string
  error: unknown
}

/** Renders what mailboxes of these domains would get; the first answer that fails, or undefined. Yields after each. */
export async function findFailingAnswer(
  table: Table,
  domains: readonly string[],
  protocols: readonly Protocol[] = registered,
): Promise<FailedAnswer | undefined> {
  const options = { table: () => table, credentials: () => undefined, clock: () => new Date() }
  for (const domain of domains) {
    const address = parseAddress(`self-test@${domain}`)
    const found = await lookUp(table, address === undefined ? { domain } : { address })
    for (const { name: protocol, render } of protocols) {
      try {
        await render?.(found, options)
      } catch (error) {
        return { protocol, domain, error }
      }
      await yieldToOthers()
    }
  }
  return undefined
}
