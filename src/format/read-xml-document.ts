// Documents of others, as an admin imports them and doctor finds them. Order and unknown elements are kept.
import { XMLParser } from 'fast-xml-parser'
import type { XmlElement } from './xml-document.js'
import { readXml } from './xml-request.js'

type Node = Record<string, unknown>
const ATTRIBUTES = ':@'
const TEXT = '#text'
const CDATA = '#cdata'

export type ParsedXml = { ok: true; root: XmlElement } | { ok: false; message: string }

const DOCUMENT_LIMITS = {
  octets: 1024 * 1024,
  depth: 32,
  elements: 20_000,
  attributes: 64,
  text: 65_536,
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Nodes are never looked up by these names, so toString may be an element like any other.
  onDangerousProperty: (name) => name,
})

/**
 * Reads a document that an admin chose. White space around values goes, comments too.
 * Refused: what is not well-formed UTF-8 XML, a DOCTYPE, text beside child elements.
 */
export function parseXml(bytes: Uint8Array): ParsedXml {
  const refusal = readXml(bytes, DOCUMENT_LIMITS, {})
  if (refusal !== undefined) return { ok: false, message: refusal }
  try {
    const nodes = parser.parse(new TextDecoder().decode(bytes).trim()) as Node[]
    const root = nodes.map(fromNode).find((node) => typeof node !== 'string')
    return root === undefined ? { ok: false, message: 'no root element' } : { ok: true, root }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'unreadable' }
  }
}

class MixedContent extends Error {}

function fromNode(node: Node): XmlElement | string {
  if (typeof node[TEXT] === 'string') return decodeReferences(node[TEXT])
  if (Array.isArray(node[CDATA])) return cdataText(node[CDATA] as Node[])
  const element = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? ''
  const content = (node[element] as Node[]).map(fromNode)
  const children = content.filter((one) => typeof one !== 'string')
  const text = content
    .filter((one) => typeof one === 'string')
    .join('')
    .trim()
  if (children.length > 0 && text !== '') {
    throw new MixedContent(`<${element}> holds text beside elements`)
  }
  return {
    element,
    ...attributesOf(node),
    ...(text === '' ? {} : { text }),
    ...(children.length === 0 ? {} : { children }),
  }
}

function cdataText(nodes: readonly Node[]): string {
  return nodes.map((one) => (typeof one[TEXT] === 'string' ? one[TEXT] : '')).join('')
}

function attributesOf(node: Node): Pick<XmlElement, 'attributes'> {
  const attributes = node[ATTRIBUTES] as Record<string, string> | undefined
  if (attributes === undefined) return {}
  const decoded = Object.entries(attributes).map(([name, value]) => [
    name,
    decodeReferences(value).trim(),
  ])
  return { attributes: Object.fromEntries(decoded) as Record<string, string> }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Only these exist: a document with a DOCTYPE never gets here. */
function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return NAMED[name] ?? whole
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
    },
  )
}
