import type { Found } from '../../settings/lookup.js'
import {
  namesMailbox,
  type PlaceholderValues,
  replacePlaceholders,
} from '../../settings/placeholders.js'
import type { General } from '../../settings/table.js'
import { activeSyncUrl } from '../active-sync.js'
import { type Answer, SECURITY_HEADERS } from '../answer.js'
import { autodiscoverUrlFor } from '../autodiscover-url.js'
import { slotsOfAddress } from '../slots.js'
import {
  type ErrorName,
  errorDocument,
  invalidProtocolDocument,
  type ProtocolName,
  PROTOCOLS,
  serviceDocument,
} from './document.js'

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  ...SECURITY_HEADERS,
} as const

function json(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { ...HEADERS, ...headers }, body }
}

export function refusal(status: number, name: ErrorName): Answer {
  return json(status, errorDocument(name))
}

export function notAllowed(allow: string): Answer {
  return json(405, errorDocument('InvalidRequest'), { allow })
}

/** The protocol's name in our spelling; undefined: not one of ours. */
function protocolNamed(asked: string): ProtocolName | undefined {
  return PROTOCOLS.find((name) => name.toLowerCase() === asked.toLowerCase())
}

/** `asked` is what the client named, for the refusal. */
export function answerJson(found: Found | undefined, asked: string, general: General): Answer {
  const protocol = protocolNamed(asked)
  const services = found && servicesOf(found, general)
  if (protocol !== undefined && services === undefined) return refusal(404, 'NotFound')
  const url = protocol && services?.[protocol]
  if (protocol !== undefined && url !== undefined) return json(200, serviceDocument(protocol, url))
  const offered: readonly ProtocolName[] = services
    ? PROTOCOLS.filter((name) => services[name] !== undefined)
    : ['AutodiscoverV1']
  return json(400, invalidProtocolDocument(asked, offered))
}

type Services = Record<ProtocolName, string | undefined>

/** Undefined where nothing can be said in JSON. */
function servicesOf(found: Found, general: General): Services | undefined {
  const { entry, domain } = found
  switch (entry.kind) {
    case 'settings':
      return {
        AutodiscoverV1: autodiscoverUrlFor(general, domain),
        ActiveSync: activeSyncOf(found),
      }
    case 'redirect': {
      const { autodiscover } = entry.redirect
      return autodiscover === undefined
        ? undefined
        : { AutodiscoverV1: autodiscover, ActiveSync: undefined }
    }
    // The address that the mailbox moved to can only be said in XML.
    case 'moved':
    case 'none':
      return undefined
  }
}

function activeSyncOf({ entry, address, domain }: Found): string | undefined {
  const url = entry.kind === 'settings' ? activeSyncUrl(entry.provider) : undefined
  if (url === undefined || (address === undefined && namesMailbox(url))) return undefined
  return replacePlaceholders(url, addressInUrl(address, domain))
}

function addressInUrl(address: Found['address'], domain: string): PlaceholderValues {
  const { urlAddress = '', urlLocalPart = '' } =
    address === undefined ? {} : slotsOfAddress(address)
  return { EMAILADDRESS: urlAddress, EMAILLOCALPART: urlLocalPart, EMAILDOMAIN: domain }
}
