import { replacePlaceholders } from '../settings/placeholders.js'
import type { General } from '../settings/table.js'

/** The https URL of autodiscover.xml for a hosted domain: for the 302, the JSON Url and the SRV target. */
export function autodiscoverUrlFor({ autodiscoverUrl }: General, domain: string): string {
  return replacePlaceholders(autodiscoverUrl, {
    EMAILADDRESS: '',
    EMAILLOCALPART: '',
    EMAILDOMAIN: domain,
  })
}
