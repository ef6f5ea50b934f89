// The host names that lead to this service, and so those that it needs certificates for.
import { parseDomain, SERVICE_LABELS } from './domain.js'
import type { Entry, Table } from './table.js'

const DOMAIN = '%EMAILDOMAIN%'
const { autoconfig, autodiscover, pacc } = SERVICE_LABELS
// Not www: there stands the site of the customer.
const IN_FRONT_OF_DOMAINS = [autoconfig, autodiscover, pacc].map((label) => `${label}.${DOMAIN}`)

/**
 * Whether a name, as a stranger wrote it, is one of ours: the host of publicUrl or autodiscoverUrl, or stands in front
 * of a hosted domain where clients ask for it. Not of a domain that only a wildcard covers, since anybody could make up
 * as many of those as they like, and not of one without mail. Rejects as `Table.find` does.
 */
export async function isServiceName(text: string, table: Table): Promise<boolean> {
  const name = parseDomain(text)
  if (name === undefined) return false
  const { general } = table
  const hosts = [general.publicUrl, general.autodiscoverUrl].map(hostOf)
  if (hosts.includes(name)) return true
  const patterns = [...IN_FRONT_OF_DOMAINS, ...hosts.filter((host) => host.includes(DOMAIN))]
  for (const pattern of patterns) {
    const domain = domainIn(name, pattern)
    if (domain !== undefined && hasMail(await table.at(domain))) return true
  }
  return false
}

/** In the letters of the settings, where a placeholder may stand in it. */
function hostOf(url: string): string {
  const [, , host = ''] = url.split('/')
  return host.includes(DOMAIN) ? host.replace(/:\d+$/, '') : new URL(url).hostname
}

/** What stands for the placeholder, where the name has that form. */
function domainIn(name: string, pattern: string): string | undefined {
  const [before = '', after = ''] = pattern.split(DOMAIN)
  const fits = name.startsWith(before) && name.endsWith(after)
  return fits ? parseDomain(name.slice(before.length, name.length - after.length)) : undefined
}

function hasMail(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.kind !== 'none'
}
