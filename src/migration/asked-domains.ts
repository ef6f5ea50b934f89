// A list of domains and addresses, one a line → what to ask another service for.
import { formatAddress, parseAddress } from '../settings/address.js'
import { parseDomain } from '../settings/domain.js'
import type { Findings } from './findings.js'

/** Domain → the addresses of it that are listed. */
export type AskedDomains = ReadonlyMap<string, readonly string[]>

/** Blank lines and lines that start with # are passed over; what is no domain and no address is a problem. */
export function readAskedDomains(text: string, name: string, findings: Findings): AskedDomains {
  const asked = new Map<string, string[]>()
  for (const [index, line] of text.split('\n').entries()) {
    const written = line.trim()
    if (written === '' || written.startsWith('#')) continue
    const address = written.includes('@') ? parseAddress(written) : undefined
    const domain = written.includes('@') ? address?.domain : parseDomain(written.toLowerCase())
    if (domain === undefined) {
      findings.problem(`${name}:${index + 1}`, 'is no domain and no address')
      continue
    }
    const addresses = asked.get(domain) ?? []
    asked.set(domain, addresses)
    const mailbox = address && formatAddress(address)
    if (mailbox !== undefined && !addresses.includes(mailbox)) addresses.push(mailbox)
  }
  return asked
}
