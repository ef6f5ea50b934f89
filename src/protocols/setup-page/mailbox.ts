// What the page knows of the mailbox that was asked for, or of all mailboxes of a domain.
import { formatAddress } from '../../settings/address.js'
import type { Found } from '../../settings/lookup.js'
import {
  namesMailbox,
  type PlaceholderValues,
  replacePlaceholders,
  replacePlaceholdersInside,
} from '../../settings/placeholders.js'
import type { Provider } from '../../settings/provider.js'
import type { General, SettingsEntry } from '../../settings/table.js'
import { profileFor } from '../apple/answer.js'
import { NO_WISHES } from '../apple/request.js'
import { type StatedServer, type StatedServers, statedServers, takesPassword } from './servers.js'
import { thunderbirdCode } from './thunderbird-code.js'

export interface Mailbox {
  provider: Provider
  domain: string
  /** As its servers know it; undefined: the whole domain was asked for. */
  address: string | undefined
  stated: StatedServers
  /** The text of Thunderbird's code; undefined: there is none. */
  code: string | undefined
  profile: Profile | undefined
  /** Where the password can be tried. */
  webmail: string | undefined
}

export interface Profile {
  /** Whose name the device shows; undefined: unsigned. */
  signedBy: string | undefined
  /** How many accounts a profile with calendar and contacts sets up; 1: it has only mail. */
  accounts: number
}

export function mailboxOf(
  found: Found,
  { provider, address: mailbox }: SettingsEntry,
  { general, isSigned }: { general: General; isSigned: boolean },
): Mailbox {
  const { domain, address } = found
  const values: PlaceholderValues = {
    EMAILADDRESS: address === undefined ? '' : formatAddress(address),
    EMAILLOCALPART: address?.localPart ?? 'name',
    EMAILDOMAIN: domain,
  }
  const own = replacePlaceholders(mailbox, values)
  return {
    provider,
    domain,
    address: address && own,
    stated: statedServers(provider, { values, hasAddress: address !== undefined }),
    code: address && thunderbirdCode(provider, own, values),
    profile: address && profileOf(found, general, isSigned),
    webmail: webmailOf(provider, values, address !== undefined),
  }
}

/** What somebody gets who follows the link to it: asked of the very function that makes it. */
function profileOf(found: Found, general: General, isSigned: boolean): Profile | undefined {
  const profile = profileFor(found, { ...NO_WISHES, dav: true }, general)
  if (!profile.ok) return undefined
  return {
    signedBy: isSigned ? new URL(general.publicUrl).hostname : undefined,
    accounts: profile.document.PayloadContent.length,
  }
}

function webmailOf(
  { webMail }: Provider,
  values: PlaceholderValues,
  hasAddress: boolean,
): string | undefined {
  const page = webMail?.loginPage
  if (page === undefined || (!hasAddress && namesMailbox(page))) return undefined
  return replacePlaceholdersInside(page, values)
}

export interface Guided {
  incoming: StatedServer
  outgoing: StatedServer
}

/** Guides are about typing a password for both directions: who needs anything else reads the table. */
export function guidable({ incoming: [incoming], outgoing }: StatedServers): Guided | undefined {
  if (incoming === undefined || outgoing === undefined) return undefined
  return takesPassword(incoming) && takesPassword(outgoing) ? { incoming, outgoing } : undefined
}
