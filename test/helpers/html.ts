// Reading pages: with a parser of the HTML standard that complains, never with the code that wrote them.
import { type DefaultTreeAdapterTypes as Tree, type ParserError, parse } from 'parse5'

export type Element = Tree.Element

/** A whole page as a tree; throws where a browser would have to guess. */
export function parsePage(text: string): Tree.Document {
  const errors: ParserError[] = []
  const document = parse(text, { onParseError: (error) => errors.push(error) })
  if (errors.length > 0) throw new Error(errors.map(({ code }) => code).join(', '))
  return document
}

function* descendants(node: Tree.ParentNode): Generator<Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue
    yield child
    yield* descendants(child)
  }
}

/** Every element of a name, or of any, in the order of the page. */
export function elements(node: Tree.ParentNode, name?: string): Element[] {
  return [...descendants(node)].filter(({ tagName }) => name === undefined || tagName === name)
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

/** The text inside, with blanks as a browser shows them. */
export function textOf(node: Tree.ParentNode): string {
  const text = (one: Tree.ParentNode): string =>
    one.childNodes
      .map((child) => ('value' in child ? child.value : 'childNodes' in child ? text(child) : ''))
      .join('')
  return text(node).replace(/\s+/g, ' ').trim()
}

/** Elements that have a class. */
export function withClass(node: Tree.ParentNode, name: string): Element[] {
  return elements(node).filter((one) => attribute(one, 'class')?.split(' ').includes(name))
}
