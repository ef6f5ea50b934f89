import { parseHost } from '../settings/domain.js'
import { fillDomain } from '../settings/placeholders.js'
import type { General } from '../settings/table.js'

/** The https URL of autodiscover.xml for a hosted domain: for the 302, the JSON Url and the SRV target. */
export function autodiscoverUrlFor({ autodiscoverUrl }: General, domain: string): string {
  return fillDomain(autodiscoverUrl, domain)
}

/**
 * Whether a host answers autodiscover for the customers of every domain. There the host says nothing about the
 * domain that is meant, even if one of ours bears that name: Thunderbird comes from another one's http redirect
 * with a GET, and would take what it finds.
 */
export function isSharedHost({ autodiscoverUrl }: General, host: string): boolean {
  if (autodiscoverUrl.includes('%EMAILDOMAIN%')) return false
  return parseHost(host) === parseHost(new URL(autodiscoverUrl).host)
}
