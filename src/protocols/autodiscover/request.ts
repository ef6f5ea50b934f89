// The POX request: bytes that a stranger sent → what is asked for, or which error to answer with.
import { readXml, type XmlLimits } from '../../format/xml-request.js'
import { type Address, parseAddress } from '../../settings/address.js'
import type { ErrorName } from './document.js'
import { NAMESPACES, OUTLOOK_RESPONSE_SCHEMAS } from './names.js'
import { readPlainRequest } from './plain-request.js'

/** Which schema the answer must be in. */
export type Branch = 'outlook' | 'mobilesync'

export type AutodiscoverRequest =
  { ok: true; branch: Branch; address: Address } | { ok: false; error: ErrorName }

export const LIMITS: XmlLimits = {
  octets: 16 * 1024,
  depth: 8,
  elements: 64,
  attributes: 16,
  text: 1024,
}

interface Read {
  roots: string[]
  requests: number
  rootNamespace: string | undefined
  addresses: string[]
  schemas: string[]
  legacyDN: boolean
  /** An element where only text belongs. */
  nested: boolean
}

/**
 * Exactly one Autodiscover/Request; names compared letter by letter, without prefixes and namespaces;
 * children in any order, unknown ones ignored. A LegacyDN alone finds nobody: there is no directory here.
 */
export function parseAutodiscoverRequest(body: Uint8Array): AutodiscoverRequest {
  const plain = readPlainRequest(body)
  if (plain !== undefined) return answerable(plain.address, plain.schema, plain.namespace)
  const read = readRequest(body)
  if (
    read === undefined ||
    read.roots[0] !== 'Autodiscover' ||
    read.requests !== 1 ||
    read.nested
  ) {
    return { ok: false, error: 'invalidRequest' }
  }
  const { addresses, schemas, legacyDN, rootNamespace } = read
  if (schemas.length > 1 || addresses.length > 1) return { ok: false, error: 'invalidRequest' }
  return answerable(addresses[0], schemas[0] ?? '', rootNamespace, legacyDN)
}

function answerable(
  text: string | undefined,
  schema: string,
  rootNamespace: string | undefined,
  legacyDN = false,
): AutodiscoverRequest {
  const branch = chooseBranch(schema.trim(), rootNamespace)
  if (branch === undefined) return { ok: false, error: 'schemaNotProvided' }
  if (text === undefined && legacyDN) return { ok: false, error: 'addressNotFound' }
  const address = text === undefined ? undefined : parseAddress(text)
  return address === undefined
    ? { ok: false, error: 'invalidRequest' }
    : { ok: true, branch, address }
}

function readRequest(body: Uint8Array): Read | undefined {
  const read: Read = {
    roots: [],
    requests: 0,
    rootNamespace: undefined,
    addresses: [],
    schemas: [],
    legacyDN: false,
    nested: false,
  }
  const refusal = readXml(body, LIMITS, {
    open(path, attributes, prefix) {
      const [root, request, field] = path
      if (path.length === 1) {
        read.roots.push(root ?? '')
        read.rootNamespace = attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`]
      } else if (path.length === 2 && request === 'Request') read.requests += 1
      else if (path.length === 4 && isField(request, field)) read.nested = true
    },
    text(path, text) {
      const [, request, field] = path
      if (path.length !== 3 || !isField(request, field)) return
      if (field === 'EMailAddress') read.addresses.push(text)
      else if (field === 'LegacyDN') read.legacyDN = true
      else read.schemas.push(text)
    },
  })
  return refusal === undefined ? read : undefined
}

const FIELDS: readonly unknown[] = ['EMailAddress', 'AcceptableResponseSchema', 'LegacyDN']

function isField(request: string | undefined, field: string | undefined): boolean {
  return request === 'Request' && FIELDS.includes(field)
}

/** Some senders write the names with https; a missing schema goes by the request's own namespace. */
function chooseBranch(schema: string, rootNamespace: string | undefined): Branch | undefined {
  const asked = asHttp(schema)
  if (asked.startsWith(OUTLOOK_RESPONSE_SCHEMAS)) return 'outlook'
  if (asked === NAMESPACES.mobilesyncResponse) return 'mobilesync'
  if (asked !== '') return undefined
  return asHttp(rootNamespace ?? '') === NAMESPACES.mobilesyncRequest ? 'mobilesync' : 'outlook'
}

function asHttp(uri: string): string {
  const lower = uri.toLowerCase()
  return lower.startsWith('https:') ? `http:${lower.slice('https:'.length)}` : lower
}
