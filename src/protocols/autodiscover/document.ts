// POX documents: settings, a redirect, an ActiveSync server, an error. No prefixes, no empty leaf but DebugData,
// switches only on and off: each of these breaks a client that reads literally.
import { leaf, type XmlElement } from '../../format/xml-document.js'
import { mark } from '../../format/template.js'
import { replacePlaceholders } from '../../settings/placeholders.js'
import type { Provider } from '../../settings/provider.js'
import { activeSyncUrl } from '../active-sync.js'
import { SLOT_MARKS, URL_SLOT_MARKS } from '../slots.js'
import { ERRORS, NAMESPACES } from './names.js'
import { type Audience, protocolElements, sayableToDomain, statedServers } from './servers.js'

export type ErrorName = keyof typeof ERRORS

function autodiscover(response: XmlElement): XmlElement {
  return {
    element: 'Autodiscover',
    attributes: { xmlns: NAMESPACES.response },
    children: [response],
  }
}

function outlookResponse(children: XmlElement[]): XmlElement {
  return autodiscover({
    element: 'Response',
    attributes: { xmlns: NAMESPACES.outlookResponse },
    children,
  })
}

/**
 * Mail settings for Outlook and everybody who reads its schema. `address` is the mailbox's address as the
 * provider knows it. Undefined where this provider's servers cannot be stated to this audience.
 */
export function settingsDocument(
  provider: Provider,
  audience: Audience,
  address: string,
): XmlElement | undefined {
  const stated = statedServers(provider)
  if (stated === undefined) return undefined
  if (audience === 'domain' && !sayableToDomain(stated, address)) return undefined
  const account: XmlElement = {
    element: 'Account',
    children: [
      ...leaf('AccountType', 'email'),
      ...leaf('Action', 'settings'),
      ...protocolElements(provider, stated, audience, address),
    ],
  }
  if (audience === 'domain') return outlookResponse([account])
  const mailbox = leaf('AutoDiscoverSMTPAddress', replacePlaceholders(address, SLOT_MARKS))
  return outlookResponse([{ element: 'User', children: mailbox }, account])
}

/** Another address (`redirectAddr`) or another service (`redirectUrl`) has the answer. */
export function redirectDocument(
  action: 'redirectAddr' | 'redirectUrl',
  target: string,
): XmlElement {
  const element = action === 'redirectAddr' ? 'RedirectAddr' : 'RedirectUrl'
  const children = [
    ...leaf('AccountType', 'email'),
    ...leaf('Action', action),
    ...leaf(element, target),
  ]
  return outlookResponse([{ element: 'Account', children }])
}

/**
 * [MS-ASCMD] 2.2.1.1: where the ActiveSync server is, for the mailbox as the provider knows it.
 * Undefined where there is none. Android reads Type before Url.
 */
export function mobilesyncDocument(provider: Provider, address: string): XmlElement | undefined {
  const activeSync = activeSyncUrl(provider)
  if (activeSync === undefined) return undefined
  const url = replacePlaceholders(activeSync, URL_SLOT_MARKS)
  const mailbox = replacePlaceholders(address, SLOT_MARKS)
  const server: XmlElement = {
    element: 'Server',
    children: [...leaf('Type', 'MobileSync'), ...leaf('Url', url), ...leaf('Name', url)],
  }
  return autodiscover({
    element: 'Response',
    attributes: { xmlns: NAMESPACES.mobilesyncResponse },
    children: [
      ...leaf('Culture', 'en:us'),
      { element: 'User', children: leaf('EMailAddress', mailbox) },
      { element: 'Action', children: [{ element: 'Settings', children: [server] }] },
    ],
  })
}

/** The Response stays in the root's namespace. `id` names the instance: a number below 2³². */
export function errorDocument(name: ErrorName, id: number): XmlElement {
  const { code, message } = ERRORS[name]
  const error: XmlElement = {
    element: 'Error',
    attributes: { Time: mark('time'), Id: id.toString() },
    children: [
      ...leaf('ErrorCode', code.toString()),
      ...leaf('Message', message),
      { element: 'DebugData' },
    ],
  }
  return autodiscover({ element: 'Response', children: [error] })
}
