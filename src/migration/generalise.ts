// Answers for several mailboxes of one domain → one document for all of them: what follows the address becomes a
// placeholder again, as clients fill it in.
import type { XmlElement } from '../format/xml-document.js'
import { type PlaceholderValues, replacePlaceholders } from '../settings/placeholders.js'

export interface Sample {
  mailbox: PlaceholderValues
  root: XmlElement
}

export interface Generalised {
  root: XmlElement
  /** Paths of what differs from mailbox to mailbox and is no function of the address. */
  varying: string[]
}

/** Of one sample alone: the sample. */
export function generalise(samples: readonly [Sample, ...Sample[]]): Generalised {
  const varying: string[] = []
  const mailboxes = samples.map(({ mailbox }) => mailbox)

  const mergeText = (texts: readonly (string | undefined)[], path: string) => {
    const [first] = texts
    if (texts.every((text) => text === first)) return first
    for (const toTemplate of [withAddress, withLocalPart]) {
      const templates = texts.map((text, index) => toTemplate(text ?? '', mailboxes[index]))
      const [template] = templates
      if (templates.every((one) => one === template)) {
        return path.endsWith('/username[1]') ? withDomain(template ?? '', mailboxes[0]) : template
      }
    }
    varying.push(path)
    return first
  }

  const merge = (elements: readonly [XmlElement, ...XmlElement[]], path: string): XmlElement => {
    const [first] = elements
    if (elements.some((one) => outline(one) !== outline(first))) {
      varying.push(path)
      return first
    }
    const { element, attributes, children } = first
    const text = mergeText(
      elements.map((one) => one.text),
      path,
    )
    const merged: XmlElement = { element }
    if (attributes !== undefined) {
      merged.attributes = Object.fromEntries(
        Object.keys(attributes).map((name) => {
          const values = elements.map((one) => one.attributes?.[name])
          return [name, mergeText(values, `${path}/@${name}`) ?? '']
        }),
      )
    }
    if (text !== undefined) merged.text = text
    if (children !== undefined) {
      merged.children = children.map((child, index) => {
        const others = elements.slice(1).map((one) => one.children?.[index] ?? child)
        return merge([child, ...others], `${path}/${nameOf(children, index)}`)
      })
    }
    return merged
  }

  const [first, ...others] = samples
  const roots = others.map(({ root }) => root)
  return { root: merge([first.root, ...roots], first.root.element), varying }
}

/** What must be the same before values are compared. */
function outline({ element, attributes = {}, children = [] }: XmlElement): string {
  const names = children.map((child) => child.element)
  return JSON.stringify([element, Object.keys(attributes).sort(), names])
}

/** `incomingServer[2]`, as other messages count. */
function nameOf(siblings: readonly XmlElement[], index: number): string {
  const element = siblings[index]?.element ?? ''
  const position = siblings.slice(0, index).filter((one) => one.element === element).length + 1
  return `${element}[${position}]`
}

function withAddress(text: string, mailbox: PlaceholderValues | undefined): string {
  const { EMAILADDRESS: address = '' } = mailbox ?? {}
  if (address === '') return text
  return text
    .replaceAll(address, () => '%EMAILADDRESS%')
    .replaceAll(encodeURIComponent(address), () => '%EMAILADDRESS%')
}

function withLocalPart(text: string, mailbox: PlaceholderValues | undefined): string {
  const { EMAILLOCALPART: localPart = '' } = mailbox ?? {}
  return localPart === ''
    ? text
    : withAddress(text, mailbox).replaceAll(localPart, () => '%EMAILLOCALPART%')
}

/** Log-ins such as `user.example.com` follow the domain too, and every client fills it in there. */
function withDomain(text: string, mailbox: PlaceholderValues | undefined): string {
  return text.replaceAll(mailbox?.EMAILDOMAIN ?? text, () => '%EMAILDOMAIN%')
}

/** Where a sample differs from what a client makes of the document for its mailbox. */
export function deviations({ root: document }: Generalised, { root, mailbox }: Sample): string[] {
  const found: string[] = []
  const compare = (general: XmlElement, answer: XmlElement, path: string) => {
    if (outline(general) !== outline(answer)) {
      found.push(path)
      return
    }
    if (!says(general.text, answer.text, mailbox)) found.push(path)
    for (const [name, value] of Object.entries(general.attributes ?? {})) {
      if (!says(value, answer.attributes?.[name], mailbox)) found.push(`${path}/@${name}`)
    }
    const { children = [] } = general
    for (const [index, child] of children.entries()) {
      const other = answer.children?.[index]
      if (other !== undefined) compare(child, other, `${path}/${nameOf(children, index)}`)
    }
  }
  compare(document, root, document.element)
  return found
}

function says(template = '', text = '', mailbox: PlaceholderValues): boolean {
  if (template === text) return true
  const encoded = {
    ...mailbox,
    EMAILADDRESS: encodeURIComponent(mailbox.EMAILADDRESS),
    EMAILLOCALPART: encodeURIComponent(mailbox.EMAILLOCALPART),
  }
  return [mailbox, encoded].some((values) => replacePlaceholders(template, values) === text)
}
