// Which domain a request asks about, and what the table says of it.
import type { Address } from './address.js'
import { domainOfHost, parseDomain } from './domain.js'
import type { Entry, MaybePromise, Table } from './table.js'

/** What a request carries. All but the address is text as it came. */
export interface Asked {
  address?: Address | undefined
  /** A domain that is named outright. */
  domain?: string | undefined
  /** The Host header. */
  host?: string | undefined
}

export interface Found {
  /** The domain that was asked for, in A-labels: hosted, so it may be said aloud. */
  domain: string
  entry: Entry
  address?: Address
}

/**
 * A valid address decides, then a domain, then the host. Undefined: the protocol's own “unknown” answer.
 * With an address of a hosted domain any host answers, so that clients that reached us over the MX are served.
 */
export function lookUp(table: Table, asked: Asked): MaybePromise<Found | undefined> {
  const { address } = asked
  const domain = domainAsked(asked)
  if (domain === undefined) return undefined
  const found = (entry: Entry | undefined): Found | undefined => {
    if (entry === undefined) return undefined
    return address === undefined ? { domain, entry } : { domain, entry, address }
  }
  const entry = table.find(domain)
  return entry instanceof Promise ? entry.then(found) : found(entry)
}

function domainAsked({ address, domain, host }: Asked): string | undefined {
  if (address !== undefined) return address.domain
  if (domain !== undefined) return parseDomain(domain)
  return host === undefined ? undefined : domainOfHost(host)
}
