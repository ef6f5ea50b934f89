// Reading answers: with the strict parser, never with the code that wrote them.
import { SaxesParser } from 'saxes'

export interface XmlNode {
  name: string
  attributes: Record<string, string>
  text: string
  children: XmlNode[]
}

/** A whole document as a tree; throws on anything that is not well-formed. */
export function parse(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: false })
  const document: XmlNode = { name: '', attributes: {}, text: '', children: [] }
  const stack = [document]
  const top = () => stack[stack.length - 1] as XmlNode
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: XmlNode = { name, attributes, text: '', children: [] }
    top().children.push(node)
    stack.push(node)
  })
  parser.on('text', (more) => {
    top().text += more
  })
  parser.on('closetag', () => stack.pop())
  parser.write(text).close()
  return document.children[0] as XmlNode
}

/** Every element at a path of names below a node. */
export function all(node: XmlNode, ...path: string[]): XmlNode[] {
  const [name, ...rest] = path
  if (name === undefined) return [node]
  return node.children
    .filter((child) => child.name === name)
    .flatMap((child) => all(child, ...rest))
}

/** The text of the first element at a path; undefined if there is none. */
export function textOf(node: XmlNode, ...path: string[]): string | undefined {
  return all(node, ...path)[0]?.text
}
