// The words of the autoconfig format and nothing else: which elements, where, how often, in which order, with which
// attributes and values. The published grammar lets unknown elements pass; this does not.
import { parse, type XmlNode } from '../../helpers/xml.js'
import { ELEMENTS, type Rule, SERVER_RULES } from './vocabulary-rules.js'

/** Everything in a document that the format has no word for; none: the document is sound. */
export function faults(document: string): string[] {
  const outside = faultsOfText(document)
  let root: XmlNode
  try {
    root = parse(document)
  } catch (error) {
    return [...outside, `not well-formed: ${String(error)}`]
  }
  if (root.name !== 'clientConfig') return [...outside, `the root is ${root.name}`]
  return [...outside, ...faultsOf(root, 'clientConfig', ELEMENTS['clientConfig'] as Rule)]
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
// What an XML parser forgives, and naive readers of this format do not.
const NEVER: readonly [what: string, pattern: RegExp][] = [
  ['a byte order mark', /\ufeff/],
  ['a comment, CDATA or DOCTYPE', /<!/],
  ['a processing instruction', /<\?(?!xml version="1\.0" encoding="UTF-8"\?>)/],
  ['a namespace', /\sxmlns|<\/?[^\s>"]*:[^\s>"]*[\s>]/],
  ['a tab or a carriage return', /[\t\r]/],
  ['an entity that XML does not define', /&(?!(?:amp|lt|gt|quot|apos|#\d+);)/],
  ['a reference that was escaped twice', /&amp;(?:amp|lt|gt|quot|apos|#\d+);/],
]

function faultsOfText(document: string): string[] {
  const lines = document.split('\n').slice(1, -1)
  return [
    ...(document.startsWith(DECLARATION) ? [] : ['the XML declaration is missing or another']),
    ...NEVER.filter(([, pattern]) => pattern.test(document)).map(([what]) => `holds ${what}`),
    ...(/[^\n]\n$/.test(document) ? [] : ['does not end in one line feed']),
    ...(lines.every((line) => /^(?: {2})*<.*>$/.test(line)) ? [] : ['is not indented by two']),
  ]
}

function faultsOf(node: XmlNode, path: string, rule: Rule): string[] {
  return [
    ...faultsOfAttributes(node, rule).map((fault) => `${path} ${fault}`),
    ...faultsOfContent(node, rule).map((fault) => `${path} ${fault}`),
    ...(rule.also?.(node) ?? []).map((fault) => `${path} ${fault}`),
    ...node.children.flatMap((child) => {
      const below = `${path}/${child.name}`
      if (rule.children?.[child.name] === undefined) return [`${below} has no place here`]
      const ruleBelow = ruleOf(child)
      return ruleBelow === undefined
        ? [`${below} has the type "${child.attributes['type'] ?? ''}", which it cannot have`]
        : faultsOf(child, below, ruleBelow)
    }),
  ]
}

/** What a server section may hold depends on its type. */
function ruleOf({ name, attributes }: XmlNode): Rule | undefined {
  const ofTypes = SERVER_RULES[name]
  if (ofTypes === undefined) return ELEMENTS[name]
  const type = attributes['type'] ?? ''
  return Object.hasOwn(ofTypes, type) ? ofTypes[type] : ofTypes['*']
}

function faultsOfAttributes({ attributes }: XmlNode, rule: Rule): string[] {
  const known = { ...rule.attributes, ...rule.optionalAttributes }
  const missing = Object.keys(rule.attributes ?? {}).filter(
    (name) => attributes[name] === undefined,
  )
  const wrong = Object.entries(attributes).flatMap(([name, value]) => {
    const pattern = Object.hasOwn(known, name) ? known[name] : undefined
    if (pattern === undefined) return [`has an attribute ${name}`]
    return pattern.test(value) ? [] : [`has ${name}="${value}"`]
  })
  return [...missing.map((name) => `lacks the attribute ${name}`), ...wrong]
}

function faultsOfContent({ text, children, attributes }: XmlNode, rule: Rule): string[] {
  if (rule.text !== undefined) {
    if (text === '') return ['is empty']
    if (text !== text.trim()) return ['has blanks around its value']
    return rule.text.test(text) ? [] : [`has the value "${text}"`]
  }
  if (text.trim() !== '') return ['holds text']
  if (children.length + Object.keys(attributes).length === 0) return ['is empty']
  return faultsOfChildren(children, rule.children ?? {})
}

function faultsOfChildren(
  children: readonly XmlNode[],
  allowed: NonNullable<Rule['children']>,
): string[] {
  const names = Object.keys(allowed)
  const order = children.map(({ name }) => names.indexOf(name)).filter((index) => index !== -1)
  const sorted = order.every(
    (index, position) => position === 0 || index >= (order[position - 1] ?? 0),
  )
  return [
    ...(sorted ? [] : ['has its children in another order']),
    ...Object.entries(allowed).flatMap(([name, { atLeast = 0, atMost = Infinity }]) => {
      const count = children.filter((child) => child.name === name).length
      if (count < atLeast) return [`lacks ${name}`]
      return count > atMost ? [`has ${name} ${count} times`] : []
    }),
  ]
}
