// Taking a parent's children apart: what is understood is taken, what is left is kept as it is.
import type { XmlElement } from '../../format/xml-document.js'
import type { Extension } from '../../settings/schema.js'
import { attributeName, elementName, markupText } from '../../settings/values.js'
import { differences } from './equality.js'

export interface Children {
  /** The first child of a name, if `read` makes something of it; else it stays. */
  one<Value>(name: string, read: (child: XmlElement) => Value | undefined): Value | undefined
  /** Every child that `read` makes something of. */
  all<Value>(read: (child: XmlElement) => Value | undefined): Value[]
  /** Children of one kind up to the first that cannot be read, so that their order is kept with the rest. */
  prefix<Value>(
    isOne: (child: XmlElement) => boolean,
    read: (child: XmlElement) => Value | undefined,
  ): Value[]
  /** What nobody has taken. */
  rest(): Extension[]
}

/** `lost` hears what is not even kept. */
export function childrenOf(parent: XmlElement, lost: string[]): Children {
  let left = parent.children ?? []
  const take = (child: XmlElement) => {
    left = left.filter((one) => one !== child)
  }
  return {
    one(name, read) {
      const child = left.find(({ element }) => element === name)
      const value = child && read(child)
      if (child !== undefined && value !== undefined) take(child)
      return value
    },
    all(read) {
      return left.flatMap((child) => {
        const value = read(child)
        if (value === undefined) return []
        take(child)
        return [value]
      })
    },
    prefix(isOne, read) {
      const values = []
      for (const child of left.filter(isOne)) {
        const value = read(child)
        if (value === undefined) break
        take(child)
        values.push(value)
      }
      return values
    },
    rest: () => left.flatMap((child) => toExtension(child, lost)),
  }
}

/** An element as settings keep it: without passwords, and without what their markup has no room for. */
export function toExtension(element: XmlElement, lost: string[]): Extension[] {
  const { element: name, attributes, text, children } = element
  if (name === 'password') {
    lost.push('a password was left out')
    return []
  }
  if (!elementName.safeParse(name).success) {
    lost.push(`the element ${name} was left out`)
    return []
  }
  const extension: Extension = { element: name }
  if (attributes !== undefined) extension.attributes = attributesThatFit(name, attributes, lost)
  if (text !== undefined && markupText.safeParse(text).success) extension.text = text
  else if (text !== undefined) lost.push(`the text of ${name} was left out`)
  if (children !== undefined) {
    extension.children = children.flatMap((child) => toExtension(child, lost))
  }
  return [extension]
}

function attributesThatFit(
  element: string,
  attributes: Readonly<Record<string, string>>,
  lost: string[],
): Record<string, string> {
  const kept = Object.entries(attributes).filter(([name, value]) => {
    const fits = attributeName.safeParse(name).success && markupText.safeParse(value).success
    if (!fits) lost.push(`the attribute ${name} of ${element} was left out`)
    return fits
  })
  return Object.fromEntries(kept)
}

/** A value is taken only if writing it out again says the same as what was read. */
export function ifEqual<Value>(
  original: XmlElement,
  value: Value,
  write: (value: Value) => XmlElement,
): Value | undefined {
  return differences(original, write(value)).length === 0 ? value : undefined
}

/** The text of an element that has nothing else. */
export function plainText({ text, attributes, children }: XmlElement): string | undefined {
  return attributes === undefined && children === undefined ? text : undefined
}

export function removeUndefined<Value extends object>(value: Value): Value {
  const defined = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(defined) as Value
}

/** Settings never render an empty map, so an empty element is kept as it is. */
export function isEmpty(written: object): boolean {
  return Object.keys(written).length === 0
}
