// What is examined: a domain, an address in it to ask with, and what the settings at hand say of it.
import { formatAddress, type Address } from '../settings/address.js'
import type { Found } from '../settings/lookup.js'
import type { Table } from '../settings/table.js'

export interface Question {
  domain: string
  address: Address
  /** Undefined where the settings at hand do not host the domain. */
  local: Local | undefined
}

export interface Local {
  table: Table
  /** Looked up with the address. */
  found: Found
}

export function emailOf({ address }: Question): string {
  return formatAddress(address)
}

/** What to publish so that a name leads to the service. */
export function publishAlias(name: string, { local }: Question): string {
  const host = local === undefined ? undefined : new URL(local.table.general.publicUrl).hostname
  const isPublic = host?.includes('.') === true && !/^[\d.]+$/.test(host)
  if (!isPublic) return `Publish it, leading to the service that has the settings (a CNAME record).`
  return host === name
    ? `Publish the addresses of the machine where the service runs.`
    : `Publish: ${name}. CNAME ${host}.`
}

/** What to do where a service answers that it does not know the domain. */
export function addDomain(host: string, { domain, local }: Question): string {
  if (local === undefined) {
    return `Add ${domain} to the settings of the service there, or lead ${host} to the one that knows it.`
  }
  const isOurs =
    `.${host}`.endsWith(`.${domain}`) || host === new URL(local.table.general.publicUrl).hostname
  return isOurs
    ? `Lead ${host} to this service, or restart it with the settings that hold ${domain}.`
    : `Add ${domain} to the settings of the service there, or lead nobody to it.`
}
