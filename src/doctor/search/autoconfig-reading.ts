// What each client makes of an answer where it hoped for an autoconfig document: it takes it, goes on to the next
// URL, or gives up. Read from the clients' sources and seen on the wire.
import { parseXml } from '../../format/read-xml-document.js'
import type { XmlElement } from '../../format/xml-document.js'
import type { WebAnswer } from '../../probe/web.js'

type Reading =
  | { kind: 'document'; root: XmlElement }
  /** `why`: a clause about the answer. */
  | { kind: 'next'; why: string }
  | { kind: 'stop'; why: string }

export type ReadAnswer = (answer: WebAnswer) => Reading

const isSuccess = (status: number) => status >= 200 && status <= 299

/** A root in no namespace but a default one: `a:clientConfig` is read by nobody. */
function documentIn(answer: WebAnswer): XmlElement | undefined {
  const parsed = parseXml(answer.body)
  return parsed.ok && parsed.root.element === 'clientConfig' ? parsed.root : undefined
}

function contentType({ headers }: WebAnswer): string {
  return headers['content-type'] ?? 'no content type'
}

function noDocument(answer: WebAnswer): string {
  return `answers ${answer.status} with something that is no configuration (${contentType(answer)})`
}

function otherStatus({ status }: WebAnswer): Reading {
  return { kind: 'next', why: `answers ${status}` }
}

// Compared letter by letter, and from the first one.
const XML_TYPES = ['text/xml', 'application/xml', 'text/rdf']

/** The first 2xx counts, whatever it holds, broken XML too; only nothing under the name of XML is passed over. */
export const thunderbird: ReadAnswer = (answer) => {
  if (!isSuccess(answer.status)) return otherStatus(answer)
  const isXml = XML_TYPES.some((type) => answer.headers['content-type']?.startsWith(type))
  const root = documentIn(answer)
  if (isXml && root !== undefined) return { kind: 'document', root }
  if (isXml && answer.body.length === 0) return { kind: 'next', why: 'answers with nothing' }
  const why =
    root === undefined
      ? noDocument(answer)
      : `answers with a configuration that is not called text/xml (${contentType(answer)})`
  return { kind: 'stop', why }
}

/** Whatever is no document is passed over. */
const patient =
  (statuses: (status: number) => boolean): ReadAnswer =>
  (answer) => {
    if (!statuses(answer.status)) return otherStatus(answer)
    const root = documentIn(answer)
    return root === undefined
      ? { kind: 'next', why: noDocument(answer) }
      : { kind: 'document', root }
  }

export const anySuccess = patient(isSuccess)
export const onlyStatus200 = patient((status) => status === 200)

/** Any answer at all ends its search: it goes on only where nobody answers. */
export const deltaChat: ReadAnswer = (answer) => {
  const root = isSuccess(answer.status) ? documentIn(answer) : undefined
  if (root !== undefined) return { kind: 'document', root }
  const why = isSuccess(answer.status) ? noDocument(answer) : `answers ${answer.status}`
  return { kind: 'stop', why }
}

/** Well-formed XML that is no configuration ends its search with nothing. */
export const evolution: ReadAnswer = (answer) => {
  const reading = anySuccess(answer)
  const isStop = reading.kind === 'next' && isSuccess(answer.status) && parseXml(answer.body).ok
  return isStop ? { kind: 'stop', why: reading.why } : reading
}

/** A 200 without a configuration ends its search, and so does a 404 without a body. */
export const kmail: ReadAnswer = (answer) => {
  const reading = onlyStatus200(answer)
  if (reading.kind !== 'next') return reading
  const isEmptyRefusal = answer.status !== 200 && answer.body.length === 0
  if (answer.status !== 200 && !isEmptyRefusal) return reading
  return {
    kind: 'stop',
    why: isEmptyRefusal ? `answers ${answer.status} without a body` : reading.why,
  }
}
