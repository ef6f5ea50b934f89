// `?Email=…&Protocol=…`, or the address in the path behind a version: names and values in any letter case.
import { type Address, parseAddress } from '../../settings/address.js'
import { type RawQuery, queryValues } from '../query.js'

export interface AutodiscoverJsonRequest {
  /** `malformed`: there is one, or several, and none that can be used. */
  address: Address | 'absent' | 'malformed'
  /** As it was sent; attacker text. */
  protocol: string | undefined
}

// A local part may hold a slash, which comes percent-encoded and is decoded by now.
const VERSION_AND_ADDRESS = /^v\d+(?:\.\d+)?\/(.*[^/])\/?$/i

/** Undefined: the path is not one of this protocol. `tail` is what follows `autodiscover.json/`, decoded. */
export function parseAutodiscoverJsonRequest(
  query: RawQuery,
  tail: string | undefined,
): AutodiscoverJsonRequest | undefined {
  const inPath = tail === undefined ? undefined : VERSION_AND_ADDRESS.exec(tail)?.[1]
  if (tail !== undefined && inPath === undefined) return undefined
  const emails = queryValues(query, 'email')
  const addresses = emails.length > 0 ? emails : inPath === undefined ? [] : [inPath]
  const [protocol] = queryValues(query, 'protocol')
  return { address: oneAddress(addresses), protocol: protocol === '' ? undefined : protocol }
}

function oneAddress(texts: readonly (string | undefined)[]): AutodiscoverJsonRequest['address'] {
  const [text, ...more] = texts
  if (texts.length === 0 || (text === '' && more.length === 0)) return 'absent'
  if (text === undefined || more.length > 0) return 'malformed'
  return parseAddress(text) ?? 'malformed'
}
