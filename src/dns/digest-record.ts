// The TXT record that vouches for a PACC document: at _ua-auto-config.<domain>, SHA-256 over the exact bytes.
import { createHash } from 'node:crypto'

const VERSION = 'UAAC1'
const ALGORITHM = 'sha256'

/** As the record states it: base64 with padding. */
export function digestOf(body: string | Uint8Array): string {
  return createHash(ALGORITHM).update(body).digest('base64')
}

/** The text of the record. */
export function digestRecord(digest: string): string {
  return `v=${VERSION}; a=${ALGORITHM}; d=${digest}`
}

/**
 * Whether one of several TXT records, each a list of character strings, vouches for a body. While a document
 * changes, the digests of the old and the new one stand beside each other: one match is enough.
 */
export function vouchesFor(
  records: readonly (readonly string[])[],
  body: string | Uint8Array,
): boolean {
  const digest = digestOf(body)
  return records.some((strings) => {
    const tags = parseTags(strings.join(''))
    return tags?.get('v') === VERSION && tags.get('a') === ALGORITHM && tags.get('d') === digest
  })
}

/** Order, blanks around tags, a final semicolon and unknown tags do not matter. A tag given twice says nothing. */
function parseTags(text: string): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>()
  for (const part of text.split(';')) {
    if (part.trim() === '') continue
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0)).trim()
    if (equals === -1 || tags.has(name)) return undefined
    tags.set(name, part.slice(equals + 1).trim())
  }
  return tags
}
