// XML that strangers send: read strictly and as a stream, never turned into an object.
import { SaxesParser, type SaxesOptions } from 'saxes'
import { trimBlanks } from './trim.js'

export interface XmlLimits {
  octets: number
  depth: number
  elements: number
  /** For each element. */
  attributes: number
  /** Characters of text in one element. */
  text: number
}

/** Names come without their prefix; `path` begins at the root and ends with the element itself. */
export interface XmlVisitor {
  open?(path: readonly string[], attributes: Readonly<Record<string, string>>, prefix: string): void
  /** The text of an element without children, at its end. */
  text?(path: readonly string[], text: string): void
}

class Refusal extends Error {}

const UTF_8 = /^(?:utf-?8|us-ascii|ascii)$/i
const OTHER_ASCII_SUPERSET = /^(?:iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|latin1)$/i

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads bytes as one XML document and tells the visitor what is in it.
 * Returns the reason for a refusal in our own words, or undefined. Refused: everything that is not well-formed,
 * bytes that are not UTF-8, a DOCTYPE, a processing instruction, and what exceeds the limits.
 */
export function readXml(
  bytes: Uint8Array,
  limits: XmlLimits,
  visitor: XmlVisitor,
): string | undefined {
  if (bytes.length > limits.octets) return 'too long'
  let source: string
  try {
    source = trimBlanks(decoder.decode(bytes))
  } catch {
    return 'not UTF-8'
  }
  try {
    readText(source, limits, visitor)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

function refuse(reason: string): never {
  throw new Refusal(reason)
}

/**
 * A parser that has a place for each handler from the start. `on` would add them under computed names, and after a few
 * of those V8 keeps an object as a dictionary, which made reading five times as slow. Only speed goes by the names here.
 */
class Parser extends (SaxesParser as unknown as new (options: SaxesOptions) => object) {
  xmldeclHandler = undefined
  textHandler = undefined
  piHandler = undefined
  doctypeHandler = undefined
  openTagHandler = undefined
  closeTagHandler = undefined
  cdataHandler = undefined
  errorHandler = undefined
}

function createParser(): SaxesParser<{ xmlns: false }> {
  return new Parser({ xmlns: false, position: false }) as unknown as SaxesParser<{ xmlns: false }>
}

function readText(source: string, limits: XmlLimits, visitor: XmlVisitor): void {
  const parser = createParser()
  const path: string[] = []
  const leaves: (string | undefined)[] = []
  let elements = 0

  const addText = (text: string) => {
    const top = leaves.length - 1
    const before = leaves[top]
    if (before === undefined) return
    if (before.length + text.length > limits.text) refuse('text too long')
    leaves[top] = before + text
  }
  parser.on('error', () => refuse('not well-formed'))
  parser.on('doctype', () => refuse('a DOCTYPE'))
  parser.on('processinginstruction', () => refuse('a processing instruction'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding === undefined || UTF_8.test(encoding)) return

    const ascii = /^[\u0000-\u007f]*$/.test(source)
    if (!ascii || !OTHER_ASCII_SUPERSET.test(encoding)) refuse('an encoding other than UTF-8')
  })
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1
    const colon = name.indexOf(':')
    path.push(name.slice(colon + 1))
    if (path.length > limits.depth) refuse('nested too deeply')
    if (elements > limits.elements) refuse('too many elements')
    if (Object.keys(attributes).length > limits.attributes) refuse('too many attributes')
    if (leaves.length > 0) leaves[leaves.length - 1] = undefined
    leaves.push('')
    visitor.open?.(path, attributes, name.slice(0, Math.max(colon, 0)))
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const text = leaves.pop()
    if (text !== undefined) visitor.text?.(path, text)
    path.pop()
  })
  parser.write(source).close()
}
