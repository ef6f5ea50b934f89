// The only function that turns a string into an e-mail address. What it accepts fits every later
// place (XML, JSON, URL, log-free): each of those still escapes with its own encoder.
import { parseDomain, PLAIN_NAME, PLAIN_NAME_OCTETS } from './domain.js'

/** `localPart` keeps its letter case, in NFC; `domain` is lower-case A-labels. */
export interface Address {
  localPart: string
  domain: string
}

const SURROUNDING_SPACE = /^[ \t\r\n]+|[ \t\r\n]+$/g
// White space, controls, noncharacters, zero-width and bidi characters: nothing of them is ever typed on purpose.
const INVISIBLE =
  /[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]/
// RFC 5321 dot-atom, and letters, marks and digits beyond ASCII (RFC 6531). Quoted local parts are refused:
// no hoster creates such mailboxes, and every encoder would need a second rule for them.
const DOT_ATOM =
  /^[\w!#$%&'*+\-/=?^`{|}~\p{L}\p{M}\p{N}]+(?:\.[\w!#$%&'*+\-/=?^`{|}~\p{L}\p{M}\p{N}]+)*$/u
// What nearly every address looks like: plain enough for none of the other questions to arise.
const PLAIN = plainAddress('@')
const PLAIN_IN_QUERY = plainAddress('(?:@|%40)')
const MAX_ADDRESS_OCTETS = 254
// Beyond this nothing is even trimmed.
const MAX_LENGTH = 1024
const MAX_LOCAL_PART_OCTETS = 64

function plainAddress(at: string): RegExp {
  const atoms = "[\\w!#$&'*+\\-/=?^`{|}~]+"
  return new RegExp(`^(${atoms}(?:\\.${atoms})*)${at}(${PLAIN_NAME})$`)
}

function octets(text: string): number {
  return Buffer.byteLength(text)
}

/**
 * An address as somebody typed or sent it → its two parts.
 * Refused (undefined): more than 254 octets, a local part over 64, quoted or with invisible characters,
 * two `@`, and every domain that `parseDomain` refuses.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const plain = readPlain(PLAIN, text)
  if (plain !== undefined) return plain
  const address = text.replace(SURROUNDING_SPACE, '').normalize('NFC')
  if (!address.isWellFormed() || INVISIBLE.test(address)) return undefined
  if (octets(address) > MAX_ADDRESS_OCTETS) return undefined
  const at = address.lastIndexOf('@')
  const localPart = address.slice(0, Math.max(at, 0))
  if (octets(localPart) > MAX_LOCAL_PART_OCTETS || !DOT_ATOM.test(localPart)) return undefined
  const domain = parseDomain(address.slice(at + 1))
  return domain === undefined ? undefined : { localPart, domain }
}

/**
 * An address as it stands in a query, in the form that nearly every client writes: nothing but its `@` is encoded.
 * Undefined says nothing but that it must be decoded and parsed. To do that for each costs several times as much.
 */
export function readPlainAddressInQuery(text: string): Address | undefined {
  return text.length > MAX_LENGTH ? undefined : readPlain(PLAIN_IN_QUERY, text)
}

function readPlain(pattern: RegExp, text: string): Address | undefined {
  const parts = pattern.exec(text)
  const localPart = parts?.[1] ?? ''
  const domain = parts?.[2] ?? ''
  return domain === '' ||
    localPart.length > MAX_LOCAL_PART_OCTETS ||
    domain.length > PLAIN_NAME_OCTETS
    ? undefined
    : { localPart, domain }
}

/** Who asks where no mailbox is named: every domain must have one of this name (RFC 5321, 4.5.1). */
export const ANYBODY = 'postmaster'

/** The address in the form that servers know it by: local part as given, domain in A-labels. */
export function formatAddress(address: Address): string {
  return `${address.localPart}@${address.domain}`
}
