// Domain names: strings from settings and from strangers become A-labels here, or nothing.
import { domainToASCII, domainToUnicode } from 'node:url'

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const NAME = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`)
// Then the whole is an IPv4 address, however it is written (127.0.0.1, 0x7f.1): no top-level domain is a number.
const NUMBER_AT_END = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/
/** What nearly every name looks like, as a pattern: none of the other questions arises. */
export const PLAIN_NAME = '(?:[a-z0-9]+(?:-[a-z0-9]+)*\\.)+[a-z]+'
/** Up to here no label of a plain name can be too long. */
export const PLAIN_NAME_OCTETS = 64
const PLAIN = new RegExp(`^${PLAIN_NAME}$`)
// domainToASCII is a converter, not a judge: it cuts at "/", decodes %65 and drops tabs. So these go first.
const NEVER_IN_A_NAME = /[\s/?#@:%\\[\]<>"^`{|}\u0000-\u001f\u007f]/

function isName(text: string): boolean {
  return text.length <= 253 && NAME.test(text) && !NUMBER_AT_END.test(text)
}

/**
 * A domain name as a stranger or an admin wrote it → lower-case A-labels without a final dot.
 * Refused (undefined): fewer than two labels, an IP address, labels over 63 or names over 253 octets,
 * characters that no host name has, and U-labels that IDNA (UTS 46) refuses.
 */
export function parseDomain(text: string): string | undefined {
  if (text.length <= PLAIN_NAME_OCTETS && PLAIN.test(text)) return text
  const name = text.endsWith('.') ? text.slice(0, -1) : text
  if (isName(name) && !name.includes('xn--')) return name
  if (name.length > 1024 || NEVER_IN_A_NAME.test(name)) return undefined
  const ascii = domainToASCII(name)
  return isName(ascii) && isIdna(ascii) ? ascii : undefined
}

/** From Node 22 on, domainToASCII passes A-labels that stand for nothing; those do not come back. */
function isIdna(ascii: string): boolean {
  if (!ascii.includes('xn--')) return true
  const unicode = domainToUnicode(ascii)
  return !unicode.includes('xn--') && domainToASCII(unicode) === ascii
}

/** `*.example.com` (every name below) or `*` (every name), with A-labels; anything else is undefined. */
export function parseWildcard(text: string): string | undefined {
  if (text === '*') return text
  if (!text.startsWith('*.')) return undefined
  const parent = parseDomain(text.slice(2))
  return parent === undefined ? undefined : `*.${parent}`
}

/** The names under which a domain may stand in the table, nearest first: itself, `*.parent` …, `*`. */
export function* namesInTable(domain: string): Generator<string> {
  yield domain
  for (let dot = domain.indexOf('.'); dot !== -1; dot = domain.indexOf('.', dot + 1)) {
    yield `*${domain.slice(dot)}`
  }
  yield '*'
}

/** In front of a mail domain: where the clients of each kind ask. */
export const SERVICE_LABELS = {
  autoconfig: 'autoconfig',
  autodiscover: 'autodiscover',
  pacc: 'ua-auto-config',
  web: 'www',
} as const
const SERVICE_LABEL = new RegExp(`^(?:${Object.values(SERVICE_LABELS).join('|')})\\.`)

/** The name in a Host header, without port and final dot. Attacker text: look it up, never echo it. */
export function parseHost(host: string): string | undefined {
  const colon = host.lastIndexOf(':')
  return parseDomain(colon === -1 ? host : host.slice(0, colon))
}

/**
 * The domain that a Host header asks about: one service label
 * (`autoconfig.`, `autodiscover.`, `ua-auto-config.`, `www.`) is taken off. autodiscover.com asks about nothing:
 * clients come there that have lost their way, with passwords.
 */
export function domainOfHost(host: string): string | undefined {
  const name = parseHost(host)
  return name === undefined ? undefined : parseDomain(name.replace(SERVICE_LABEL, ''))
}
