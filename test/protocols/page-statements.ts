// What the set-up page states, as a person reads it: the headings, the tables below them, what lies in closed blocks.
import {
  attribute,
  type Element,
  elements,
  type parsePage,
  textOf,
  withClass,
} from '../helpers/html.js'
import { readSvg } from '../helpers/qr.js'
import { overHttp, type Statement } from './statements.js'

type Document = ReturnType<typeof parsePage>

export interface PageStatement extends Statement {
  /** The words on the closed block that it lies in; undefined: it is to be seen at once. */
  block: string | undefined
}

const TLS: Readonly<Record<string, string>> = {
  'SSL/TLS': 'SSL',
  STARTTLS: 'STARTTLS',
  'no encryption': 'plain',
}

export function onPage(document: Document): PageStatement[] {
  const blocks = new Map<Element, string>()
  for (const block of elements(document, 'details')) {
    if (attribute(block, 'open') !== undefined) continue
    const [summary] = elements(block, 'summary')
    for (const table of elements(block, 'table')) blocks.set(table, summary ? textOf(summary) : '')
  }
  let heading = ''
  return elements(document).flatMap((element) => {
    if (element.tagName === 'h3') heading = textOf(element)
    if (element.tagName !== 'table') return []
    const isList = attribute(element, 'class') === 'ports'
    const stated = isList ? inList(element) : inTable(element, heading)
    return stated.map((one) => ({ ...one, block: blocks.get(element) }))
  })
}

/** One server, a row for each value. */
function inTable(table: Element, heading: string): Statement[] {
  const rows = new Map(
    elements(table, 'tr').map((row) => {
      const [label, cell, code] = ['th', 'td', 'code'].map((name) => {
        const [one] = elements(row, name)
        return one && textOf(one)
      })
      return [label, { text: cell, code }]
    }),
  )
  const user = rows.get('User name')?.code
  const [, type = ''] = /\((IMAP|POP3|SMTP|CalDAV|CardDAV)\)/.exec(heading) ?? []
  const url = rows.get('Address')?.code
  if (url !== undefined) return [overHttp(type.toLowerCase(), url, user)]
  return [
    {
      type: type.toLowerCase(),
      host: rows.get('Server')?.code ?? '',
      port: Number(rows.get('Port')?.code),
      tls: [TLS[rows.get('Security')?.text ?? ''] ?? ''],
      user,
    },
  ]
}

/** Several servers, one in a row. */
function inList(table: Element): Statement[] {
  const [body] = elements(table, 'tbody')
  return (body ? elements(body, 'tr') : []).map((row) => {
    const [type = '', host = '', port = '', tls = ''] = [
      ...elements(row, 'th'),
      ...elements(row, 'td'),
    ].map((cell) => textOf(cell))
    return {
      type: type.toLowerCase(),
      host,
      port: Number(port),
      tls: [TLS[tls] ?? ''],
      user: undefined,
    }
  })
}

export function linksToProfiles(document: Document): string[] {
  return elements(document, 'a')
    .map((link) => attribute(link, 'href') ?? '')
    .filter((url) => url.includes('mobileconfig'))
}

/** The texts of the codes on a page that is not about an Apple device. */
export function codesOn(document: Document): (string | undefined)[] {
  return withClass(document, 'qr').map((svg) => readSvg(svg))
}
