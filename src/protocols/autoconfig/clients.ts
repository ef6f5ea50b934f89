// Which readers of autoconfig will accept a document. Each rule was read from, or seen in, the client it names.
import { isIP } from 'node:net'
import type { XmlElement } from '../../format/xml-document.js'
import { parseDomain } from '../../settings/domain.js'
import { type Verdict, verdict } from '../clients.js'

const FULL_ADDRESS = '%EMAILADDRESS%'
const LOCAL_PART = '%EMAILLOCALPART%'

interface ServerSection {
  type: string
  /** The first child of each name. */
  text: (name: string) => string | undefined
  authentication: readonly string[]
  element: XmlElement
}

interface Reading {
  root: XmlElement
  provider: XmlElement | undefined
  incoming: readonly ServerSection[]
  outgoing: readonly ServerSection[]
}

function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter((child) => child.element === name)
}

function read(root: XmlElement): Reading {
  const [provider] = children(root, 'emailProvider')
  const sections = (name: string) => children(provider, name).map(readSection)
  return {
    root,
    provider,
    incoming: sections('incomingServer'),
    outgoing: sections('outgoingServer'),
  }
}

function readSection(element: XmlElement): ServerSection {
  return {
    element,
    type: element.attributes?.['type'] ?? '',
    text: (name) => children(element, name)[0]?.text,
    authentication: children(element, 'authentication')
      .filter(({ attributes }) => attributes === undefined)
      .map(({ text }) => text ?? ''),
  }
}

/** All readers of autoconfig; `undefined` is the answer that there is no document. */
export function judgeAutoconfig(root: XmlElement | undefined): Verdict[] {
  const reading = read(root ?? { element: '' })
  return [
    verdict('Thunderbird', thunderbird(reading)),
    verdict('Thunderbird for Android, K-9 Mail', thunderbirdForAndroid(reading)),
    verdict('Thunderbird for iOS', thunderbirdForIos(reading)),
    verdict('Delta Chat', deltaChat(reading)),
    verdict('FairEmail', fairEmail(reading)),
    verdict('Nextcloud Mail', firstImap(reading)),
    verdict('Evolution', evolution(reading)),
    verdict('KMail', kmail(reading)),
  ]
}

function outline({ root, provider }: Reading): string[] {
  if (root.element !== 'clientConfig') return ['the root is not clientConfig']
  if (provider === undefined) return ['there is no emailProvider']
  const id = provider.attributes?.['id'] ?? ''
  const domains = children(provider, 'domain').filter(
    ({ attributes, text }) => attributes === undefined && parseDomain(text ?? '') !== undefined,
  )
  return [
    ...(parseDomain(id) === undefined && isIP(id) === 0 ? [`the id "${id}" is no host name`] : []),
    ...(domains.length === 0 ? ['no <domain> without a purpose'] : []),
  ]
}

const THUNDERBIRD_INCOMING = ['imap', 'pop3', 'nntp', 'exchange', 'ews', 'owa', 'graph']
const PASSWORDS = ['password-cleartext', 'password-encrypted', 'plain', 'secure']
const THUNDERBIRD_METHODS = [...PASSWORDS, 'NTLM', 'GSSAPI']
const THUNDERBIRD_OUTGOING_METHODS = [
  ...THUNDERBIRD_METHODS,
  'none',
  'client-IP-address',
  'smtp-after-pop',
]

function isPort(text: string | undefined): boolean {
  return text !== undefined && /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535
}

/** A server section that Thunderbird does not skip, and why it would. */
function thunderbirdSkips(section: ServerSection, methods: readonly string[]): string[] {
  const { authentication, text, type } = section
  const overHttp = text('url') !== undefined
  const known = authentication.filter((one) => methods.includes(one))
  const reasons: string[] = []
  if (!overHttp && text('hostname') === undefined) reasons.push(`${type} has no hostname`)
  if (!overHttp && !['SSL', 'STARTTLS', 'plain'].includes(text('socketType') ?? '')) {
    reasons.push(`${type} has no socketType it knows`)
  }
  if (text('port') !== undefined && !isPort(text('port')))
    reasons.push(`${type} has no port it knows`)
  if (known.length === 0) {
    reasons.push(
      authentication.includes('OAuth2')
        ? `${type} offers OAuth2 alone, which works for hosts in Thunderbird's own list only`
        : `${type} has no authentication method it knows`,
    )
  } else if (PASSWORDS.includes(known[0] ?? '') && text('username') === undefined) {
    reasons.push(`${type} has no username: it would log in as "undefined"`)
  }
  return reasons
}

/** None if at least one is usable, else what is wrong with the first. */
function anyUsable(
  sections: readonly ServerSection[],
  none: string,
  skips: (section: ServerSection) => string[],
): string[] {
  const [first, ...others] = sections.map(skips)
  if (first === undefined) return [none]
  return first.length === 0 || others.some((reasons) => reasons.length === 0) ? [] : first
}

function thunderbird(reading: Reading): string[] {
  const incoming = reading.incoming.filter(({ type }) => THUNDERBIRD_INCOMING.includes(type))
  const outgoing = reading.outgoing.filter(({ type }) => type === 'smtp')
  return [
    ...outline(reading),
    ...anyUsable(incoming, 'no incoming server of a type it knows', (one) =>
      thunderbirdSkips(one, THUNDERBIRD_METHODS),
    ),
    ...anyUsable(outgoing, 'no smtp server', (one) =>
      thunderbirdSkips(one, THUNDERBIRD_OUTGOING_METHODS),
    ),
  ]
}

/** One bad imap or smtp section and the whole file is refused. */
function thunderbirdForAndroid(reading: Reading): string[] {
  const imap = reading.incoming.filter(({ type }) => type === 'imap')
  const smtp = reading.outgoing.filter(({ type }) => type === 'smtp')
  return [
    ...outline(reading),
    ...(imap.length === 0 ? ['it reads only imap, and there is none'] : []),
    ...(smtp.length === 0 ? ['no smtp server'] : []),
    ...[...imap, ...smtp].flatMap(androidRefuses),
  ]
}

function androidRefuses({ type, text, authentication }: ServerSection): string[] {
  const known = ['OAuth2', 'password-cleartext', 'password-encrypted']
  const reasons: string[] = []
  if (text('hostname') === undefined) reasons.push(`${type} has no hostname`)
  if (!isPort(text('port'))) reasons.push(`${type} has no port`)
  if (text('socketType') === 'plain')
    reasons.push(`it refuses the whole file for ${type} with plain`)
  else if (!['SSL', 'STARTTLS'].includes(text('socketType') ?? '')) {
    reasons.push(`${type} has no socketType it knows`)
  }
  if (text('username') === undefined) reasons.push(`${type} has no username`)
  if (!authentication.some((one) => known.includes(one))) {
    reasons.push(`it refuses the whole file for the authentication of ${type}`)
  } else if (authentication.every((one) => one === 'OAuth2' || !known.includes(one))) {
    reasons.push(`${type} offers OAuth2 alone, which works for hosts in its own list only`)
  }
  return reasons
}

const IOS_METHODS = [
  'password-cleartext',
  'password-encrypted',
  'OAuth2',
  'client-IP-address',
  'smtp-after-pop',
]

function thunderbirdForIos(reading: Reading): string[] {
  const { root, provider, incoming, outgoing } = reading
  const names = ['displayName', 'displayShortName'].filter(
    (name) => children(provider, name).length === 0,
  )
  const [oAuth2] = children(root, 'oAuth2')
  const missing = ['authURL', 'tokenURL', 'issuer', 'scope'].filter(
    (name) => oAuth2 !== undefined && children(oAuth2, name).length === 0,
  )
  const unknown = [...incoming, ...outgoing].filter(
    ({ type, element }) =>
      !['imap', 'pop3', 'smtp'].includes(type) ||
      children(element, 'authentication').some(
        ({ text, attributes }) => attributes !== undefined || !IOS_METHODS.includes(text ?? ''),
      ),
  )
  return [
    ...outline(reading),
    ...names.map((name) => `${name} is missing`),
    ...missing.map((name) => `oAuth2 without ${name}`),
    ...unknown.map(({ type }) => `it refuses the whole file for ${type} or its authentication`),
    ...[...incoming, ...outgoing].flatMap(({ type, text }) => [
      ...(text('socketType') === 'plain'
        ? [`it refuses the whole file for ${type} with plain`]
        : []),
      ...(text('username') === undefined ? [`${type} has no username`] : []),
    ]),
    ...(incoming.length === 0 ? ['no incoming server'] : []),
    ...(outgoing.length === 0 ? ['no smtp server: it could not send'] : []),
  ]
}

function complete(sections: readonly ServerSection[], type: string): string[] {
  const usable = sections.filter((one) => one.type === type)
  if (usable.length === 0) return [`no ${type} server, and it reads nothing else`]
  const whole = usable.some(({ text }) =>
    ['hostname', 'port', 'username'].every((name) => text(name) !== undefined),
  )
  return whole ? [] : [`${type} lacks hostname, port or username`]
}

function deltaChat({ incoming, outgoing }: Reading): string[] {
  return [...complete(incoming, 'imap'), ...complete(outgoing, 'smtp')]
}

/** Only the first element of each kind counts, and one user name for the whole file. */
function fairEmail({ root, incoming, outgoing }: Reading): string[] {
  const names = new Set(everyUsername(root))
  const [name] = names
  return [
    ...(incoming[0]?.type === 'imap' ? [] : ['its first incomingServer must be imap']),
    ...(outgoing[0]?.type === 'smtp' ? [] : ['its first outgoingServer must be smtp']),
    ...(names.size > 1 ? ['it keeps one user name for the file, and there are several'] : []),
    ...(names.size === 1 && name !== FULL_ADDRESS && name !== LOCAL_PART
      ? ['it knows only the address or the local part as user name']
      : []),
    ...[...incoming.slice(0, 1), ...outgoing.slice(0, 1)]
      .filter(({ text }) => text('hostname')?.includes('%') === true)
      .map(({ type }) => `it does not resolve the placeholder in the hostname of ${type}`),
  ]
}

function everyUsername(element: XmlElement): string[] {
  return (element.children ?? []).flatMap((child) =>
    child.element === 'username' ? [child.text ?? ''] : everyUsername(child),
  )
}

function firstImap({ incoming, outgoing }: Reading): string[] {
  const reasons = [...complete(incoming, 'imap'), ...complete(outgoing, 'smtp')]
  const first = [
    incoming.find(({ type }) => type === 'imap'),
    outgoing.find(({ type }) => type === 'smtp'),
  ]
  for (const section of first) {
    if (section?.text('hostname')?.includes('%') === true) {
      reasons.push(`it does not resolve the placeholder in the hostname of ${section.type}`)
    }
  }
  return reasons
}

/** The last section of a type wins, field by field. */
function evolution({ incoming, outgoing }: Reading): string[] {
  const received = ['imap', 'pop3'].flatMap(
    (type) => incoming.findLast((section) => section.type === type) ?? [],
  )
  const sent = outgoing.findLast(({ type }) => type === 'smtp')
  const incomplete = [...received, ...(sent === undefined ? [] : [sent])].filter(({ text }) =>
    ['hostname', 'port', 'socketType', 'username'].some((name) => text(name) === undefined),
  )
  return [
    ...(received.length === 0 ? ['no imap or pop3 server'] : []),
    ...incomplete.map(({ type }) => `the last ${type} section counts, and it is incomplete`),
  ]
}

function kmail({ provider, incoming }: Reading): string[] {
  const usable = incoming.filter(
    ({ type, text }) =>
      ['imap', 'pop3'].includes(type) &&
      text('hostname') !== undefined &&
      text('port') !== undefined &&
      text('hostname')?.includes(LOCAL_PART) !== true,
  )
  return [
    ...(provider === undefined ? ['there is no emailProvider'] : []),
    ...(usable.length === 0 ? ['no imap or pop3 server with hostname and port'] : []),
  ]
}
