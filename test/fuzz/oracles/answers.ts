// What was heard on a connection → answers, and whatever of it is none.
import { octetsOf } from '../request.js'

export interface Answer {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Decoded from UTF-8; of images and the like too, since nobody reads those. */
  body: string
}

export interface ReadAnswers {
  answers: Answer[]
  faults: string[]
}

const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) [A-Za-z' -]+$/
const HEADER = /^([A-Za-z][A-Za-z0-9-]*): ([!-~](?:[ -~]*[!-~])?)$/
const WITHOUT_BODY = [204, 304]
const GOES_ON = 100

/**
 * Every answer must say how long it is, and what it says must be there: all that was heard belongs to one. `methods`
 * in the order of the questions; undefined where nobody knows, and then an answer to HEAD is known by what follows it.
 */
export function readAnswers(text: string, methods: readonly string[] | undefined): ReadAnswers {
  const answers: Answer[] = []
  const faults: string[] = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    if (end === -1) return { answers, faults: [...faults, 'an answer whose head does not end'] }
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n')
    const status = Number(STATUS_LINE.exec(statusLine)?.[1])
    if (Number.isNaN(status)) return { answers, faults: [...faults, 'a status line that is none'] }
    const headers: Record<string, string> = {}
    for (const line of lines) {
      const [, name = '', value = ''] = HEADER.exec(line) ?? []
      if (name === '') faults.push('a header line that is none')
      else if (name.toLowerCase() in headers) faults.push(`the header ${name} twice`)
      else headers[name.toLowerCase()] = value
    }
    rest = rest.slice(end + 4)
    if (status === GOES_ON) continue
    const length = WITHOUT_BODY.includes(status) ? 0 : Number(headers['content-length'])
    if (!Number.isInteger(length))
      return { answers, faults: [...faults, 'an answer without a length'] }
    const isHead = methods === undefined ? isAlone(rest) : methods[answers.length] === 'HEAD'
    const body = isHead ? '' : rest.slice(0, length)
    if (!isHead && body.length < length) faults.push(`${body.length} of ${length} octets came`)
    rest = rest.slice(body.length)
    answers.push({ status, headers, body: decoded(body, headers, faults) })
  }
  return { answers, faults }
}

const isAlone = (rest: string) => rest === '' || rest.startsWith('HTTP/1.1 ')

const TEXT = /^(?:text\/|application\/(?:json|x-apple)|$)/

function decoded(body: string, headers: Answer['headers'], faults: string[]): string {
  const text = Buffer.from(body, 'latin1').toString()
  if (TEXT.test(headers['content-type'] ?? '') && octetsOf(text) !== body) {
    faults.push('a body that is no UTF-8')
  }
  return text
}
