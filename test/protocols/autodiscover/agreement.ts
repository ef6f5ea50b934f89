// Whether what the simulated clients end up with is what the settings table says.
import type { Provider, Server } from '../../../src/settings/provider.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { type Configured, deltaChat, fairEmail, thunderbird } from './readers.js'

/** Whom the answer is for; without a local part where the client did not say. */
export interface Mailbox {
  localPart?: string
  domain: string
}

function fill(text: string, { localPart = '', domain }: Mailbox): string {
  return text
    .replaceAll('%EMAILADDRESS%', () => `${localPart}@${domain}`)
    .replaceAll('%EMAILLOCALPART%', () => localPart)
    .replaceAll('%EMAILDOMAIN%', domain)
}

/** Servers of the table at the place that a client configured. */
function inTable(provider: Provider, one: Configured, mailbox: Mailbox): Server[] {
  return [...provider.incomingServers, ...provider.outgoingServers].filter(
    ({ type, hostname = '', port }) =>
      type.toUpperCase() === one.type && fill(hostname, mailbox) === one.host && port === one.port,
  )
}

function sameTls({ socket }: Configured, { socketType }: Server): boolean {
  return socket === 'automatic' ? socketType !== 'plain' : socket === socketType
}

/**
 * Every difference between the table and what a client would set up from a settings answer:
 * the way to TLS, the log-in, and a block that a client drops.
 */
export function disagreements(body: string, provider: Provider, mailbox: Mailbox): string[] {
  const types = all(parse(body), 'Response', 'Account', 'Protocol')
    .map((protocol) => textOf(protocol, 'Type') ?? '')
    .filter((type) => !type.endsWith('DAV'))
  const differences = (client: string, wanted: readonly string[], got: readonly Configured[]) => {
    const read = got.map(({ type }) => type)
    const dropped = wanted.filter((type) => !read.includes(type))
    return [
      ...dropped.map((type) => `${client} drops ${type}`),
      ...got.flatMap((one) => {
        const candidates = inTable(provider, one, mailbox)
        const place = `${client}: ${one.type} ${one.host}:${one.port}`
        if (candidates.length === 0) return [`${place} is not in the table`]
        // FairEmail cannot be told of clear text: it encrypts, which is the safe side.
        if (client === 'FairEmail' && candidates.some((s) => s.socketType === 'plain')) return []
        const right = candidates.filter((server) => sameTls(one, server))
        if (right.length === 0) return [`${place} by ${one.socket}, which the table does not say`]
        return sameLogIn(one, right, mailbox) ? [] : [`${place} logs in as ${one.username ?? '-'}`]
      }),
    ]
  }
  const both = types.includes('IMAP') && types.includes('SMTP')
  const forOthers = types.filter((type) => type !== 'POP3')
  return [
    ...differences('Thunderbird', types, thunderbird(body)),
    ...differences('Delta Chat', forOthers, deltaChat(body)),
    ...(both ? differences('FairEmail', forOthers, fairEmail(200, body)) : []),
  ]
}

const WHOLE = '%EMAILADDRESS%'

/** Only Thunderbird reads log-in names; without one it takes the whole address, as an open table means. */
function sameLogIn(
  { username }: Configured,
  servers: readonly Server[],
  mailbox: Mailbox,
): boolean {
  if (username === undefined) return true
  return servers.some(({ username: written = WHOLE }) =>
    username === WHOLE ? written === WHOLE : fill(written, mailbox) === username,
  )
}
