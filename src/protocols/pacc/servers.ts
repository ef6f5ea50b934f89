// Which servers a PACC document can state. It has host names and URLs only: TLS from the first byte, the
// registered port and the address as user name are taken for granted.
import { isPassword } from '../../settings/authentication.js'
import { hostnameForDomain } from '../../settings/hostname.js'
import { isFullAddress } from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import { defaultPort, type Section } from '../../settings/server-types.js'
import { firstUsable } from '../../settings/usable.js'
import { issuerUrl, serviceUrl } from './urls.js'

const SECTION_OF = {
  imap: 'incomingServers',
  pop3: 'incomingServers',
  jmap: 'incomingServers',
  smtp: 'outgoingServers',
  caldav: 'calendars',
  carddav: 'addressbooks',
  webdav: 'fileShares',
} as const satisfies Readonly<Record<string, Section>>

export type PaccType = keyof typeof SECTION_OF
const PACC_TYPES = Object.keys(SECTION_OF) as PaccType[]

/** What the document says of logging in; it says it once, for all servers. */
export type Method = 'password' | 'oauth-public'
const METHODS: readonly Method[] = ['password', 'oauth-public']

function methodsOf({ authentication }: Server, { oAuth2 }: Provider): Method[] {
  const hasIssuer = oAuth2?.issuer !== undefined && issuerUrl(oAuth2.issuer) !== undefined
  return METHODS.filter((method) =>
    method === 'password'
      ? authentication.some(isPassword)
      : hasIssuer && authentication.includes('OAuth2'),
  )
}

const ANY_DOMAIN = 'customer.example'

/** Why PACC cannot state a server truthfully; undefined: it can. */
export function whyNotInPacc(server: Server, provider: Provider): string | undefined {
  const { type, hostname, port, socketType, url, username } = server
  if (url !== undefined) {
    if (serviceUrl(url) === undefined) {
      return 'its URL must be https on the default port, and the same for all mailboxes'
    }
  } else {
    if (hostname === undefined || hostnameForDomain(hostname, ANY_DOMAIN) === undefined) {
      return 'its host must be a DNS name, and the same for all mailboxes'
    }
    if (socketType !== 'SSL') return 'only SSL can be stated'
    if (port !== defaultPort(type, socketType)) {
      return `only port ${String(defaultPort(type, socketType))} can be stated`
    }
  }
  // Nor is it after a move: the user name is then another address than the one that the person types.
  if (username === undefined || !isFullAddress(username)) {
    return 'its user name must be the whole address'
  }
  return methodsOf(server, provider).length === 0
    ? 'it takes no password, and no OAuth2 from an https issuer'
    : undefined
}

export interface StatedServers {
  /** At most one of each type. */
  servers: ReadonlyMap<PaccType, Server>
  /** What every one of them takes. */
  methods: readonly Method[]
}

/**
 * The first usable server of each type. The preferred way to receive and the server that sends decide how to log
 * in; another one that does not take it is left out. Undefined where receiving, or sending although it is offered,
 * cannot be stated.
 */
export function statedServers(provider: Provider): StatedServers | undefined {
  const servers = new Map<PaccType, Server>()
  let methods = METHODS
  const state = (type: PaccType): boolean => {
    const common = (one: Server) =>
      methodsOf(one, provider).filter((method) => methods.includes(method))
    const server = firstUsable(
      provider[SECTION_OF[type]],
      type,
      (one) =>
        whyNotInPacc(one, provider) ??
        (common(one).length === 0 ? 'logs in differently' : undefined),
    )
    if (server === undefined) return false
    servers.set(type, server)
    methods = common(server)
    return true
  }
  if (!receivingTypes(provider).some(state)) return undefined
  if (provider.outgoingServers.length > 0 && !state('smtp')) return undefined
  for (const type of PACC_TYPES) {
    if (!servers.has(type)) state(type)
  }
  return { servers, methods }
}

/** In the order of the table, which is the provider's preference. */
function receivingTypes({ incomingServers }: Provider): PaccType[] {
  const types = PACC_TYPES.filter((type) => SECTION_OF[type] === 'incomingServers')
  return incomingServers.flatMap((server) => types.filter((type) => type === server.type))
}

/** Every server that PACC has a word for, by type. */
export function offeredServers(provider: Provider): Map<PaccType, Server[]> {
  const offered = PACC_TYPES.map(
    (type) => [type, provider[SECTION_OF[type]].filter((one) => one.type === type)] as const,
  )
  return new Map(offered.flatMap(([type, all]) => (all.length === 0 ? [] : [[type, all]])))
}
