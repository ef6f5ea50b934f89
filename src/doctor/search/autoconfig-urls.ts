// Where autoconfig documents are looked for (draft-ietf-mailmaint-autoconfig, section 4, and what clients add to it).
import { SERVICE_LABELS } from '../../settings/domain.js'
import { PATHS } from '../../settings/paths.js'

type Scheme = 'https' | 'http'

/** On the name in front of the domain. `query`: with its question mark, or empty. */
export function onOwnName(scheme: Scheme, domain: string, query = ''): string {
  return `${scheme}://${SERVICE_LABELS.autoconfig}.${domain}${PATHS.autoconfig}${query}`
}

/** On the web server of the domain itself. */
export function onDomain(scheme: Scheme, domain: string, query = ''): string {
  return `${scheme}://${domain}${PATHS.wellKnownAutoconfig}${PATHS.autoconfig}${query}`
}

// Mozilla's database of providers has two names; Thunderbird uses the first.
const ISPDB_OF_THUNDERBIRD = 'https://live.thunderbird.net/autoconfig/v1.1/'
const ISPDB = 'https://autoconfig.thunderbird.net/v1.1/'

export function inIspdbOfThunderbird(domain: string): string {
  return `${ISPDB_OF_THUNDERBIRD}${domain}`
}

export function inIspdb(domain: string): string {
  return `${ISPDB}${domain}`
}

export function isIspdb(url: string): boolean {
  return [ISPDB, ISPDB_OF_THUNDERBIRD].some((base) => url.startsWith(base))
}
