// Records that lead clients to this service, or to the one that answers in its place.
import { parseDomain, SERVICE_LABELS } from '../settings/domain.js'
import { PATHS } from '../settings/paths.js'
import type { General } from '../settings/table.js'
import type { DnsRecord, Srv } from './record.js'
import { ownerOf } from './srv.js'

export interface Pointers {
  /** The names in front of a domain that lead to the service without being its own. */
  aliases: ReadonlySet<string>
  /** The CNAME record of a label in front of the domain, where there can be one. */
  alias(label: string): DnsRecord[]
  /** Why there is none, in sentences. */
  leftOut: readonly string[]
}

/** How the names in front of a domain come to lead to the host of publicUrl. */
export function pointersFor({ publicUrl }: General, domain: string): Pointers {
  const host = new URL(publicUrl).hostname
  const target = parseDomain(host)
  const { autoconfig, autodiscover, pacc } = SERVICE_LABELS
  const names = [autoconfig, autodiscover, pacc].map((label) => `${label}.${domain}`)
  return {
    aliases: new Set(names.filter((name) => name !== target)),
    alias(label) {
      const name = `${label}.${domain}`
      return target === undefined || target === name ? [] : [{ type: 'CNAME', name, target }]
    },
    leftOut: whyNoAlias(host, target, names),
  }
}

function whyNoAlias(host: string, target: string | undefined, names: readonly string[]): string[] {
  if (target === undefined) {
    return [
      `No CNAME records for ${names[0] ?? ''} and the others: publicUrl is at ${host}, where no name can lead. Write the public name of this service there.`,
    ]
  }
  return names.includes(target)
    ? [`No CNAME for ${target}: it is the host of publicUrl, and has addresses of its own.`]
    : []
}

const AUTODISCOVER_LABEL = '_autodiscover'
const HTTPS_PORT = 443

export interface AutodiscoverSrv {
  records: Srv[]
  about: string
}

/**
 * The SRV record of autodiscover: exactly one, without a choice, since clients differ in how they choose.
 * None to autodiscover.<domain>: an SRV record must not lead to an alias, and Outlook asks there before it looks
 * for one. Who has a central name for autodiscover writes it as autodiscoverUrl, and gets the record.
 */
export function autodiscoverSrv(
  url: string,
  domain: string,
  { aliases }: Pointers,
): AutodiscoverSrv {
  const { hostname, port, pathname } = new URL(url)
  const target = parseDomain(hostname)
  const usual = `${SERVICE_LABELS.autodiscover}.${domain}`
  if (target === usual) {
    return {
      records: [],
      about: `No SRV record: it would lead to ${usual}, where clients ask anyway.`,
    }
  }
  // Outlook and Thunderbird ignore the port, and nobody can be told of a path.
  const isSayable = port === '' && pathname.toLowerCase() === PATHS.autodiscover
  if (target === undefined || aliases.has(target) || !isSayable) {
    return { records: [], about: `No SRV record: it cannot lead to ${url}` }
  }
  const name = autodiscoverOwner(domain)
  return {
    records: [{ type: 'SRV', name, priority: 0, weight: 0, port: HTTPS_PORT, target }],
    about: `Where ${usual} cannot have a certificate, leave its CNAME out: the SRV record alone will do.`,
  }
}

export function autodiscoverOwner(domain: string): string {
  return ownerOf(AUTODISCOVER_LABEL, domain)
}
