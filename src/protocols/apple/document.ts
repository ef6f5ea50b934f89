// A profile as an object: the top level, and the payload com.apple.mail.managed. Required keys and those whose
// defaults would be wrong are always there; nothing is ever empty, because devices take "" for a value.
import type { Dictionary } from '../../format/plist.js'
import { replacePlaceholders } from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import { type Account, usernameFor } from './account.js'
import { emailAuth, profileServers, type ProfileServers } from './servers.js'
import { davPayloads } from './dav.js'
import { type Identifiers, identifiersFor } from './identifiers.js'
import type { Device, Wishes } from './request.js'
import { chooseLanguage } from '../languages.js'
import { describeProfile } from './texts.js'

// `TargetDeviceType`: with it, a phone does not ask whether the profile is meant for the paired watch.
const TARGET_DEVICE_TYPES = { ios: 1, mac: 5 } as const satisfies Record<Device, number>

/** The top level; one payload for each account. */
export interface ProfileDocument extends Dictionary {
  PayloadContent: Dictionary[]
}

/** The profile of one mailbox; undefined where the provider's servers cannot be stated in one. */
export function profileDocument(
  provider: Provider,
  account: Account,
  wishes: Wishes,
  prefix: string,
): ProfileDocument | undefined {
  const { mailbox, values } = account
  const servers = profileServers(provider, wishes.kind, values)
  if (servers === undefined) return undefined
  const identifiers = identifiersFor(prefix, mailbox)
  const mail = mailPayload(servers, account, wishes.name, identifiers)
  const dav = wishes.dav ? davPayloads(provider, account, identifiers) : []
  const { displayName } = provider
  const shortName = provider.displayShortName ?? displayName
  const language = chooseLanguage(wishes.language, provider.language)
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    ...identifiers.profile,
    PayloadDisplayName:
      shortName === undefined ? mailbox : `${mailbox} (${replacePlaceholders(shortName, values)})`,
    PayloadDescription: describeProfile(
      language,
      mailbox,
      dav.map(({ text }) => text),
    ),
    PayloadOrganization: displayName && replacePlaceholders(displayName, values),
    PayloadScope: 'User',
    TargetDeviceType: wishes.device && TARGET_DEVICE_TYPES[wishes.device],
    PayloadContent: [mail, ...dav.map(({ payload }) => payload)],
  }
}

const ACCOUNT_TYPES = { imap: 'EmailTypeIMAP', pop3: 'EmailTypePOP' } as const

function mailPayload(
  { kind, incoming, outgoing }: ProfileServers,
  account: Account,
  name: string | undefined,
  identifiers: Identifiers,
): Dictionary {
  const { mailbox } = account
  const [receiving, sending] = [state(incoming, account), state(outgoing, account)]
  const samePassword = receiving.Username === sending.Username
  return {
    PayloadType: 'com.apple.mail.managed',
    PayloadVersion: 1,
    ...identifiers.payload(kind),
    EmailAccountType: ACCOUNT_TYPES[kind],
    EmailAddress: mailbox,
    EmailAccountDescription: mailbox,
    EmailAccountName: name,
    ...named('IncomingMailServer', receiving),
    ...named('OutgoingMailServer', sending),
    // Not stated, the device asks for the same password twice.
    OutgoingPasswordSameAsIncomingPassword: samePassword ? true : undefined,
  }
}

/** How each key ends; the beginning says which server it is. */
interface StatedServer {
  Authentication: string
  HostName: string
  PortNumber: number | undefined
  UseSSL: boolean
  Username: string | undefined
}

function state(server: Server, account: Account): StatedServer {
  const authentication = emailAuth(server) ?? 'EmailAuthPassword'
  return {
    Authentication: authentication,
    HostName: replacePlaceholders(server.hostname ?? '', account.values),
    PortNumber: server.port,
    // There is no word for STARTTLS: true, Mail upgrades on 143, 110 and 587; false would allow clear text.
    UseSSL: true,
    Username: authentication === 'EmailAuthNone' ? undefined : usernameFor(server, account),
  }
}

function named(
  server: 'IncomingMailServer' | 'OutgoingMailServer',
  stated: StatedServer,
): Dictionary {
  return Object.fromEntries(
    Object.entries(stated).map(([key, value]) => [`${server}${key}`, value]),
  )
}
