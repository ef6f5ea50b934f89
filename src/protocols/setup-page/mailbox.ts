// What the page knows of the mailbox that was asked for, or of all mailboxes of a domain.
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
import { valuesOfAddress } from '../slots.js'
import {
  isOpen,
  type StatedServer,
  type StatedServers,
  statedServers,
  takesPassword,
} from './servers.js'
import { thunderbirdCode } from './thunderbird-code.js'

export interface Mailbox {
  domain: string
  /** As its servers know it; undefined: the whole domain was asked for. */
  address: string | undefined
  /** The address that was asked for, or an example of one, and the other one that it has now. */
  renamed: { old: string; now: string } | undefined
  stated: StatedServers
  /** The text of Thunderbird's code; undefined: there is none. */
  code: string | undefined
  profile: Profile | undefined
  /** Where the password can be tried. */
  webmail: string | undefined
  note: Provider['note']
  enable: Provider['enable']
}

export interface Profile {
  /** Whose name the device shows; undefined: unsigned. */
  signedBy: string | undefined
  /** How many accounts a profile with calendar and contacts sets up; 1: it has only mail. */
  accounts: number
}

/** `example`: the local part of the addresses that stand for all of a domain. */
export function mailboxOf(
  found: Found,
  { provider, address: mailbox }: SettingsEntry,
  { general, isSigned }: { general: General; isSigned: boolean },
  example: string,
): Mailbox {
  const { domain, address } = found
  const hasAddress = address !== undefined
  const values = valuesOfAddress(address ?? { localPart: example, domain })
  const own = replacePlaceholders(mailbox, values)
  const filled = fillTexts(provider, domain, hasAddress ? values : undefined)
  return {
    domain,
    address: hasAddress ? own : undefined,
    renamed: own === values.EMAILADDRESS ? undefined : { old: values.EMAILADDRESS, now: own },
    stated: statedServers(provider, { values, address: mailbox, hasAddress }),
    code: hasAddress ? thunderbirdCode(provider, own, values) : undefined,
    profile: hasAddress ? profileOf(found, general, isSigned) : undefined,
    webmail: filled.webMail?.loginPage,
    note: filled.note,
    enable: filled.enable,
  }
}

type FilledTexts = Pick<Provider, 'note' | 'enable' | 'documentation' | 'webMail'>

/** What a provider says to people, with its placeholders filled; what they cannot be filled in is not said. */
export function fillTexts(
  { note, enable, documentation, webMail }: Provider,
  domain: string,
  values: PlaceholderValues | undefined,
): FilledTexts {
  const known = values ?? { EMAILADDRESS: '', EMAILLOCALPART: '', EMAILDOMAIN: domain }
  const filled = <Value>(value: Value): Value | undefined =>
    values === undefined && namesMailbox(JSON.stringify(value ?? null))
      ? undefined
      : replacePlaceholdersInside(value, known)
  return {
    note: filled(note),
    enable: filled(enable),
    documentation: documentation?.flatMap((one) => filled(one) ?? []),
    webMail: filled(webMail),
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

export interface Guided {
  incoming: StatedServer
  outgoing: StatedServer
}

/**
 * Guides are about typing a password for incoming mail, and the same or nothing for outgoing mail:
 * who needs anything else reads the table.
 */
export function guidable({ incoming: ways, outgoing }: StatedServers): Guided | undefined {
  const incoming = ways.find(takesPassword)
  if (incoming === undefined || outgoing === undefined) return undefined
  const canSend = takesPassword(outgoing) || isOpen(outgoing)
  return canSend ? { incoming, outgoing } : undefined
}
