// Which mail servers a profile can state. The set-up page asks here whether there is a profile to offer.
import { filledHostname } from '../../settings/hostname.js'
import { namesPerson, type PlaceholderValues } from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import type { Authentication } from '../../settings/schema.js'
import { firstUsable } from '../../settings/usable.js'

export const KINDS = ['imap', 'pop3'] as const
/** How the account of a profile receives its mail. */
export type ProfileKind = (typeof KINDS)[number]

export function isProfileKind(text: string): text is ProfileKind {
  return KINDS.some((kind) => kind === text)
}

export interface ProfileServers {
  kind: ProfileKind
  incoming: Server
  outgoing: Server
}

/**
 * The servers of a profile: the first of the table, IMAP or POP3, that can be stated, unless a kind is asked
 * for, and the first for sending. Undefined: no profile can be made, for a profile without SMTP is not valid.
 * `values`: of the address that it is for; without them the answer is that for most addresses.
 */
export function profileServers(
  provider: Provider,
  kind?: ProfileKind,
  values?: PlaceholderValues,
): ProfileServers | undefined {
  const whyNot = (server: Server) => whyNotInProfile(server, values)
  const outgoing = firstUsable(provider.outgoingServers, 'smtp', whyNot)
  if (outgoing === undefined) return undefined
  const incoming = firstUsable(provider.incomingServers, kind ?? KINDS, whyNot)
  return incoming && { kind: incoming.type as ProfileKind, incoming, outgoing }
}

/** Why a profile cannot state a mail server truthfully; undefined: it can. */
export function whyNotInProfile(server: Server, values?: PlaceholderValues): string | undefined {
  const { hostname, port, socketType, username } = server
  if (hostname === undefined) return 'it has no host name'
  if (values !== undefined && filledHostname(hostname, values) === undefined) {
    return 'the address makes no host name of its placeholders'
  }
  if (port === undefined || socketType === undefined) return 'its port or socketType is not stated'
  if (socketType === 'plain')
    return 'it is not encrypted, and no profile sends passwords in the clear'
  if (emailAuth(server) === undefined) return 'Apple Mail knows none of its authentication methods'
  if (username !== undefined && namesPerson(username)) return 'its user name cannot be derived'
  return undefined
}

/** `IncomingMailServerAuthentication` and its outgoing sister. `EmailAuthHTTPMD5` exists as well; no mail server has it. */
export type EmailAuth = 'EmailAuthPassword' | 'EmailAuthCRAMMD5' | 'EmailAuthNTLM' | 'EmailAuthNone'

/** The first method that Apple has a word for; there are none for OAuth2, GSSAPI, SCRAM and certificates. */
export function emailAuth({ type, authentication }: Server): EmailAuth | undefined {
  const words = authentication.map((method) => wordFor(method, type))
  const first = words.find((word) => word !== undefined)
  // Under TLS, which every stated server has, the password is the method that works.
  return first === 'EmailAuthCRAMMD5' && words.includes('EmailAuthPassword')
    ? 'EmailAuthPassword'
    : first
}

function wordFor(method: Authentication, type: string): EmailAuth | undefined {
  switch (method) {
    case 'password-cleartext':
      return 'EmailAuthPassword'
    case 'password-encrypted':
      return 'EmailAuthCRAMMD5'
    case 'NTLM':
      return 'EmailAuthNTLM'
    case 'none':
    case 'client-IP-address':
      return type === 'smtp' ? 'EmailAuthNone' : undefined
    default:
      return undefined
  }
}
