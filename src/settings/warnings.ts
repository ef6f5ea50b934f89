// What a provider may say, and yet should think over: served as written, warned about here.
import { isIP } from 'node:net'
import { METHODS_TODAY } from './authentication.js'
import { methodOverHttpToday, warnAboutOldSections } from './old-sections.js'
import { warnAboutPlaceholders } from './placeholder-warnings.js'
import { nearest, NO_PASSWORDS, type Path, type Report } from './problems.js'
import { type FieldPath, type Provider, type Server, serverPath } from './provider.js'
import type { Extension, Texts, WrittenProvider } from './schema.js'
import {
  defaultPort,
  KNOWN_TYPES,
  RELAY_PORT,
  SECTIONS,
  type Section,
  serverType,
  socketTypeOfPort,
} from './server-types.js'

/** Of names that clients show, in characters (autoconfig and PACC alike). */
export const LONGEST_DISPLAY_NAME = 60
export const LONGEST_SHORT_NAME = 20
const INHERITED = ['hostname', 'socketType', 'username'] as const
const LANGUAGE_TAG = /^(?:x-default|[a-z]{2,3}(?:-[a-z0-9]{2,8})*)$/i

/** Reports every warning of one provider; what no extension may hold is an error. */
export function warnAboutProvider(
  provider: Provider,
  written: WrittenProvider,
  fieldPath: FieldPath,
  report: Report,
): void {
  const warn = (path: Path, message: string) => {
    report({ severity: 'warning', path, message })
  }
  warnAboutNames(provider, fieldPath, warn)
  warnAboutPlaceholders(provider, fieldPath, warn)
  for (const section of SECTIONS) {
    provider[section].forEach((server, index) => {
      const path = serverPath(fieldPath, section, index)
      // A default of the provider is to blame where it stands, and not at each server that takes it.
      const pathOf: FieldPath = (field) =>
        isInherited(server, written, field) ? fieldPath(field) : [...path, field]
      warnAboutServer(server, section, path, pathOf, warn)
      checkExtensions(server.extensions, [...path, 'extensions'], report)
    })
    warnAboutOrder(provider[section], section, fieldPath, warn)
  }
  warnAboutMissingServers(provider, fieldPath, warn)
  warnAboutOAuth2(provider, fieldPath, warn)
  warnAboutLanguages(provider, fieldPath, warn)
  checkExtensions(provider.extensions, fieldPath('extensions'), report)
  const beside = fieldPath('clientConfigExtensions')
  warnAboutOldSections(provider.clientConfigExtensions, beside, warn)
  checkExtensions(provider.clientConfigExtensions, beside, report)
}

type Warn = (path: Path, message: string) => void

function isInherited(server: Server, written: WrittenProvider, field: string): boolean {
  return INHERITED.some((one) => one === field && server[one] === written[one])
}

function warnAboutNames(provider: Provider, fieldPath: FieldPath, warn: Warn): void {
  const { displayName, displayShortName } = provider
  if (displayName === undefined) {
    warn(fieldPath('displayName'), 'no displayName; Thunderbird will show "undefined"')
  } else if (displayName.length > LONGEST_DISPLAY_NAME) {
    warn(
      fieldPath('displayName'),
      `longer than the ${LONGEST_DISPLAY_NAME} characters clients expect`,
    )
  }
  if (displayShortName !== undefined && displayShortName.length > LONGEST_SHORT_NAME) {
    warn(
      fieldPath('displayShortName'),
      `longer than the ${LONGEST_SHORT_NAME} characters clients expect`,
    )
  }
}

function warnAboutServer(
  server: Server,
  section: Section,
  path: Path,
  pathOf: FieldPath,
  warn: Warn,
): void {
  const known = serverType(server.type)
  if (known === undefined && (server.hostname ?? server.url) !== undefined) {
    const near = nearest(server.type, KNOWN_TYPES)
    const hint = near === undefined ? '' : `; did you mean "${near}"?`
    warn(pathOf('type'), `no client is known to read type "${server.type}"${hint}`)
  } else if (known !== undefined && known.section !== section) {
    warn(pathOf('type'), `clients look for ${server.type} in ${known.section}`)
  }
  if (server.hostname !== undefined && isIP(server.hostname) !== 0) {
    warn(pathOf('hostname'), 'an IP address; certificates are made for names')
  }
  warnAboutTransport(server, pathOf('socketType'), warn)
  warnAboutPlaceholders(server, pathOf, warn)
  const wantsPassword = server.authentication.some((one) =>
    ['password-cleartext', 'password-encrypted'].includes(one as string),
  )
  if (wantsPassword && server.username === undefined) {
    warn(path, 'no user name; Thunderbird will log in as "undefined"')
  }
  for (const { element, text = '' } of server.extensions ?? []) {
    if (element !== 'authentication') continue
    const today = METHODS_TODAY.get(text)
    const overHttp = methodOverHttpToday(text)
    if (today !== undefined) {
      warn(
        pathOf('extensions'),
        `"${text}" was the word for ${today} once; write that as authentication, and every format can state this server`,
      )
    } else if (overHttp !== undefined) {
      warn(
        pathOf('extensions'),
        `"${text}" was the word for ${overHttp} once; write that as authentication`,
      )
    }
  }
}

const MAIL_TYPES = ['imap', 'pop3', 'smtp']

function warnAboutTransport({ type, port, socketType }: Server, path: Path, warn: Warn): void {
  if (socketType === 'plain') {
    warn(path, 'plain sends passwords in clear text; some clients refuse the whole file')
  }
  if (port === undefined || socketType === undefined) return
  const usual = port === RELAY_PORT ? 'STARTTLS' : socketTypeOfPort(port)
  const asUpgrade = socketType === 'plain' ? 'STARTTLS' : socketType
  const expected = defaultPort(type, 'STARTTLS')
  if (usual !== undefined && usual !== asUpgrade) {
    warn(
      path,
      `port ${port} is for ${usual}; many clients go by the port, whatever is written here`,
    )
  } else if (MAIL_TYPES.includes(type) && socketType === 'STARTTLS' && port !== expected) {
    const message = `clients expect ${type} with STARTTLS on port ${String(expected)}; many go by the port`
    warn(path, message)
  }
}

function warnAboutOrder(
  servers: readonly Server[],
  section: Section,
  fieldPath: FieldPath,
  warn: Warn,
): void {
  for (const [index, server] of servers.entries()) {
    const weakerBefore = servers
      .slice(0, index)
      .some((other) => other.type === server.type && other.socketType === 'STARTTLS')
    if (server.socketType === 'SSL' && weakerBefore) {
      const path = serverPath(fieldPath, section, index)
      warn(path, 'STARTTLS comes before SSL; the first one is what clients take')
    }
  }
}

function warnAboutMissingServers(provider: Provider, fieldPath: FieldPath, warn: Warn): void {
  const incoming = provider.incomingServers.some(({ type }) => type === 'imap' || type === 'pop3')
  const outgoing = provider.outgoingServers.some(({ type }) => type === 'smtp')
  if (incoming && !outgoing) {
    warn(fieldPath('outgoingServers'), 'no smtp server; Thunderbird refuses such a configuration')
  }
  if (outgoing && !incoming) {
    warn(fieldPath('incomingServers'), 'no imap or pop3 server; no client can read mail with this')
  }
}

function warnAboutOAuth2(provider: Provider, fieldPath: FieldPath, warn: Warn): void {
  const offered = SECTIONS.some((section) =>
    provider[section].some(({ authentication }) => authentication.includes('OAuth2')),
  )
  if (offered && provider.oAuth2 === undefined) {
    warn(fieldPath('oAuth2'), 'OAuth2 is offered, but oAuth2 does not say where')
  }
  if (provider.oAuth2?.clientSecret !== undefined) {
    warn([...fieldPath('oAuth2'), 'clientSecret'], 'everybody can read it; open clients have none')
  }
}

function warnAboutLanguages(provider: Provider, fieldPath: FieldPath, warn: Warn): void {
  const check = (texts: Texts | undefined, path: Path) => {
    if (texts === undefined || typeof texts === 'string') return
    for (const tag of Object.keys(texts)) {
      if (!LANGUAGE_TAG.test(tag)) warn([...path, tag], `"${tag}" is no language tag`)
    }
  }
  check(provider.enable?.instruction, [...fieldPath('enable'), 'instruction'])
  check(provider.note, fieldPath('note'))
  provider.documentation?.forEach(({ descr }, index) => {
    check(descr, [...fieldPath('documentation'), index, 'descr'])
  })
  if (provider.language !== undefined && !LANGUAGE_TAG.test(provider.language)) {
    warn(fieldPath('language'), `"${provider.language}" is no language tag`)
  }
}

function checkExtensions(extensions: Extension[] | undefined, path: Path, report: Report): void {
  extensions?.forEach((extension, index) => {
    if (extension.element === 'password') {
      report({ severity: 'error', path: [...path, index], message: NO_PASSWORDS })
    }
    if (extension.text !== undefined && (extension.children ?? []).length > 0) {
      const message = 'an element holds text or children, not both'
      report({ severity: 'error', path: [...path, index], message })
    }
    checkExtensions(extension.children, [...path, index, 'children'], report)
  })
}
