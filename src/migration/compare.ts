// Where two answers to one mailbox differ in meaning.
import type { XmlElement } from '../format/xml-document.js'
import { type AnnouncedServer, MAIL_TYPES } from '../protocols/announced.js'
import { type Difference, differences } from '../protocols/autoconfig/equality.js'
import { valuesOfAddress } from '../protocols/slots.js'
import type { Address } from '../settings/address.js'
import { METHODS_TODAY } from '../settings/authentication.js'
import { replacePlaceholdersInside } from '../settings/placeholders.js'
import type { ServiceAnswer } from './answers.js'

export interface AnswerDifference {
  /** A path of the document, or a server and what of it; empty: the answer as a whole. */
  what: string
  there: string
  here: string
}

const NOTHING = '(nothing)'
const EMPTY = '(there, and empty)'

/** None: the answers mean the same, or there is none on both sides. */
export function compareAnswers(
  there: ServiceAnswer,
  here: ServiceAnswer,
  address: Address,
): AnswerDifference[] {
  return found(there, here, address).map(({ path, left, right }) => ({
    what: path,
    there: shown(path, left),
    here: shown(path, right),
  }))
}

/** A text as people can make sense of it: with what an old word means today, and never as a blank. */
function shown(path: string, text: string | undefined): string {
  if (text === undefined) return NOTHING
  if (text === '') return EMPTY
  const today = /(?:^| )authentication(?:\[\d+\])?$/.test(path)
    ? METHODS_TODAY.get(text)
    : undefined
  return today === undefined ? text : `${text} (the old word for ${today})`
}

function found(there: ServiceAnswer, here: ServiceAnswer, address: Address): Difference[] {
  if (there.kind === 'document' && here.kind === 'document') {
    return compareDocuments(there.root, here.root, address)
  }
  if (there.kind === 'servers' && here.kind === 'servers') {
    return compareServers(there.servers, here.servers)
  }
  if (there.kind === 'none' && here.kind === 'none') return []
  const [left, right] = [describe(there), describe(here)]
  return left === right ? [] : [{ path: '', left, right }]
}

function describe(answer: ServiceAnswer): string {
  switch (answer.kind) {
    case 'document':
    case 'servers':
      return 'settings'
    case 'elsewhere':
      return `leads to ${answer.target}`
    case 'none':
      return `no answer: ${answer.why}`
    case 'unreachable':
      return `cannot be asked: ${answer.why}`
  }
}

/** One service leaves placeholders to the client and another fills them: what the client ends up with counts. */
function compareDocuments(there: XmlElement, here: XmlElement, address: Address): Difference[] {
  const resolved = [there, here].map((root) =>
    onlyAskedDomain(replacePlaceholdersInside(root, valuesOfAddress(address)), address.domain),
  )
  const [left = there, right = here] = resolved
  return withoutParts(differences(left, right)).map((one) => ({
    ...one,
    path: shortPath(one.path),
  }))
}

/** Which other domains a document names is nothing to this mailbox; some services name all of a provider's. */
function onlyAskedDomain(root: XmlElement, domain: string): XmlElement {
  const isOther = ({ element, text }: XmlElement) =>
    element === 'domain' && text?.toLowerCase() !== domain
  const children = (root.children ?? []).map((child) =>
    child.element === 'emailProvider'
      ? { ...child, children: (child.children ?? []).filter((one) => !isOther(one)) }
      : child,
  )
  return { ...root, children }
}

/** An element that only one side has is one difference, with everything inside. */
function withoutParts(all: readonly Difference[]): Difference[] {
  const missing = all.filter(({ left, right }) => left === undefined || right === undefined)
  const isWhole = ({ path }: Difference) =>
    !missing.some((other) => path.startsWith(`${other.path}/`))
  const textOf = (side: 'left' | 'right', { path }: Difference) => {
    const texts = missing
      .filter((one) => one.path === path || one.path.startsWith(`${path}/`))
      .flatMap((one) => one[side] ?? [])
    const text = texts.filter((one) => one !== '').join(' ')
    return texts.length === 0 ? undefined : text
  }
  return all.flatMap((one) => {
    if (!missing.includes(one)) return [one]
    if (!isWhole(one)) return []
    return [{ path: one.path, left: textOf('left', one), right: textOf('right', one) }]
  })
}

/** `incomingServer[2] port`: without what is the same in all of them, and with room for a line to end. */
function shortPath(path: string): string {
  return path
    .replaceAll('[1]', '')
    .replace(/^clientConfig\/(?:emailProvider\/)?/, '')
    .replaceAll('/', ' ')
}

function compareServers(
  there: readonly AnnouncedServer[],
  here: readonly AnnouncedServer[],
): Difference[] {
  return MAIL_TYPES.flatMap((type) => {
    const [left, right] = [there, here].map((all) => all.filter((one) => one.type === type))
    const count = Math.max(left?.length ?? 0, right?.length ?? 0)
    return Array.from({ length: count }, (_, index) => {
      const path = index === 0 ? type : `${type}[${index + 1}]`
      return compareServer(path, left?.[index], right?.[index])
    }).flat()
  })
}

function compareServer(
  path: string,
  left: AnnouncedServer | undefined,
  right: AnnouncedServer | undefined,
): Difference[] {
  const [there, here] = [left && textsOf(left), right && textsOf(right)]
  if (there === undefined || here === undefined) {
    const whole = (texts: Texts | undefined) => texts && Object.values(texts).join(' ')
    return [{ path, left: whole(there), right: whole(here) }]
  }
  return (Object.keys(there) as (keyof Texts)[])
    .filter((field) => there[field] !== here[field])
    .map((field) => ({ path: `${path} ${field}`, left: there[field], right: here[field] }))
}

type Texts = ReturnType<typeof textsOf>

const NOT_SAID = '(not said)'

function textsOf({ hostname, port, socketType, username, authentication }: AnnouncedServer) {
  return {
    hostname: hostname.toLowerCase(),
    port: port?.toString() ?? NOT_SAID,
    socketType: socketType ?? NOT_SAID,
    username: username ?? NOT_SAID,
    authentication: authentication.length === 0 ? NOT_SAID : authentication.join(', '),
  }
}
