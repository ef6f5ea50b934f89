// An autoconfig document, ours or anybody's → the mail servers that it announces to one mailbox.
import { parseXml } from '../../format/read-xml-document.js'
import type { XmlElement } from '../../format/xml-document.js'
import type { Address } from '../../settings/address.js'
import { type PlaceholderValues, replacePlaceholders } from '../../settings/placeholders.js'
import {
  type Announced,
  announcedPort,
  type AnnouncedServer,
  MAIL_TYPES,
  unreadable,
} from '../announced.js'
import { valuesOfAddress } from '../slots.js'
import { children } from './client-reading.js'
import { MAIL_SECTIONS } from './elements.js'

/**
 * Reads bytes as clients do: the first emailProvider, placeholders filled for the address. Servers of other types and
 * those without a host name are passed over. Unreadable: what is no clientConfig document.
 */
export function announcedInAutoconfig(bytes: Uint8Array, address: Address): Announced {
  const parsed = parseXml(bytes)
  return parsed.ok ? announcedInRoot(parsed.root, address) : unreadable(parsed.message)
}

/** The same of a document that is read already. */
export function announcedInRoot(root: XmlElement, address: Address): Announced {
  if (root.element !== 'clientConfig') return unreadable('its root is not clientConfig')
  const [provider] = children(root, 'emailProvider')
  if (provider === undefined) return unreadable('there is no emailProvider')
  const values = valuesOfAddress(address)
  const { incomingServers, outgoingServers } = MAIL_SECTIONS
  const servers = [
    ...children(provider, incomingServers).flatMap((one) =>
      serverIn(one, values, ['imap', 'pop3']),
    ),
    ...children(provider, outgoingServers).flatMap((one) => serverIn(one, values, ['smtp'])),
  ]
  return { kind: 'settings', servers }
}

const SOCKET_TYPES = ['SSL', 'STARTTLS', 'plain'] as const

function serverIn(
  section: XmlElement,
  values: PlaceholderValues,
  types: readonly AnnouncedServer['type'][],
): AnnouncedServer[] {
  const text = (name: string) => children(section, name)[0]?.text
  const type = MAIL_TYPES.find((one) => one === section.attributes?.['type'])
  const hostname = text('hostname')
  if (type === undefined || !types.includes(type) || hostname === undefined) return []
  const username = text('username')
  return [
    {
      type,
      hostname: replacePlaceholders(hostname, values),
      port: announcedPort(text('port')),
      socketType: SOCKET_TYPES.find((one) => one === text('socketType')),
      username: username === undefined ? undefined : replacePlaceholders(username, values),
      authentication: children(section, 'authentication').flatMap(methodIn),
    },
  ]
}

function methodIn({ attributes, text }: XmlElement): string[] {
  if (text === undefined) return []
  const system = attributes?.['system']
  return [system === undefined ? text : `${system}:${text}`]
}
