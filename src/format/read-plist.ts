// Property lists in XML that strangers sent. The library that writes ours prints what it stumbles over to the terminal
// of whoever reads with it; documents are read strictly here, and in silence.
import { isUtf8 } from 'node:buffer'
import { parseXml } from './read-xml-document.js'
import type { XmlElement } from './xml-document.js'

export type PlistValue =
  string | number | boolean | readonly PlistValue[] | ReadonlyMap<string, PlistValue>

// Every writer puts Apple's own in front; one with declarations of its own stays, and is refused.
const DOCTYPE = /^(\s*(?:<\?xml[^>]*>\s*)?)<!DOCTYPE\s+plist\b[^<>[\]]*>/

/** Undefined for what is no property list in XML. Dates and data are texts; of two equal keys the last counts. */
export function readPlist(bytes: Uint8Array): PlistValue | undefined {
  if (!isUtf8(bytes)) return undefined
  const text = new TextDecoder().decode(bytes)
  const bare = text.replace(DOCTYPE, (_, before: string) => before)
  const parsed = parseXml(new TextEncoder().encode(bare))
  if (!parsed.ok || parsed.root.element !== 'plist') return undefined
  const [value] = valuesOf(parsed.root.children ?? [])
  return value
}

function valuesOf(elements: readonly XmlElement[]): PlistValue[] {
  return elements.map(valueOf).filter((value) => value !== undefined)
}

function valueOf({ element, text = '', children = [] }: XmlElement): PlistValue | undefined {
  switch (element) {
    case 'dict':
      return dictionary(children)
    case 'array':
      return valuesOf(children)
    case 'true':
      return true
    case 'false':
      return false
    case 'integer':
    case 'real':
      return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
    default:
      return text
  }
}

/** Keys and values alternate; a key without a value, or a value without a key, is passed over. */
function dictionary(children: readonly XmlElement[]): ReadonlyMap<string, PlistValue> {
  const entries = new Map<string, PlistValue>()
  for (const [index, { element, text = '' }] of children.entries()) {
    const next = children[index + 1]
    const value =
      element !== 'key' || next === undefined || next.element === 'key' ? undefined : valueOf(next)
    if (value !== undefined) entries.set(text, value)
  }
  return entries
}
