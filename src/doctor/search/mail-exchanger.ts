// The mail exchanger of a domain, by which clients look for the provider behind it (autoconfig draft, section 4.3).
import { getDomain } from 'tldts'
import type { Names } from '../../probe/names.js'

export interface MailExchanger {
  host: string
  /** Without its first label, where that is longer than the base. */
  fullDomain: string | undefined
  /** The registrable domain, by the Public Suffix List. */
  baseDomain: string
}

/** The most preferred one. Undefined: none, or one of the domain itself, which leads nowhere new. */
export async function findMailExchanger(
  names: Names,
  domain: string,
): Promise<MailExchanger | undefined> {
  const resolved = await names.resolve('MX', domain)
  if (resolved.kind !== 'found') return undefined
  const [first] = resolved.records.toSorted((a, b) => a.priority - b.priority)
  const host = first?.exchange.toLowerCase() ?? ''
  const baseDomain = getDomain(host, { allowPrivateDomains: false })
  if (baseDomain === null || baseDomain === domain) return undefined
  const parent = host.slice(host.indexOf('.') + 1)
  return { host, baseDomain, fullDomain: parent.length > baseDomain.length ? parent : undefined }
}

/** The host and what is left of it label by label, down to the base domain. */
export function namesUpTo({ host, baseDomain }: MailExchanger): string[] {
  const names = [host]
  for (let name = host; name !== baseDomain && name.includes('.');) {
    name = name.slice(name.indexOf('.') + 1)
    names.push(name)
  }
  return names
}
