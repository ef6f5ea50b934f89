// A rendered document as the clients' parsers take it apart.
import type { XmlElement } from '../../format/xml-document.js'

export interface ServerSection {
  type: string
  /** The first child of a name. */
  text: (name: string) => string | undefined
  /** Methods without a system attribute, in order; `systems` counts those with one, which few clients read. */
  authentication: readonly string[]
  systems: number
  /** Whether every method does without a user name. */
  anonymous: boolean
}

interface Servers {
  incoming: readonly ServerSection[]
  outgoing: readonly ServerSection[]
}

export interface Reading extends Servers {
  root: XmlElement
  /** The first emailProvider; `incoming` and `outgoing` are its children. */
  provider: XmlElement | undefined
  /** What a client sees that looks for server elements wherever they stand. */
  anywhere: Servers
}

export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter((child) => child.element === name)
}

export function descendants(element: XmlElement, name: string): XmlElement[] {
  return (element.children ?? []).flatMap((child) =>
    child.element === name ? [child] : descendants(child, name),
  )
}

export function readDocument(root: XmlElement): Reading {
  const [provider] = children(root, 'emailProvider')
  const inside = (name: string) => children(provider, name).map(readSection)
  const anywhere = (name: string) => descendants(root, name).map(readSection)
  return {
    root,
    provider,
    incoming: inside('incomingServer'),
    outgoing: inside('outgoingServer'),
    anywhere: { incoming: anywhere('incomingServer'), outgoing: anywhere('outgoingServer') },
  }
}

const ANONYMOUS = ['none', 'client-IP-address', 'smtp-after-pop']

function readSection(element: XmlElement): ServerSection {
  const offered = children(element, 'authentication')
  const plain = offered.filter(({ attributes }) => attributes === undefined)
  return {
    type: element.attributes?.['type'] ?? '',
    text: (name) => children(element, name)[0]?.text,
    authentication: plain.map(({ text }) => text ?? ''),
    systems: offered.length - plain.length,
    anonymous: offered.length > 0 && offered.every(({ text }) => ANONYMOUS.includes(text ?? '')),
  }
}

/** Digits and nothing else, or with blanks around them where a client does not mind. */
export function isPort(text: string | undefined, blanks: 'refused' | 'allowed'): boolean {
  const digits = blanks === 'allowed' ? text?.trim() : text
  return (
    digits !== undefined && /^\d+$/.test(digits) && Number(digits) >= 1 && Number(digits) <= 65535
  )
}

export function ofType(sections: readonly ServerSection[], ...types: string[]): ServerSection[] {
  return sections.filter(({ type }) => types.includes(type))
}

export function missingTexts({ type, text }: ServerSection, names: readonly string[]): string[] {
  return names.filter((name) => text(name) === undefined).map((name) => `${type} has no ${name}`)
}
