// A provider as answers need it: every default applied, every server complete.
import { parseDomain } from './domain.js'
import { normaliseHostname } from './hostname.js'
import { FULL_ADDRESS } from './placeholders.js'
import { nearest, type Path, type Report, suggestion } from './problems.js'
import type { Authentication, SocketType, WrittenProvider, WrittenServer } from './schema.js'
import {
  defaultPort,
  defaultSocketType,
  KNOWN_TYPES,
  SECTIONS,
  type Section,
  serverType,
  socketTypeOfPort,
} from './server-types.js'

/** What is absent here is not stated in any answer. `authentication` holds the preferred method first. */
export interface Server extends Omit<
  WrittenServer,
  'port' | 'socketType' | 'authentication' | 'username'
> {
  port?: number
  socketType?: SocketType
  authentication: readonly Authentication[]
  username?: string
}

/** What a provider may write once for all its servers. */
export const SERVER_DEFAULTS = ['hostname', 'socketType', 'authentication', 'username'] as const
type ServerDefaults = (typeof SERVER_DEFAULTS)[number]

export interface Provider
  extends
    Omit<WrittenProvider, Section | ServerDefaults | 'domains'>,
    Record<Section, readonly Server[]> {
  key: string
  /** The provider's own domains, in A-labels. */
  domains: readonly OwnDomain[]
}

export interface OwnDomain {
  name: string
  purpose?: 'mx'
}

/** Where a field of the written provider stands in the file: overrides stand elsewhere than the rest. */
export type FieldPath = (field: string) => Path

type Servers = Readonly<Record<Section, readonly Server[]>>

/** Where a server stands; of one that an entry only changes through its overrides, where the entry does. */
export function serverPath(fieldPath: FieldPath, section: Section, index: number): Path {
  const path = fieldPath(section)
  return path.length > 2 ? [...path, index] : path
}

/**
 * Applies the defaults of the settings model. Reports what no default can complete;
 * the provider that comes back is then not to be served. `servers`: those that have been resolved already.
 */
export function resolveProvider(
  key: string,
  written: WrittenProvider,
  fieldPath: FieldPath,
  report: Report,
  servers: Servers = resolveServers(written, fieldPath, report),
): Provider {
  const { hostname: _h, socketType: _s, authentication: _a, username: _u, ...rest } = written
  return {
    ...rest,
    ...bySection((section) => servers[section]),
    key,
    domains: ownDomains(written, fieldPath('domains'), report),
  }
}

/** Whether a field of a provider has a say in what its servers are. */
export function concernsServers(field: string): boolean {
  return [...SECTIONS, ...SERVER_DEFAULTS].some((one) => one === field)
}

function resolveServers(written: WrittenProvider, fieldPath: FieldPath, report: Report): Servers {
  return bySection((section) =>
    (written[section] ?? []).map((server, index) =>
      resolveServer(server, written, serverPath(fieldPath, section, index), report),
    ),
  )
}

function bySection<Value>(of: (section: Section) => Value): Record<Section, Value> {
  return Object.fromEntries(SECTIONS.map((section) => [section, of(section)])) as Record<
    Section,
    Value
  >
}

function ownDomains(written: WrittenProvider, path: Path, report: Report): OwnDomain[] {
  return (written.domains ?? []).flatMap((domain, index) => {
    const { name: text, purpose } = typeof domain === 'string' ? { name: domain } : domain
    const name = parseDomain(text)
    if (name === undefined) {
      const message = text.includes('*')
        ? `"${text}" cannot be published; wildcards belong in the map "domains" at the top level`
        : `"${text}" is no domain name`
      report({ severity: 'error', path: [...path, index], message })
      return []
    }
    return purpose === undefined ? { name } : { name, purpose }
  })
}

/** One server with its defaults; `provider` gives those that are written for all its servers. */
export function resolveServer(
  writtenServer: string | WrittenServer,
  provider: Pick<WrittenProvider, ServerDefaults>,
  path: Path,
  report: Report,
): Server {
  const written = typeof writtenServer === 'string' ? { type: writtenServer } : writtenServer
  const error = (message: string, field?: string) => {
    report({ severity: 'error', path: field === undefined ? path : [...path, field], message })
  }
  const { port: _p, socketType: _s, authentication, username, hostname, ...rest } = written
  const known = serverType(written.type)
  const overHttp = written.url !== undefined || known?.base === 'URL'
  const server: Server = { ...rest, authentication: [] }

  if (known === undefined && written.url === undefined && written.hostname === undefined) {
    error(`unknown type "${written.type}"; ${suggestion(written.type, KNOWN_TYPES)}`)
    // As it was likely meant, or a provider would lack what it only misspells.
    return { ...server, type: nearest(written.type, KNOWN_TYPES) ?? written.type }
  }
  if (overHttp) {
    if (written.url === undefined) {
      const instead = hostname === undefined ? '' : ' instead of a hostname'
      error(`a server of type ${written.type} needs a url${instead}`)
    } else if (hostname !== undefined) {
      error('a server has a hostname or a url, not both', 'hostname')
    } else if (known?.base === 'TCP') {
      error(`type ${written.type} is reached by hostname, not by url`, 'url')
    }
    for (const field of ['port', 'socketType'] as const) {
      if ((written[field] ?? null) !== null) error('belongs into the url', field)
    }
  } else {
    completeTcpServer(server, written, provider, error)
  }
  server.authentication = methods(authentication, provider.authentication, written.type, overHttp)
  const name = username === undefined ? defaultUsername(server, provider.username) : username
  if (name !== null && name !== undefined) server.username = name
  return server
}

function completeTcpServer(
  server: Server,
  written: WrittenServer,
  provider: Pick<WrittenProvider, ServerDefaults>,
  error: (message: string, field?: string) => void,
): void {
  const hostname = written.hostname ?? provider.hostname
  if (hostname !== undefined) server.hostname = normaliseHostname(hostname)
  else if (written.owaURL ?? written.ewsURL ?? written.easURL) {
    const stated = (written.port ?? written.socketType ?? null) !== null
    if (stated) error('needs a hostname, if it has a port or a socketType')
    return
  } else error('needs a hostname, here or at the provider')

  const port = written.port ?? undefined
  const socketType =
    written.socketType === null
      ? undefined
      : (written.socketType ??
        provider.socketType ??
        (port === undefined ? defaultSocketType(written.type) : socketTypeOfPort(port)))
  if (socketType !== undefined) server.socketType = socketType
  else if (written.socketType !== null) {
    error(`port ${String(port)} has no default; write socketType: SSL or STARTTLS`)
  }
  if (written.port === null) return
  const chosen = port ?? (socketType && defaultPort(written.type, socketType))
  if (chosen !== undefined) server.port = chosen
  else if (socketType !== undefined) {
    error(`type ${written.type} with ${socketType} has no default port; write one`)
  }
}

function asList<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value]
}

function methods(
  own: WrittenServer['authentication'],
  ofProvider: WrittenProvider['authentication'],
  type: string,
  overHttp: boolean,
): Authentication[] {
  if (own !== undefined) return asList(own)
  if (!overHttp) return asList(ofProvider ?? 'password-cleartext')
  const overHttpMethods = asList(ofProvider ?? 'password-cleartext').map(overHttpMethod)
  // Thunderbird reads EWS and knows no HTTP schemes there, only its own word for a password.
  return type === 'ews' ? [...overHttpMethods, 'password-cleartext'] : overHttpMethods
}

function overHttpMethod(method: Authentication): Authentication {
  if (method === 'password-cleartext') return { http: 'Basic' }
  return method === 'password-encrypted' ? { http: 'Digest' } : method
}

const METHODS_WITHOUT_USERNAME: readonly Authentication[] = [
  'none',
  'client-IP-address',
  'smtp-after-pop',
]

function defaultUsername(server: Server, ofProvider: string | undefined): string | undefined {
  const anonymous = server.authentication.every((one) => METHODS_WITHOUT_USERNAME.includes(one))
  return anonymous ? undefined : (ofProvider ?? FULL_ADDRESS)
}
