// An examination as text: what to mend first, then a row for each client and for each mail server.
import { styleText } from 'node:util'
import type { BlockingCause, ClientReport, Report, ServerReport } from '../doctor/report.js'
import { succeeds } from '../doctor/report.js'
import { printable } from './problem-text.js'
import { plural, renderTable, wrap } from './text.js'

interface Look {
  seconds: number
  width: number | undefined
  colour: boolean
}

type Style = Parameters<typeof styleText>[0]

/** What strangers' servers and zones say stands in it: nothing of that may move a terminal's cursor. */
export function reportText(examined: Report, look: Look): string {
  const report = printableReport(examined)
  // Whether there may be colours has been decided already, for the stream that this goes to.
  const paint = (style: Style, text: string) =>
    look.colour ? styleText(style, text, { validateStream: false }) : text
  const { width = WIDTH_WITHOUT_TERMINAL } = look
  const blocks = [
    [paint('bold', summary(report, look.seconds))],
    ...(report.causes.length === 0 ? [] : [causeLines(report.causes, width, paint)]),
    [clientTable(report, width, paint)],
    ...(report.servers.length === 0 ? [] : [[serverTable(report.servers, width, paint)]]),
    ...certificateLines(report, width),
    ...(report.notes.length === 0
      ? []
      : [
          [
            paint('bold', 'To be mended as well:'),
            ...report.notes.flatMap(({ problem, fix }) => [
              ...hanging('- ', problem, width),
              ...fixLines('  → ', fix, width),
            ]),
          ],
        ]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** Lines stay lines, where a sentence has several. */
function printableReport(report: Report): Report {
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return value.split('\n').map(printable).join('\n')
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one)]))
  }
  return inside(report) as Report
}

const WIDTH_WITHOUT_TERMINAL = 100

type Paint = (style: Style, text: string) => string

function summary(report: Report, seconds: number): string {
  const { domain, clients } = report
  const count = (works: ClientReport['works']) =>
    clients.filter((one) => one.works === works).length
  const reachable = clients.length - count('by hand')
  const took = `(asked from here, in ${seconds.toFixed(1)} s)`
  if (succeeds(report)) {
    return `${domain}: every client that can be served sets itself up ${took}`
  }
  const succeeding = count('yes')
  return succeeding === 0
    ? `${domain}: no client sets itself up ${took}`
    : `${domain}: ${succeeding} of ${plural(reachable, 'kind of client', 'kinds of clients')} set themselves up ${took}`
}

function causeLines(causes: readonly BlockingCause[], width: number, paint: Paint): string[] {
  return causes.flatMap(({ problem, fix, clients }, index) => {
    const [first = '', ...rest] = hanging(`${index + 1}. `, problem, width)
    return [
      paint('red', first),
      ...rest.map((line) => paint('red', line)),
      ...fixLines('   → ', fix, width),
      ...(causes.length > 1 ? hanging('   ', `Concerns ${clients.join('; ')}.`, width) : []),
    ]
  })
}

/** The first line starts with a mark, the others below its text. */
function hanging(mark: string, text: string, width: number): string[] {
  const lines = wrap(text, Math.max(width - mark.length, NARROWEST))
  return lines.map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`)
}

/** Records stay whole, one in a line, whatever the width: they are there to be copied. */
function fixLines(mark: string, fix: string, width: number): string[] {
  if (!fix.startsWith(PUBLISH)) return hanging(mark, fix, width)
  const indented = ' '.repeat(mark.length + PUBLISH.length)
  return fix.split('\n').map((record, index) => `${index === 0 ? mark : indented}${record}`)
}

const PUBLISH = 'Publish: '
const NARROWEST = 20

const WORKS_STYLE: Readonly<Record<ClientReport['works'], Style>> = {
  yes: 'green',
  partly: 'yellow',
  no: 'red',
  'by hand': 'gray',
}

function clientTable({ clients, causes }: Report, width: number, paint: Paint): string {
  const reason = (cause: ClientReport['cause']) =>
    `see ${causes.findIndex(({ problem }) => problem === cause?.problem) + 1} above`
  const rows = clients.map(({ client, works, at, about, cause }) => [
    client,
    paint(WORKS_STYLE[works], works),
    works === 'no' ? reason(cause) : [place(at), about].filter((text) => text).join('; '),
  ])
  return renderTable([['Client', 'Works', 'How, or why not'], ...rows], width)
}

/** The good ones in one line; each other one is a cause or a note. */
function certificateLines({ certificates }: Report, width: number): string[][] {
  const good = certificates.filter(({ fault }) => fault === undefined)
  if (good.length === 0) return []
  const hosts = good.map(({ host }) => host).toSorted()
  const days = Math.min(...good.map(({ daysLeft }) => daysLeft))
  return [
    wrap(`Good certificates, for ${plural(days, 'day')} at least: ${hosts.join(', ')}`, width),
  ]
}

/** Of a URL the part that matters; the whole is in the JSON. */
function place(at: string | undefined): string | undefined {
  return at !== undefined && URL.canParse(at) ? new URL(at).origin : at
}

function serverTable(servers: readonly ServerReport[], width: number, paint: Paint): string {
  const rows = servers.map(({ server, works, about }) => [
    server,
    works ? paint('green', 'yes') : paint('red', 'no'),
    about,
  ])
  return renderTable([['Mail server', 'Works', 'TLS, certificate, log-in'], ...rows], width)
}
