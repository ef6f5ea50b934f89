// The request as Outlook and Thunderbird write it, known by its form: reading it as any XML takes ten times as long.

const BLANKS = '[ \\t\\r\\n]*'
// Printable ASCII without markup: what no reader of XML would change.
const TEXT = "[ !-%'-;=?-~]*"
const VALUE = "[ !#-%'-;=?-~]*"

const DECLARATION = '<\\?xml version="1\\.0"(?: encoding="[Uu][Tt][Ff]-8")? ?\\?>'

// Each part ends where the next begins and nowhere else, so that nothing is looked at twice.
const PLAIN = new RegExp(
  [
    `^${BLANKS}(?:${DECLARATION}${BLANKS})?<Autodiscover xmlns="(${VALUE})">`,
    '<Request>',
    `<EMailAddress>(${TEXT})</EMailAddress>`,
    `<AcceptableResponseSchema>(${TEXT})</AcceptableResponseSchema>`,
    '</Request>',
    `</Autodiscover>${BLANKS}$`,
  ].join(BLANKS),
)
const MAX_OCTETS = 1024

export interface PlainRequest {
  namespace: string
  address: string
  schema: string
}

/**
 * The texts of a request in the plainest form: ASCII, both elements in this order, no attribute but xmlns.
 * Undefined says nothing about a request but that it must be read as XML. Longer ones are not looked at.
 */
export function readPlainRequest(body: Uint8Array): PlainRequest | undefined {
  if (body.length > MAX_OCTETS) return undefined
  // As Latin-1, in which no byte is wrong: those beyond ASCII do not match.
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
  const [, namespace, address, schema] = PLAIN.exec(text) ?? []
  return namespace === undefined || address === undefined || schema === undefined
    ? undefined
    : { namespace, address, schema }
}
