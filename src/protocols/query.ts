// Query strings as clients really send them: addresses raw, in any letter case, with anything else beside them.
import { type Address, parseAddress, readPlainAddressInQuery } from '../settings/address.js'

/** The raw query string of a request: Fastify is told to leave it alone. */
export interface RawQuery {
  raw: string
}

/**
 * All values of a parameter, in order; its name is compared in any letter case.
 * `+` stays a plus: clients send addresses like fred+list@example.org unescaped. A value that is not
 * percent-encoded UTF-8 comes back undefined.
 */
export function queryValues(query: RawQuery, name: string): (string | undefined)[] {
  return encodedValues(query, name).map(decode)
}

/** The first value of a parameter, as an address; undefined if it is absent or none. */
export function queryAddress(query: RawQuery, name: string): Address | undefined {
  const [encoded] = encodedValues(query, name)
  if (encoded === undefined) return undefined
  const plain = readPlainAddressInQuery(encoded)
  if (plain !== undefined) return plain
  const value = decode(encoded)
  return value === undefined ? undefined : parseAddress(value)
}

function encodedValues({ raw }: RawQuery, name: string): string[] {
  const values: string[] = []
  if (raw === '') return values
  for (const pair of raw.includes('&') ? raw.split('&') : [raw]) {
    const equals = pair.indexOf('=')
    const key = equals === -1 ? pair : pair.slice(0, equals)
    if (key.length !== name.length && !key.includes('%')) continue
    if (key !== name && decode(key)?.toLowerCase() !== name) continue
    values.push(equals === -1 ? '' : pair.slice(equals + 1))
  }
  return values
}

/** The names of all parameters, decoded where they can be. */
export function queryNames({ raw }: RawQuery): string[] {
  return raw.split('&').flatMap((pair) => decode(pair.split('=')[0] ?? '') ?? [])
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
