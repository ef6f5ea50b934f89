// A small grammar for XML answers: which children, in which order, how often, and what text.
import type { XmlNode } from '../../helpers/xml.js'

export interface Model {
  /** Children in their only order. */
  children?: readonly (readonly [name: string, times: '1' | '?' | '+', model: Model])[]
  attributes?: Readonly<Record<string, RegExp>>
  /** Of the text of an element without children. Not stated: anything but nothing. */
  text?: RegExp | ((text: string) => boolean)
}

/** An element whose inside somebody else judges, or whose text is free. */
export const ANY: Model = {}

/** Everything that is wrong with a node, as sentences; nothing: []. */
export function judge(node: XmlNode, model: Model, where: string): string[] {
  const wrong = judgeAttributes(node, model.attributes ?? {}, where)
  if (model.children !== undefined) {
    if (node.text.trim() !== '') wrong.push(`${where}: text beside elements`)
    return [...wrong, ...judgeChildren(node, model.children, where)]
  }
  const { text = (some: string) => some !== '' } = model
  const fits = typeof text === 'function' ? text(node.text) : text.test(node.text)
  if (!fits || /^\s|\s$|[\r\n\t]/.test(node.text)) {
    wrong.push(`${where}: "${node.text}" cannot stand here`)
  }
  return [...wrong, ...node.children.map(({ name }) => `${where}: ${name} inside text`)]
}

function judgeAttributes(
  { attributes }: XmlNode,
  allowed: NonNullable<Model['attributes']>,
  where: string,
): string[] {
  const unknown = Object.keys(attributes)
    .filter((name) => !(name in allowed))
    .map((name) => `${where}: attribute ${name} is unknown`)
  const bad = Object.entries(allowed)
    .filter(([name, pattern]) => !pattern.test(attributes[name] ?? ''))
    .map(([name]) => `${where}: attribute ${name} is "${attributes[name] ?? ''}"`)
  return [...unknown, ...bad]
}

function judgeChildren(
  node: XmlNode,
  children: NonNullable<Model['children']>,
  where: string,
): string[] {
  const wrong: string[] = []
  let last = 0
  for (const child of node.children) {
    const index = children.findIndex(([name]) => name === child.name)
    const [, , model] = children[index] ?? []
    if (model === undefined) wrong.push(`${where}: ${child.name} is unknown here`)
    else if (index < last) wrong.push(`${where}: ${child.name} comes too late`)
    else if (model !== ANY || child.children.length === 0) {
      wrong.push(...judge(child, model, `${where}/${child.name}`))
    }
    last = Math.max(last, index)
  }
  for (const [name, times] of children) {
    const count = node.children.filter((child) => child.name === name).length
    if (count === 0 && times !== '?') wrong.push(`${where}: no ${name}`)
    if (count > 1 && times !== '+') wrong.push(`${where}: ${count} times ${name}`)
  }
  return wrong
}
