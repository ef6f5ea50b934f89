// Compiled answers: a document is rendered once, with marks where values change from request to request,
// and kept as pieces. The one place where markup is put together from strings.
import { createHash } from 'node:crypto'

/** Values that change from request to request. The `url…` ones are percent-encoded, for use inside a URL. */
export type Slot = 'domain' | 'address' | 'localPart' | 'urlAddress' | 'urlLocalPart' | 'time'

// Noncharacters: no settings file may hold them, and every format passes them through.
const MARKS: Readonly<Record<Slot, string>> = {
  domain: '\ufdd0',
  address: '\ufdd1',
  localPart: '\ufdd2',
  urlAddress: '\ufdd3',
  urlLocalPart: '\ufdd4',
  time: '\ufdd5',
}
const SLOTS = new Map(Object.entries(MARKS).map(([slot, mark]) => [mark, slot as Slot]))
const ANY_MARK = /([\ufdd0-\ufdd5])/

/** What a document holds in place of a value until the template is filled. */
export function mark(slot: Slot): string {
  return MARKS[slot]
}

export interface Template {
  readonly head: string
  readonly rest: readonly (readonly [slot: Slot, following: string])[]
  /** Of all its pieces together, in UTF-8. */
  readonly octets: number
  /** Of the text with its marks: equal settings give an equal digest on every machine. */
  readonly digest: string
}

/** A rendered document with marks in it → its pieces. */
export function compileTemplate(text: string): Template {
  const [head = '', ...parts] = text.split(ANY_MARK).map(compact)
  const rest: [Slot, string][] = []
  for (let index = 0; index < parts.length; index += 2) {
    const slot = SLOTS.get(parts[index] ?? '')
    if (slot !== undefined) rest.push([slot, parts[index + 1] ?? ''])
  }
  const pieces = [head, ...rest.map(([, following]) => following)]
  return {
    head,
    rest,
    octets: Buffer.byteLength(pieces.join('')),
    digest: createHash('sha256').update(text).digest('base64url').slice(0, 22),
  }
}

/**
 * The same text, kept apart from what it was cut from. Because of the marks that takes two bytes for each character,
 * and so would every piece of it: written to a socket, those cost several times as much.
 */
function compact(text: string): string {
  return Buffer.from(text).toString()
}

export type SlotValues = Partial<Record<Slot, string>>

/** A document, and how many octets of UTF-8 it has: to count them afterwards costs as much as to fill it. */
export interface Filled {
  body: string
  octets: number
}

/** Fills every slot, encoded for the format of the document. Throws if a value is missing. */
export function fillTemplate(
  template: Template,
  values: SlotValues,
  encode: (value: string) => string,
): Filled {
  let body = template.head
  let { octets } = template
  for (const [slot, following] of template.rest) {
    const value = values[slot]
    if (value === undefined) throw new Error(`no value for ${slot}`)
    const encoded = encode(value)
    body += encoded + following
    octets += Buffer.byteLength(encoded)
  }
  return { body, octets }
}
