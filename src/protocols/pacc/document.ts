// A provider → its PACC document. The same object for every domain of the provider, but for the slots of the
// domain: all their zones can then hold the same digest.
import { canonicalJson } from '../../format/canonical-json.js'
import { isHostname } from '../../settings/hostname.js'
import { fillDomain, namesMailbox, replacePlaceholders } from '../../settings/placeholders.js'
import type { Provider, Server } from '../../settings/provider.js'
import { LONGEST_DISPLAY_NAME, LONGEST_SHORT_NAME } from '../../settings/warnings.js'
import { SLOT_MARKS } from '../slots.js'
import { type Method, type PaccType, statedServers, type StatedServers } from './servers.js'
import { issuerUrl, serviceUrl, statedUrl } from './urls.js'

const DOMAIN = /%EMAILDOMAIN%/g
const WEB = ['https:', 'http:']

/** Characters, not UTF-16 units. */
function length(text: string): number {
  return Array.from(text).length
}

/** How long a domain may be so that a text with its placeholders stays within a limit; below 1: no domain fits. */
function longestDomain(text: string, limit: number): number {
  const times = text.match(DOMAIN)?.length ?? 0
  const room = limit - length(text.replace(DOMAIN, ''))
  return times === 0 ? (room < 0 ? 0 : Infinity) : Math.floor(room / times)
}

/**
 * What the provider is called: a document without a name is none. A name that is too long is not cut, it would
 * be another one; the short name is a name as well.
 */
export function statedName({ displayName, displayShortName }: Provider): string | undefined {
  return [displayName, displayShortName].find(
    (name) =>
      name !== undefined && !namesMailbox(name) && longestDomain(name, LONGEST_DISPLAY_NAME) > 0,
  )
}

/** Undefined where it is missing, too long, or not the same for all domains: it may be left out. */
export function statedShortName({ displayShortName }: Provider): string | undefined {
  return displayShortName !== undefined &&
    !namesMailbox(displayShortName) &&
    longestDomain(displayShortName, LONGEST_SHORT_NAME) === Infinity
    ? displayShortName
    : undefined
}

export interface PaccDocument {
  /** With the marks of slots for the domain. */
  text: string
  /** Whether it is valid for a domain: names have limits, which its placeholders may exceed. */
  suits: (domain: string) => boolean
}

/** Undefined where PACC cannot state the settings. */
export function paccDocument(provider: Provider): PaccDocument | undefined {
  const name = statedName(provider)
  const stated = statedServers(provider)
  if (name === undefined || stated === undefined) return undefined
  const longest = longestDomain(name, LONGEST_DISPLAY_NAME)
  const changing = [...stated.servers.values()].filter(({ hostname, url }) =>
    `${hostname ?? ''}${url ?? ''}`.includes('%EMAILDOMAIN%'),
  )
  return {
    text: canonicalJson({
      authentication: authentication(provider, stated.methods),
      info: info(provider, name),
      protocols: protocols(stated),
    }),
    suits: (domain) =>
      domain.length <= longest && changing.every((server) => hasHost(server, domain)),
  }
}

function hasHost({ hostname = '', url }: Server, domain: string): boolean {
  const host = fillDomain(url ?? hostname, domain)
  return isHostname(url === undefined ? host : new URL(host).hostname)
}

function withDomain(text: string): string {
  return replacePlaceholders(text, SLOT_MARKS)
}

function authentication({ oAuth2 }: Provider, methods: readonly Method[]): object {
  const issuer = methods.includes('oauth-public') ? issuerUrl(oAuth2?.issuer ?? '') : undefined
  return {
    password: methods.includes('password'),
    ...(issuer !== undefined && { 'oauth-public': { issuer } }),
  }
}

function protocols({ servers }: StatedServers): object {
  const members: [name: PaccType | 'submit', value: object][] = []
  for (const [type, { url, hostname = '' }] of servers) {
    const value = url === undefined ? { host: withDomain(hostname) } : { url: serviceUrl(url) }
    members.push([type, value])
    // Called smtp up to draft -02 and submit from -03 on; readers of both are about.
    if (type === 'smtp') members.push(['submit', value])
  }
  return Object.fromEntries(members)
}

function info(provider: Provider, name: string): object {
  const shortName = statedShortName(provider)
  const logo = logos(provider)
  const documentation = firstUrl(provider.documentation?.map(({ url }) => url))
  const developer = firstUrl([provider.help?.developer])
  const contact = (provider.help?.contact ?? []).flatMap(
    (one) => statedUrl(one, [...WEB, 'mailto:', 'tel:']) ?? [],
  )
  const help = {
    ...(documentation !== undefined && { documentation }),
    ...(developer !== undefined && { developer }),
    ...(contact.length > 0 && { contact }),
  }
  return {
    ...(Object.keys(help).length > 0 && { help }),
    provider: {
      name: withDomain(name),
      ...(shortName !== undefined && { shortName }),
      ...(logo.length > 0 && { logo }),
    },
  }
}

function firstUrl(urls: readonly (string | undefined)[] = []): string | undefined {
  return urls
    .map((url) => (url === undefined ? undefined : statedUrl(url, WEB)))
    .find((url) => url !== undefined)
}

/** Over https only: clients show them beside what they trust. */
function logos({ logo = [] }: Provider): object[] {
  return logo.flatMap(({ url, contentType, width, height }) => {
    const stated = statedUrl(url, ['https:'])
    if (stated === undefined || !contentType.startsWith('image/')) return []
    return [
      {
        url: stated,
        'content-type': contentType,
        ...(width !== undefined && { width }),
        ...(height !== undefined && { height }),
      },
    ]
  })
}
