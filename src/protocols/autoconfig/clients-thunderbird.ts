// Thunderbird and its relatives. They share an outline and nothing else: the desktop skips a section that it cannot
// use, Android refuses the file for one bad section, iOS for one unknown word.
import { isIP } from 'node:net'
import type { XmlElement } from '../../format/xml-document.js'
import {
  children,
  isPort,
  missingTexts,
  ofType,
  readDocument,
  type Reading,
  type ServerSection,
} from './client-reading.js'
import { MAIL_SECTIONS } from './elements.js'

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const WITH_PLACEHOLDERS = /^[a-z0-9.-]*(?:%[A-Z0-9]+%[a-z0-9.-]*)+$/i

/** What Thunderbird takes for a host name: one label will do, only ASCII will. */
function isHostName(text: string): boolean {
  const name = text.split('.').every((label) => LABEL.test(label))
  return name || isIP(text) !== 0 || WITH_PLACEHOLDERS.test(text)
}

function outline({ root, provider }: Reading): string[] {
  if (root.element !== 'clientConfig') return ['the root is not clientConfig']
  if (provider === undefined) return ['there is no emailProvider']
  const id = provider.attributes?.['id'] ?? ''
  return [...(isHostName(id) ? [] : [`the id "${id}" is no host name`]), ...plainDomain(provider)]
}

/** With an attribute a domain is an object in Thunderbird, and no name. */
function plainDomain(provider: XmlElement | undefined): string[] {
  const usable = children(provider, 'domain').some(
    ({ attributes, text }) => attributes === undefined && isHostName(text ?? ''),
  )
  return usable ? [] : ['no <domain> without a purpose']
}

const PASSWORDS = ['password-cleartext', 'password-encrypted', 'plain', 'secure']
const THUNDERBIRD_INCOMING = {
  types: ['imap', 'pop3', 'nntp', 'exchange', 'ews', 'owa', 'graph'],
  methods: [...PASSWORDS, 'NTLM', 'GSSAPI'],
  none: 'no incoming server of a type it knows',
}
const THUNDERBIRD_OUTGOING = {
  types: ['smtp'],
  methods: [...THUNDERBIRD_INCOMING.methods, 'none', 'client-IP-address', 'smtp-after-pop'],
  none: 'no smtp server',
}

export function thunderbird(reading: Reading): string[] {
  return [
    ...outline(reading),
    ...thunderbirdTakes(reading.incoming, THUNDERBIRD_INCOMING),
    ...thunderbirdTakes(reading.outgoing, THUNDERBIRD_OUTGOING),
  ]
}

/** The document without the sections that Thunderbird skips: of the others it takes the first of a type. */
export function withoutSkippedSections(root: XmlElement): XmlElement {
  const { provider, incoming, outgoing } = readDocument(root)
  const skippedOf = (
    element: string,
    sections: readonly ServerSection[],
    { types, methods }: typeof THUNDERBIRD_INCOMING,
  ) =>
    children(provider, element).filter((_, index) => {
      const section = sections[index]
      return (
        section !== undefined &&
        (!types.includes(section.type) || thunderbirdSkips(section, methods).length > 0)
      )
    })
  const { incomingServers, outgoingServers } = MAIL_SECTIONS
  const skipped = new Set([
    ...skippedOf(incomingServers, incoming, THUNDERBIRD_INCOMING),
    ...skippedOf(outgoingServers, outgoing, THUNDERBIRD_OUTGOING),
  ])
  const keep = (child: XmlElement): XmlElement =>
    child === provider
      ? { ...child, children: (child.children ?? []).filter((one) => !skipped.has(one)) }
      : child
  return { ...root, children: (root.children ?? []).map(keep) }
}

/** It takes the first section that it does not skip, and does not look at the user name before that. */
function thunderbirdTakes(
  sections: readonly ServerSection[],
  { types, methods, none }: typeof THUNDERBIRD_INCOMING,
): string[] {
  const judged = ofType(sections, ...types).map((section) => ({
    section,
    skips: thunderbirdSkips(section, methods),
  }))
  const taken = judged.find(({ skips }) => skips.length === 0)?.section
  if (taken === undefined) return judged[0]?.skips ?? [none]
  const method = taken.authentication.find((one) => methods.includes(one)) ?? ''
  return taken.text('username') === undefined &&
    (PASSWORDS.includes(method) || taken.type !== 'smtp')
    ? [`${taken.type} has no username: it would log in as "undefined"`]
    : []
}

function thunderbirdSkips(section: ServerSection, methods: readonly string[]): string[] {
  const { authentication, text, type } = section
  const reasons = text('url') === undefined ? overTcp(section) : overHttp(section)
  if (authentication.some((one) => methods.includes(one))) return reasons
  return [
    ...reasons,
    authentication.includes('OAuth2')
      ? `${type} offers OAuth2 alone, which works for hosts in Thunderbird's own list only`
      : `${type} has no authentication method it knows`,
  ]
}

function overTcp({ type, text }: ServerSection): string[] {
  const reasons: string[] = []
  if (!isHostName(text('hostname') ?? '')) reasons.push(`${type} has no hostname`)
  if (!['SSL', 'STARTTLS', 'plain'].includes(text('socketType') ?? '')) {
    reasons.push(`${type} has no socketType it knows`)
  }
  // An incoming server may leave its port out, a sending one may not.
  const portIsFine = text('port') === undefined ? type !== 'smtp' : isPort(text('port'), 'allowed')
  if (!portIsFine) reasons.push(`${type} has no port it knows`)
  return reasons
}

/** The host comes from the URL, and a port in it makes that no host name; only https says TLS. */
function overHttp({ type, text }: ServerSection): string[] {
  const host = /^https:\/\/([^/?#]+)/i.exec(text('url') ?? '')?.[1] ?? ''
  return host.split('.').every((label) => LABEL.test(label))
    ? []
    : [`the url of ${type} is not https, or names a port`]
}

/** One bad imap or smtp section and the whole file is refused. */
export function thunderbirdForAndroid(reading: Reading): string[] {
  const imap = ofType(reading.incoming, 'imap')
  const smtp = ofType(reading.outgoing, 'smtp')
  return [
    ...outline(reading),
    ...(imap.length === 0 ? ['it reads only imap, and there is none'] : []),
    ...(smtp.length === 0 ? ['no smtp server'] : []),
    ...[...imap, ...smtp].flatMap(androidRefuses),
  ]
}

function androidRefuses(section: ServerSection): string[] {
  const { type, text, authentication } = section
  const known = authentication.filter((one) =>
    ['OAuth2', 'password-cleartext', 'password-encrypted'].includes(one),
  )
  const reasons = missingTexts(section, ['hostname', 'username'])
  if (!isPort(text('port'), 'refused')) reasons.push(`${type} has no port`)
  reasons.push(...mustEncrypt(type, text('socketType')))
  if (known.length === 0) {
    reasons.push(`it refuses the whole file for the authentication of ${type}`)
  } else if (known.every((one) => one === 'OAuth2')) {
    reasons.push(`${type} offers OAuth2 alone, which works for hosts in its own list only`)
  }
  return reasons
}

function mustEncrypt(type: string, socketType: string | undefined): string[] {
  if (socketType === 'plain') return [`it refuses the whole file for ${type} with plain`]
  return ['SSL', 'STARTTLS'].includes(socketType ?? '')
    ? []
    : [`${type} has no socketType it knows`]
}

const IOS_METHODS = [
  'password-cleartext',
  'password-encrypted',
  'OAuth2',
  'client-IP-address',
  'smtp-after-pop',
]

/** The strictest: one section or method that it does not know and the whole file is refused. */
export function thunderbirdForIos({ root, provider, incoming, outgoing }: Reading): string[] {
  const [oAuth2] = children(root, 'oAuth2')
  const missing = (parent: XmlElement | undefined, names: readonly string[]) =>
    names.filter((name) => children(parent, name).length === 0)
  return [
    ...(root.element === 'clientConfig' ? [] : ['the root is not clientConfig']),
    ...plainDomain(provider),
    ...missing(provider, ['displayName', 'displayShortName']).map((name) => `${name} is missing`),
    ...(oAuth2 === undefined
      ? []
      : missing(oAuth2, ['authURL', 'tokenURL', 'issuer', 'scope'])
    ).map((name) => `oAuth2 without ${name}`),
    ...(incoming.length === 0 ? ['no incoming server'] : []),
    ...[...incoming, ...outgoing].flatMap(iosRefuses),
  ]
}

function iosRefuses(section: ServerSection): string[] {
  const { type, text, authentication, systems } = section
  if (!['imap', 'pop3', 'smtp'].includes(type)) return [`it refuses the whole file for ${type}`]
  const known =
    authentication.length > 0 && authentication.every((one) => IOS_METHODS.includes(one))
  return [
    ...missingTexts(section, ['hostname', 'username']),
    ...(isPort(text('port'), 'allowed') ? [] : [`${type} has no port`]),
    ...mustEncrypt(type, text('socketType')?.trim()),
    ...(known && systems === 0
      ? []
      : [`it refuses the whole file for the authentication of ${type}`]),
  ]
}
