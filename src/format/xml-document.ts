// Documents that we publish: elements in the order they are given.
import Builder from 'fast-xml-builder'
import { escapeXml } from './escape-xml.js'

/** An element holds text or children, never both; neither is an empty element. */
export interface XmlElement {
  element: string
  attributes?: Record<string, string> | undefined
  text?: string | undefined
  children?: XmlElement[] | undefined
}

/** `name` with text inside; undefined text: no element at all. */
export function leaf(element: string, text: string | undefined): XmlElement[] {
  return text === undefined ? [] : [{ element, text }]
}

type Node = Record<string, unknown>
const ATTRIBUTES = ':@'
const TEXT = '#text'

const builder = new Builder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  format: true,
  indentBy: '  ',
  processEntities: false,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
})

/** UTF-8 with a declaration, two spaces a level, one final line feed: the same bytes for the same document. */
export function renderXml(root: XmlElement): string {
  const declaration = {
    '?xml': [{ [TEXT]: '' }],
    [ATTRIBUTES]: { version: '1.0', encoding: 'UTF-8' },
  }
  return `${builder.build([declaration, toNode(root)])}\n`
}

function toNode({ element, attributes, text, children }: XmlElement): Node {
  const content = text === undefined ? (children ?? []).map(toNode) : [{ [TEXT]: escapeXml(text) }]
  if (attributes === undefined) return { [element]: content }
  const escaped = Object.entries(attributes).map(([name, value]) => [name, escapeXml(value)])
  return { [element]: content, [ATTRIBUTES]: Object.fromEntries(escaped) as Node }
}
