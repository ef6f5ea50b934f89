// The QR code that Thunderbird for Android imports an account from: its own "Export for Mobile" format, version 1.
// A code without a password is complete: the app asks for it. One value that it does not expect, null among
// them, makes it refuse the whole code.
import { filledHostname } from '../../settings/hostname.js'
import {
  namesPerson,
  type PlaceholderValues,
  replacePlaceholders,
} from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import type { SocketType } from '../../settings/schema.js'
import { firstUsable } from '../../settings/usable.js'

const VERSION = 1
// One code of one: first of its sequence, and last.
const SEQUENCE = [1, 1]
const INCOMING_PROTOCOLS = { imap: 0, pop3: 1 } as const
const SMTP = 0
const SECURITY = { STARTTLS: 2, SSL: 3 } as const satisfies Partial<Record<SocketType, number>>
// The app rejects GSSAPI and NTLM, and knows OAuth2 only for a list of providers of its own. It knows certificates,
// but a code cannot say which one. Nobody receives mail without logging in.
const AUTHENTICATION: Readonly<Record<string, number>> = {
  none: 0,
  'password-cleartext': 1,
  'password-encrypted': 2,
}
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/

/** The text of the code for a mailbox, as its servers know its address; undefined where this format cannot state the mailbox or its servers. */
export function thunderbirdCode(
  provider: Provider,
  mailbox: string,
  values: PlaceholderValues,
): string | undefined {
  const fill = (text: string) => replacePlaceholders(text, values)
  const whyNot = (server: Server) => whyNotInCode(server, values)
  if (!PRINTABLE_ASCII.test(mailbox)) return undefined
  const incoming = firstUsable(provider.incomingServers, Object.keys(INCOMING_PROTOCOLS), whyNot)
  const outgoing = firstUsable(provider.outgoingServers, 'smtp', whyNot)
  if (incoming === undefined || outgoing === undefined) return undefined
  const protocol = INCOMING_PROTOCOLS[incoming.type as keyof typeof INCOMING_PROTOCOLS]
  const identity = [mailbox, '']
  return JSON.stringify([
    VERSION,
    SEQUENCE,
    serverPart(protocol, incoming, fill),
    [[serverPart(SMTP, outgoing, fill), identity]],
  ])
}

function authenticationOf({ type, authentication }: Server): number | undefined {
  return authentication
    .filter((method) => method !== 'none' || type === 'smtp')
    .map((method) => (typeof method === 'string' ? AUTHENTICATION[method] : undefined))
    .find((code) => code !== undefined)
}

/** Why the code cannot state a server for the mailbox of these values; undefined: it can. */
function whyNotInCode(server: Server, values: PlaceholderValues): string | undefined {
  const { hostname, port, socketType, username } = server
  if (hostname === undefined || port === undefined) return 'it has no host name or port'
  if (socketType === undefined || socketType === 'plain') return 'it is not encrypted'
  const method = authenticationOf(server)
  if (method === undefined) return 'the app knows none of its authentication methods'
  if (username === undefined && method !== 0) return 'its user name is not stated'
  if (filledHostname(hostname, values) === undefined) return 'its host name is none in ASCII'
  if (username === undefined) return undefined
  if (namesPerson(username)) return 'its user name cannot be derived'
  return PRINTABLE_ASCII.test(replacePlaceholders(username, values))
    ? undefined
    : 'its user name is not ASCII'
}

function serverPart(protocol: number, server: Server, fill: (text: string) => string): unknown[] {
  const { hostname = '', port, socketType, username = '' } = server
  return [
    protocol,
    fill(hostname),
    port,
    SECURITY[socketType as keyof typeof SECURITY],
    authenticationOf(server),
    fill(username),
  ]
}
