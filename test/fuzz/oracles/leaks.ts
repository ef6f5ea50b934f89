// Where a person's address stands in an answer, and whether it is meant to; a password is meant to stand nowhere.
import { parse as parsePlist, type PlistValue } from 'plist'
import { type DefaultTreeAdapterTypes as Tree, parse as parseHtml } from 'parse5'
import { parse as parseXml, type XmlNode } from '../../helpers/xml.js'
import { type Canary, showsAny, tracesOf } from '../canaries.js'
import type { Answer } from './answers.js'

/** `isPosted`: the page was asked for by POST, so that the address stays out of every URL. */
export function leaksIn(answer: Answer, canaries: readonly Canary[], isPosted: boolean): string[] {
  const { headers, body } = answer
  const head = JSON.stringify(headers)
  return canaries.flatMap(({ localPart, password }) => {
    const secrets = tracesOf(password)
    const names = tracesOf(localPart)
    const hidden = names.slice(1)
    return [
      ...(showsAny(head + body, secrets) ? ['the password'] : []),
      ...(showsAny(head, names) ? ['the address in a header'] : []),
      ...(showsAny(body, hidden) ? ['the address in Base64'] : []),
      ...(showsAny(body, names.slice(0, 1)) ? misplaced(answer, names[0] ?? '', isPosted) : []),
    ]
  })
}

/** Places where the trace stands and must not. */
function misplaced(answer: Answer, trace: string, isPosted: boolean): string[] {
  const { status, headers, body } = answer
  const type = headers['content-type'] ?? ''
  const holds = (text: string) => text.toLowerCase().includes(trace)
  const isMeant = placesOf(type, status, isPosted)
  const found = isMeant && placesIn(type, body, holds)
  if (isMeant === undefined || found === undefined) return [`the address in ${status} ${type}`]
  return found.filter((place) => !isMeant(place)).map((place) => `the address in ${place}`)
}

// Server too: the settings may put the address into the URL of a calendar.
const POX_FIELDS = [
  'LoginName',
  'AutoDiscoverSMTPAddress',
  'RedirectAddr',
  'EMailAddress',
  'Server',
]
const PROFILE_FIELDS = [
  ...['PayloadDisplayName', 'PayloadDescription', 'EmailAddress', 'EmailAccountDescription'],
  ...['EmailAccountName', 'IncomingMailServerUsername', 'OutgoingMailServerUsername'],
  ...['CalDAVUsername', 'CalDAVAccountDescription', 'CardDAVUsername', 'CardDAVAccountDescription'],
]
const PAGE_TEXTS = /^text of (?!script|style)/
const PAGE_ATTRIBUTES = /^(?:input@value|button@(?:data-copy|value|aria-label))$/
const PAGE_URLS = /^(?:a|link)@href /
// A device can only be told in a link whose profile it wants.
const DOWNLOADS = /^a@href (?:\/email\.mobileconfig|https:\/\/setup\.house\.example\/apple)\?/

function placesOf(
  type: string,
  status: number,
  isPosted: boolean,
): ((place: string) => boolean) | undefined {
  if (type.startsWith('text/html')) {
    return (place) =>
      PAGE_TEXTS.test(place) ||
      PAGE_ATTRIBUTES.test(place) ||
      (isPosted ? DOWNLOADS : PAGE_URLS).test(place)
  }
  if (status !== 200) return undefined
  if (type.startsWith('text/xml')) return (place) => POX_FIELDS.includes(place)
  if (type.startsWith('application/x-apple')) return (place) => PROFILE_FIELDS.includes(place)
  return undefined
}

type Holds = (text: string) => boolean

/** Undefined: no document, or one that cannot be read, which others complain of. */
function placesIn(type: string, body: string, holds: Holds): string[] | undefined {
  try {
    return read(type, body, holds)
  } catch {
    return undefined
  }
}

function read(type: string, body: string, holds: Holds): string[] | undefined {
  if (type.startsWith('text/html')) return [...inPage(parseHtml(body), holds)]
  if (type.startsWith('application/x-apple'))
    return [...inProfile(parsePlist(body.replaceAll('\ufffd', '?')), holds)]
  return body.includes('<Autodiscover') ? [...inXml(parseXml(body), holds)] : undefined
}

function* inXml({ name, attributes, text, children }: XmlNode, holds: Holds): Generator<string> {
  if (holds(text)) yield name
  if (holds(JSON.stringify(attributes))) yield `an attribute of ${name}`
  for (const child of children) yield* inXml(child, holds)
}

function* inProfile(value: PlistValue, holds: Holds, key = ''): Generator<string> {
  if (typeof value === 'string') {
    if (holds(value)) yield key
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, below] of Object.entries(value) as [string, PlistValue][]) {
      if (holds(name)) yield 'a key'
      yield* inProfile(below, holds, Array.isArray(value) ? key : name)
    }
  }
}

function* inPage(node: Tree.Node, holds: Holds, within = ''): Generator<string> {
  if (node.nodeName === '#comment') {
    if (holds((node as Tree.CommentNode).data)) yield 'a comment'
  } else if ('value' in node) {
    if (holds(node.value)) yield `text of ${within}`
  }
  if ('attrs' in node) {
    for (const { name, value } of node.attrs) {
      const url = name === 'href' ? ` ${value}` : ''
      if (holds(decoded(value))) yield `${node.tagName}@${name}${url}`
    }
  }
  if (!('childNodes' in node)) return
  for (const child of node.childNodes) yield* inPage(child, holds, node.nodeName)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
