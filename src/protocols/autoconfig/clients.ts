// Which readers of autoconfig will accept a document. Each rule was read from, or seen in, the client it names.
import type { XmlElement } from '../../format/xml-document.js'
import { type Verdict, verdict } from '../clients.js'
import {
  descendants,
  isPort,
  missingTexts,
  ofType,
  readDocument,
  type Reading,
  type ServerSection,
} from './client-reading.js'
import { thunderbird, thunderbirdForAndroid, thunderbirdForIos } from './clients-thunderbird.js'

/** Why nobody gets one. */
export const NO_DOCUMENT = 'no mail servers, so there is no document'

/** All readers of autoconfig; `undefined` is the answer that there is no document. */
export function judgeAutoconfig(root: XmlElement | undefined): Verdict[] {
  const verdicts = judge(readDocument(root ?? { element: '' }))
  if (root !== undefined) return verdicts
  return verdicts.map(({ client }) => verdict(client, [NO_DOCUMENT]))
}

function judge(reading: Reading): Verdict[] {
  return [
    verdict('Thunderbird', thunderbird(reading)),
    verdict('Thunderbird for Android, K-9 Mail', thunderbirdForAndroid(reading)),
    unlessItCannotSend('Thunderbird for iOS', thunderbirdForIos(reading), reading.outgoing),
    verdict('Delta Chat', deltaChat(reading)),
    verdict('FairEmail', fairEmail(reading)),
    unlessItCannotSend('Nextcloud Mail', nextcloudMail(reading), reading.outgoing),
    unlessItCannotSend('Evolution', evolution(reading), reading.anywhere.outgoing),
    unlessItCannotSend('KMail', kmail(reading), reading.outgoing),
  ]
}

/** These take a document without an smtp server, and make an account that only receives. */
function unlessItCannotSend(
  client: string,
  reasons: readonly string[],
  outgoing: readonly ServerSection[],
): Verdict {
  if (reasons.length > 0 || ofType(outgoing, 'smtp').length > 0) return verdict(client, reasons)
  return { client, works: 'partly', because: 'no smtp server: it could not send' }
}

/** It tries every section that says enough; the rest it guesses. */
function deltaChat({ anywhere: { incoming, outgoing } }: Reading): string[] {
  return [...oneComplete(incoming, 'imap'), ...oneComplete(outgoing, 'smtp')]
}

function oneComplete(sections: readonly ServerSection[], type: string): string[] {
  const usable = ofType(sections, type)
  if (usable.length === 0) return [`no ${type} server, and it reads nothing else`]
  const lacking = usable.map((one) => missingTexts(one, ['hostname', 'port', 'username']))
  return lacking.some((reasons) => reasons.length === 0) ? [] : lacking.flat()
}

/** Only the first element of each kind counts, and one user name for the whole file: the last. */
function fairEmail({ root, anywhere: { incoming, outgoing } }: Reading): string[] {
  const names = new Set(descendants(root, 'username').map(({ text }) => text ?? ''))
  const [imap, smtp] = [incoming[0], outgoing[0]]
  return [
    ...(imap?.type === 'imap' ? fairEmailRefuses(imap) : ['its first incomingServer must be imap']),
    ...(smtp?.type === 'smtp' ? fairEmailRefuses(smtp) : ['its first outgoingServer must be smtp']),
    ...(names.size > 1 ? ['it keeps one user name for the file, and there are several'] : []),
    ...([...names].every((name) => ['%EMAILADDRESS%', '%EMAILLOCALPART%'].includes(name))
      ? []
      : ['it knows only the address or the local part as user name']),
  ]
}

function fairEmailRefuses(section: ServerSection): string[] {
  const { type, text } = section
  return [
    ...missingTexts(section, ['hostname']),
    ...(isPort(text('port'), 'refused') ? [] : [`${type} has no port`]),
    ...keepsPlaceholder(section),
    // The kind of TLS then comes from the port, and there always is one.
    ...(text('socketType') === 'plain' ? [`it encrypts always, and ${type} is plain`] : []),
  ]
}

function keepsPlaceholder({ type, text }: ServerSection): string[] {
  return text('hostname')?.includes('%') === true
    ? [`it does not resolve the placeholder in the hostname of ${type}`]
    : []
}

/** The first of each type, and an empty or zero value for whatever is missing there. */
function nextcloudMail({ incoming, outgoing }: Reading): string[] {
  const [imap] = ofType(incoming, 'imap')
  const smtp = ofType(outgoing, 'smtp').slice(0, 1)
  if (imap === undefined) return ['no imap server, and it reads nothing else']
  return [imap, ...smtp].flatMap((section) => [
    ...lacks(section),
    ...(/^(?:ssl|starttls|plain)$/i.test(section.text('socketType') ?? '')
      ? []
      : [`${section.type} has no socketType it knows, so it would not encrypt`]),
    ...keepsPlaceholder(section),
  ])
}

/** What nobody completes. A server that wants no log-in needs no user name. */
function lacks(section: ServerSection): string[] {
  const { type, text, anonymous } = section
  return [
    ...missingTexts(section, anonymous ? ['hostname'] : ['hostname', 'username']),
    ...(isPort(text('port'), 'allowed') ? [] : [`${type} has no port`]),
  ]
}

/** The last section of a type counts. */
function evolution({ anywhere: { incoming, outgoing } }: Reading): string[] {
  const received = ['imap', 'pop3'].flatMap((type) => ofType(incoming, type).slice(-1))
  const incomplete = [...received, ...ofType(outgoing, 'smtp').slice(-1)].filter(
    (section) =>
      lacks(section).length > 0 ||
      !['SSL', 'STARTTLS', 'plain'].includes(section.text('socketType') ?? ''),
  )
  return [
    ...(received.length === 0 ? ['no imap or pop3 server'] : []),
    ...incomplete.map(({ type }) => `the last ${type} section counts, and it is incomplete`),
  ]
}

/** It offers every section that is complete; without a socketType it takes TLS. */
function kmail({ provider, incoming, outgoing }: Reading): string[] {
  const received = ofType(incoming, 'imap', 'pop3').map(lacks)
  const sent = ofType(outgoing, 'smtp').map(lacks)
  const noneWhole = (all: readonly string[][]) => all.every((reasons) => reasons.length > 0)
  return [
    ...(provider === undefined ? ['there is no emailProvider'] : []),
    ...(received.length === 0 ? ['no imap or pop3 server'] : []),
    ...(noneWhole(received) ? received.flat() : []),
    ...(noneWhole(sent) ? sent.flat() : []),
  ]
}
