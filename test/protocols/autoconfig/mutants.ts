// Documents that nearly say the same: whatever compares documents must see the difference.
import type { XmlElement } from '../../../src/format/xml-document.js'

const UNORDERED = ['domain', 'descr', 'instruction']

/** Every document that differs from this one in one node: dropped, doubled, changed or moved. */
export function* mutants(root: XmlElement): Generator<[what: string, mutant: XmlElement]> {
  const { children = [], attributes = {}, text, element } = root
  for (const name of Object.keys(attributes)) {
    yield [
      `@${name} of ${element} changed`,
      { ...root, attributes: { ...attributes, [name]: 'other' } },
    ]
  }
  if (text !== undefined) yield [`text of ${element} changed`, { ...root, text: `${text}x` }]
  for (const [index, child] of children.entries()) {
    const others = children.toSpliced(index, 1)
    yield [`${child.element} dropped`, { ...root, children: others }]
    const next = children[index + 1]
    if (next?.element === child.element && !UNORDERED.includes(child.element)) {
      const swapped = children.toSpliced(index, 2, next, child)
      yield [`${child.element} swapped`, { ...root, children: swapped }]
    }
    for (const [what, mutant] of mutants(child)) {
      yield [what, { ...root, children: children.with(index, mutant) }]
    }
  }
}
