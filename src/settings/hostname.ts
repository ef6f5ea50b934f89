// Host names of mail servers as settings write them: placeholders allowed, U-labels turned into A-labels.
import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { parseDomain } from './domain.js'
import {
  fillDomain,
  namesMailbox,
  type PlaceholderValues,
  replacePlaceholders,
} from './placeholders.js'

const PLACEHOLDERS = /(%EMAILADDRESS%|%EMAILLOCALPART%|%EMAILDOMAIN%)/
const HOSTNAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/

// domainToASCII is a converter, not a judge: it cuts a name at a slash, and takes “curly quotes” for letters.
const ONLY_LETTERS = /^[\p{L}\p{M}\p{N}_.\-]*$/u

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text)
}

/** Lower case and A-labels; placeholders stay as they are. */
export function normaliseHostname(text: string): string {
  return text
    .split(PLACEHOLDERS)
    .map((part, index) => {
      if (index % 2 === 1) return part
      if (isAscii(part)) return part.toLowerCase()
      return ONLY_LETTERS.test(part) ? domainToASCII(part) : part
    })
    .join('')
}

/** Whether a server could have this name: a host name or an IP address, with or without placeholders. */
export function isHostname(text: string): boolean {
  if (isIP(text) !== 0) return true
  const name = normaliseHostname(text)
    .split(PLACEHOLDERS)
    .map((part, index) => (index % 2 === 1 ? 'x' : part))
    .join('')
  return HOSTNAME.test(name)
}

/**
 * The name of a server as one mailbox or domain knows it. Undefined where their values make no host name of its
 * placeholders: a label too long, a character that no name has. As it is filled, it goes to clients that convert nothing.
 */
export function filledHostname(hostname: string, values: PlaceholderValues): string | undefined {
  const name = replacePlaceholders(hostname, values)
  return isAscii(name) && isHostname(name) ? name : undefined
}

/**
 * The DNS name of a server as all mailboxes of one domain know it. Undefined for an IP address, for a name that
 * no zone could hold (one label, underscores), and for one that differs from mailbox to mailbox.
 */
export function hostnameForDomain(hostname: string, domain: string): string | undefined {
  return namesMailbox(hostname) ? undefined : parseDomain(fillDomain(hostname, domain))
}
