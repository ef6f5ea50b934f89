// A list of domains and addresses → what to ask another service for, domain by domain.
import { formatAddress } from '../settings/address.js'
import { parseDomainList } from './domain-list-argument.js'
import type { Findings } from './findings.js'

/** Domain → the addresses of it that are listed. */
export type AskedDomains = ReadonlyMap<string, readonly string[]>

/** What is neither a domain nor an address is a problem of its line. */
export function readAskedDomains(text: string, name: string, findings: Findings): AskedDomains {
  const { mailboxes, unusableLines } = parseDomainList(text)
  for (const line of unusableLines) {
    findings.problem(`${name}:${line}`, 'is neither a domain nor an address')
  }
  const asked = new Map<string, string[]>()
  for (const { name: listed, address } of mailboxes) {
    const addresses = asked.get(address.domain) ?? []
    asked.set(address.domain, addresses)
    if (listed !== address.domain) addresses.push(formatAddress(address))
  }
  return asked
}
