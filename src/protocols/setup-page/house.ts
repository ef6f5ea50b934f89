// Whose name stands on a view: the provider of the domain that was asked for, or the only one there is.
import type { Found } from '../../settings/lookup.js'
import { fillDomain, namesMailbox, type PlaceholderValues } from '../../settings/placeholders.js'
import { formatAddress } from '../../settings/address.js'
import type { Provider } from '../../settings/provider.js'
import type { General, Image } from '../../settings/table.js'
import { fillTexts } from './mailbox.js'

export interface House {
  /** As it is shown. */
  name: string | undefined
  logo: Image | undefined
  /** `#rrggbb`. */
  accent: string | undefined
  language: string | undefined
  /** Where people get help: a URL. */
  support: string | undefined
  documentation: NonNullable<Provider['documentation']>
}

export function houseOf(found: Found | undefined, general: General): House {
  const provider = found?.entry.kind === 'settings' ? found.entry.provider : general.onlyProvider
  if (provider === undefined) return { ...NOBODY, support: general.support }
  const { accent, language, logoFile, support } = provider
  const domain = found?.domain
  return {
    name: nameOf(provider, domain),
    logo: logoFile === undefined ? undefined : general.images.get(logoFile),
    accent,
    language,
    support: support ?? general.support,
    documentation:
      domain === undefined
        ? []
        : (fillTexts(provider, domain, valuesOf(found)).documentation ?? []),
  }
}

const NOBODY: House = {
  name: undefined,
  logo: undefined,
  accent: undefined,
  language: undefined,
  support: undefined,
  documentation: [],
}

/** Undefined where the name needs a domain and none is known. */
function nameOf({ displayName }: Provider, domain: string | undefined): string | undefined {
  if (displayName === undefined || namesMailbox(displayName)) return undefined
  if (domain !== undefined) return fillDomain(displayName, domain)
  return displayName.includes('%EMAILDOMAIN%') ? undefined : displayName
}

function valuesOf(found: Found | undefined): PlaceholderValues | undefined {
  if (found?.address === undefined) return undefined
  const { address, domain } = found
  return {
    EMAILADDRESS: formatAddress(address),
    EMAILLOCALPART: address.localPart,
    EMAILDOMAIN: domain,
  }
}
