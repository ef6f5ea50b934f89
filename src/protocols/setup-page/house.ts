// Whose name stands on a view: the provider of the domain that was asked for, or the only one there is.
import type { Found } from '../../settings/lookup.js'
import { fillDomain, namesMailbox } from '../../settings/placeholders.js'
import type { Provider } from '../../settings/provider.js'
import type { General, Image } from '../../settings/table.js'
import { valuesOfAddress } from '../slots.js'
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
  return {
    name: nameOf(provider, found?.domain),
    logo: logoFile === undefined ? undefined : general.images.get(logoFile),
    accent,
    language,
    support: support ?? general.support,
    documentation: documentationOf(provider, found),
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

function documentationOf(provider: Provider, found: Found | undefined): House['documentation'] {
  if (found === undefined) return []
  const { address, domain } = found
  return fillTexts(provider, domain, address && valuesOfAddress(address)).documentation ?? []
}
