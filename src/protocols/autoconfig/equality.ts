// When two autoconfig documents say the same: for imports that must lose nothing, and for comparing services.
// Spelling may differ (white space, comments, order of different elements); whatever a client could notice may not.
import type { XmlElement } from '../../format/xml-document.js'

export interface Difference {
  /** `clientConfig/emailProvider/incomingServer[2]/port`; attributes as `@name`. */
  path: string
  left: string | undefined
  right: string | undefined
}

/** Every difference in meaning; none: the documents are equal. */
export function differences(left: XmlElement, right: XmlElement): Difference[] {
  const leftValues = new Map(flatten(canonical(left)))
  const rightValues = new Map(flatten(canonical(right)))
  const paths = new Set([...leftValues.keys(), ...rightValues.keys()])
  return [...paths]
    .map((path) => ({ path, left: leftValues.get(path), right: rightValues.get(path) }))
    .filter((one) => one.left !== one.right)
}

// Runs of white space in these mean one space.
const PROSE = ['displayName', 'displayShortName', 'descr', 'instruction']
const NAMES_OF_HOSTS = ['hostname', 'domain']
const NUMBERS = ['port', 'daysToLeaveMessagesOnServer', 'minutes']
// Among siblings of these names order has no meaning.
const UNORDERED = ['domain', 'descr', 'instruction']

function canonicalText(name: string, text: string): string {
  const trimmed = text.trim()
  if (PROSE.includes(name)) return trimmed.replace(/\s+/g, () => ' ')
  if (NAMES_OF_HOSTS.includes(name)) return trimmed.toLowerCase()
  if (NUMBERS.includes(name)) return trimmed.replace(/^0+(?=\d)/, () => '')
  return trimmed
}

function canonical(element: XmlElement): XmlElement {
  const name = element.element
  const attributes = Object.entries(element.attributes ?? {}).map(
    ([key, value]) => [key, canonicalText(key, value)] as const,
  )
  const children = (name === 'clientConfig' ? oldPlaces(element) : (element.children ?? []))
    .map(oldNames)
    .map(canonical)
  return {
    element: name,
    attributes: Object.fromEntries(attributes),
    text: canonicalText(name, element.text ?? ''),
    children: name === 'emailProvider' ? withoutRepeatedDomains(children) : children,
  }
}

/** `enable` means the same below the root as inside emailProvider, where it is looked for today. */
function oldPlaces(root: XmlElement): XmlElement[] {
  const children = root.children ?? []
  const moved = children.filter(({ element }) => element === 'enable')
  return children
    .filter(({ element }) => element !== 'enable')
    .map((child) =>
      child.element === 'emailProvider'
        ? { ...child, children: [...(child.children ?? []), ...moved] }
        : child,
    )
}

/** `documentation` was called `instruction` once; with a url it is the same. */
function oldNames(child: XmlElement): XmlElement {
  return isOldDocumentation(child) ? { ...child, element: 'documentation' } : child
}

export function isOldDocumentation({ element, attributes }: XmlElement): boolean {
  return element === 'instruction' && attributes?.['url'] !== undefined
}

function withoutRepeatedDomains(children: readonly XmlElement[]): XmlElement[] {
  const seen = new Set<string>()
  return children.filter((child) => {
    if (child.element !== 'domain') return true
    const key = JSON.stringify(child)
    return seen.size < seen.add(key).size
  })
}

function* flatten(element: XmlElement, path = element.element): Generator<[string, string]> {
  yield [path, element.text ?? '']
  for (const [name, value] of Object.entries(element.attributes ?? {})) {
    yield [`${path}/@${name}`, value]
  }
  const counts = new Map<string, number>()
  for (const child of inOrder(element.children ?? [])) {
    const position = (counts.get(child.element) ?? 0) + 1
    counts.set(child.element, position)
    yield* flatten(child, `${path}/${child.element}[${position}]`)
  }
}

/** Siblings of one name keep their order, unless it has no meaning: then their content gives one. */
function inOrder(children: readonly XmlElement[]): XmlElement[] {
  const unordered = children.filter(({ element }) => UNORDERED.includes(element))
  const ordered = children.filter(({ element }) => !UNORDERED.includes(element))
  const keyed = unordered.map((child) => ({ child, key: JSON.stringify(child) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return [...ordered, ...keyed.map(({ child }) => child)]
}
