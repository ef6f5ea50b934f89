// URLs as a PACC document states them: in ASCII, and the same for every mailbox of a domain.
import { fillDomain, namesMailbox } from '../../settings/placeholders.js'
import { SLOT_MARKS } from '../slots.js'

// A URL cannot be parsed with a slot in it, so this name, which nobody can have, holds its place.
const STAND_IN = 'emaildomain.invalid'
const STAND_IN_ANYWHERE = /emaildomain\.invalid/g

function filled(text: string): string | undefined {
  return namesMailbox(text) ? undefined : fillDomain(text, STAND_IN)
}

/** A URL of one of the schemes with the slot of the domain in place, or undefined. */
export function statedUrl(text: string, schemes: readonly string[]): string | undefined {
  const url = filled(text)
  if (url === undefined || !URL.canParse(url)) return undefined
  const { href, protocol } = new URL(url)
  if (!schemes.includes(protocol)) return undefined
  return href.replace(STAND_IN_ANYWHERE, () => SLOT_MARKS.EMAILDOMAIN)
}

// The draft's readers take the default port, and a path where DAV is.
const HTTPS_WITHOUT_PORT = /^https:\/\/[^:/?#]+\/[^?#]*$/

/** The URL of a JMAP or DAV server: https on its default port. */
export function serviceUrl(text: string): string | undefined {
  const url = statedUrl(text, ['https:'])
  return url !== undefined && HTTPS_WITHOUT_PORT.test(url) ? url : undefined
}

// RFC 8414, section 2: https, without query and fragment.
const ISSUER = /^https:\/\/[^?#@\s\\]+$/
const ASCII = /^[\x21-\x7e]+$/

/**
 * The issuer of OAuth2 tokens as a URL; autoconfig documents name its host alone. Not normalised any further:
 * clients compare issuers letter by letter (RFC 8414, section 3.3).
 */
export function issuerUrl(issuer: string): string | undefined {
  const text = issuer.includes('://') ? issuer : `https://${issuer}`
  const url = filled(text)
  if (url === undefined || !ISSUER.test(url) || !ASCII.test(url) || !URL.canParse(url)) {
    return undefined
  }
  return url.replace(STAND_IN_ANYWHERE, () => SLOT_MARKS.EMAILDOMAIN)
}
