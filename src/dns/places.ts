// Where SRV records can say that a server is: RFC 6186 and 8314 for mail, 6764 for calendars and contacts,
// 8620 for JMAP, 5804 for filters.
import { hostnameForDomain } from '../settings/hostname.js'
import { fillDomain, namesMailbox } from '../settings/placeholders.js'
import type { Server } from '../settings/provider.js'

interface Labels {
  /** TLS from the first byte; over HTTP: https. Undefined: nobody registered one. */
  tls?: string
  /** An upgrade to TLS; over HTTP: no TLS. */
  clear?: string
}

const LABELS = {
  smtp: { tls: '_submissions', clear: '_submission' },
  imap: { tls: '_imaps', clear: '_imap' },
  pop3: { tls: '_pop3s', clear: '_pop3' },
  jmap: { tls: '_jmap' },
  caldav: { tls: '_caldavs', clear: '_caldav' },
  carddav: { tls: '_carddavs', clear: '_carddav' },
  managesieve: { clear: '_sieve' },
} as const satisfies Readonly<Record<string, Labels>>

export type SrvType = keyof typeof LABELS
export const SRV_TYPES = Object.keys(LABELS) as SrvType[]

export function labelsOf(type: SrvType): string[] {
  const { tls, clear }: Labels = LABELS[type]
  return [tls, clear].flatMap((label) => label ?? [])
}

/** The labels of mail servers, with what each stands for. */
export function mailLabels(): { label: string; type: MailType; socketType: 'SSL' | 'STARTTLS' }[] {
  return MAIL_TYPES.flatMap((type) => {
    const { tls, clear } = LABELS[type]
    return [
      { label: tls, type, socketType: 'SSL' as const },
      { label: clear, type, socketType: 'STARTTLS' as const },
    ]
  })
}

const MAIL_TYPES = ['imap', 'pop3', 'smtp'] as const
type MailType = (typeof MAIL_TYPES)[number]

export interface Place {
  label: string
  target: string
  port: number
  /** Of a server over HTTP. */
  path?: string
}

export type Placed =
  | { place: Place; whyNot?: undefined }
  /** Offered below these labels, and no record can say where. */
  | { labels: readonly string[]; whyNot: string }

export interface Surroundings {
  domain: string
  /** Names that lead elsewhere: no SRV record may lead to them (RFC 2782, "Target"). */
  aliases: ReadonlySet<string>
}

/** The place of a server in the records of a domain, or why no record can state it truthfully. */
export function placeOf(type: SrvType, server: Server, around: Surroundings): Placed {
  const { url } = server
  return url === undefined ? placeTcp(type, server, around) : placeHttp(type, url, around)
}

function placeTcp(type: SrvType, server: Server, around: Surroundings): Placed {
  const { hostname, port, socketType } = server
  const { tls, clear }: Labels = LABELS[type]
  const label = socketType === 'SSL' ? tls : clear
  if (socketType === undefined || label === undefined) {
    return { labels: labelsOf(type), whyNot: 'there is no SRV record for its kind of TLS' }
  }
  // The label stands for a port that offers STARTTLS; this one would take the password in the clear.
  if (socketType === 'plain') return { labels: [label], whyNot: 'it does not encrypt' }
  if (port === undefined) return { labels: [label], whyNot: 'its port is not stated' }
  return placeAt({ label, target: hostname ?? '', port }, around)
}

const HTTPS_PORT = 443

function placeHttp(type: SrvType, url: string, around: Surroundings): Placed {
  const { tls, clear }: Labels = LABELS[type]
  const isHttps = url.startsWith('https:')
  const label = isHttps ? tls : (clear ?? tls)
  if (!isHttps || label === undefined) {
    return { labels: label === undefined ? [] : [label], whyNot: 'its URL is not https' }
  }
  const refuse = (whyNot: string): Placed => ({ labels: [label], whyNot })
  const filled = fillDomain(url, around.domain)
  if (namesMailbox(url)) return refuse('its URL differs from mailbox to mailbox')
  if (!URL.canParse(filled)) return refuse('its URL is none for this domain')
  const { hostname, port, pathname, search } = new URL(filled)
  if (search !== '') return refuse('its URL has a query')
  const number = port === '' ? HTTPS_PORT : Number(port)
  return placeAt({ label, target: hostname, port: number, path: pathname }, around)
}

function placeAt(place: Place, { domain, aliases }: Surroundings): Placed {
  const labels = [place.label]
  const target = hostnameForDomain(place.target, domain)
  if (target === undefined) {
    return { labels, whyNot: 'its host must be a DNS name, and the same for all mailboxes' }
  }
  return aliases.has(target)
    ? { labels, whyNot: `its host ${target} is an alias` }
    : { place: { ...place, target } }
}
