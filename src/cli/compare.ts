// compare: where another running service and ours answer differently, before names lead here.
import { type Comparison, compareServices } from '../migration/compare-services.js'
import { type ListedMailbox, parseDomainList } from '../migration/domain-list-argument.js'
import { parseServiceUrl } from '../migration/service-url.js'
import type { Command, CommandInput, ExitCode } from './command.js'
import { readListText } from './list-argument.js'
import {
  CONNECT_TO_MEANING,
  NETWORK_OPTIONS,
  NETWORK_USAGE,
  openNetwork,
  readNetworkFlags,
} from './network-option.js'
import { printable } from './problem-text.js'
import { CONFIG_OPTION, withServed } from './settings-option.js'
import { slowProgress } from './slow-progress.js'
import { plural, renderTable } from './text.js'

export const compare: Command = {
  summary: "show where another service's answers differ from ours, before DNS is switched",
  usage: `compare URL --domains LIST [--config FILE] ${NETWORK_USAGE}
URL: https://old.example; a path that ends in / gets the domain appended, %EMAILDOMAIN% and %EMAILADDRESS% are filled in
--domains LIST: a file with a domain or an address a line; -: stdin
${CONNECT_TO_MEANING}`,
  options: { ...CONFIG_OPTION, ...NETWORK_OPTIONS, domains: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, positionals, output } = input
  const refuse = (message: string): ExitCode => {
    output.err(`mailconf compare: ${message}\n`)
    return 2
  }
  const service = parseServiceUrl(positionals[0] ?? '')
  if (service === undefined)
    return refuse('URL is that of a web server, such as https://old.example')
  const { domains: file } = values
  if (typeof file !== 'string')
    return refuse('--domains LIST is needed, a file with one domain a line')
  const network = readNetworkFlags(values)
  if (typeof network === 'string') return refuse(network)
  const list = await readList(file)
  if (typeof list === 'string') return refuse(list)
  return withServed(input, async ({ table }) => {
    const progress = slowProgress(output)
    const total = list.length
    const comparison = await compareServices(service, table, list, openNetwork(network), (done) => {
      progress.show(() => `asking: ${count(done)} of ${plural(total, 'domain')}`)
    })
    progress.clear()
    output.out(`${comparisonText(comparison, output.width)}\n`)
    return comparison.differ === 0 ? 0 : 1
  })
}

/** A sentence where the list cannot be used. */
async function readList(file: string): Promise<readonly ListedMailbox[] | string> {
  const list = await readListText(file)
  if (!list.ok) return list.fault
  const { mailboxes, unusableLines } = parseDomainList(list.text)
  const [line] = unusableLines
  if (line !== undefined) return `${list.name}:${line}: neither a domain nor an address`
  return mailboxes.length === 0 ? `${list.name}: names no domain` : mailboxes
}

function comparisonText(
  { differences, agree, differ, notSpoken }: Comparison,
  width: number | undefined,
): string {
  const rows = differences.map(({ format, what, there, here, names }) =>
    [`${format} ${what}`.trimEnd(), there, here, forWhom(names)].map(printable),
  )
  const lines = notSpoken.map(
    (format) => `${format}: not compared, for the other service answers to none of them`,
  )
  return [
    ...(rows.length === 0
      ? []
      : [renderTable([['What', 'There', 'Here', 'For'], ...rows], width), '']),
    ...lines,
    `${plural(agree + differ, 'domain')}: ${count(agree)} agree, ${count(differ)} differ`,
  ].join('\n')
}

const NAMES_SHOWN = 3

function forWhom(names: readonly string[]): string {
  const listed = names.slice(0, NAMES_SHOWN).join(', ')
  return names.length > NAMES_SHOWN ? `${count(names.length)}: ${listed}, …` : listed
}

function count(number: number): string {
  return number.toLocaleString('en')
}
