// import: documents of providers, and what other services answer, as settings that a person can go on with.
import { readAskedDomains } from '../migration/asked-domains.js'
import { createCollection } from '../migration/collection.js'
import type { Findings } from '../migration/findings.js'
import { gather } from '../migration/gather.js'
import { moveFrom } from '../migration/move-from.js'
import { parseServiceUrl } from '../migration/service-url.js'
import type { Command, CommandInput, ExitCode, Output } from './command.js'
import { environment } from './environment.js'
import { finishImport } from './import-finish.js'
import { newFile, type OpenedTarget, standardOutput, standingFile } from './import-target.js'
import { readListText } from './list-argument.js'
import {
  CONNECT_TO_MEANING,
  NETWORK_OPTIONS,
  NETWORK_USAGE,
  type NetworkFlags,
  openNetwork,
  readNetworkFlags,
} from './network-option.js'
import { formatProblem, printable } from './problem-text.js'
import { slowProgress, type SlowProgress } from './slow-progress.js'
import { plural } from './text.js'

const USAGE = [
  `import (SOURCE… | --from URL --domains LIST) [-o FILE | --into FILE] ${NETWORK_USAGE}`,
  'SOURCE: autoconfig documents and seeds of automx2: files, folders, https URLs',
  '--from URL: a running service, which is asked for each domain or address of LIST.',
  '  https://old.example: where clients ask; https://old.example/v1.1/: the domain is appended;',
  '  %EMAILADDRESS% and %EMAILDOMAIN% in a URL are filled in',
  '--domains LIST: a file with a domain or an address a line; -: stdin',
  '-o FILE: writes a new file instead of to stdout',
  '--into FILE: adds to settings, and changes nothing that stands there',
  CONNECT_TO_MEANING,
].join('\n')

export const importSettings: Command = {
  summary: 'make settings of autoconfig documents, a seed of automx2, or another service',
  usage: USAGE,
  options: {
    output: { type: 'string', short: 'o' },
    into: { type: 'string' },
    from: { type: 'string' },
    domains: { type: 'string' },
    ...NETWORK_OPTIONS,
  },
  positionals: { min: 0, max: 1_000_000 },
  run,
}

/** A sentence, or nothing. */
function misuseOf({ values, positionals }: CommandInput): string | undefined {
  const { output, into, from, domains } = values
  if (output !== undefined && into !== undefined) return 'give -o or --into, not both'
  if ((from === undefined) !== (domains === undefined)) return '--from and --domains go together'
  if (from === undefined) return positionals.length === 0 ? 'too few arguments' : undefined
  if (positionals.length > 0) return 'give SOURCE or --from, not both'
  return parseServiceUrl(String(from)) === undefined ? '--from: no URL of a web server' : undefined
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, output } = input
  const flags = readNetworkFlags(values)
  const misuse = typeof flags === 'string' ? flags : misuseOf(input)
  if (typeof flags === 'string' || misuse !== undefined) {
    output.err(`mailconf import: ${String(misuse)}\nUsage: mailconf ${USAGE}\n`)
    return 2
  }
  const env = environment(input)
  if (typeof env === 'number') return env
  const publicUrl = `http://localhost:${env.PORT}`
  const opened = await openTarget(values, publicUrl, output)
  if (!opened.ok) {
    for (const problem of opened.problems ?? []) output.err(`${formatProblem(problem)}\n`)
    const file = String(values['output'] ?? values['into'])
    output.err(`${printable(`${file}: ${opened.fault}`)}\n`)
    return 1
  }
  const progress = slowProgress(output)
  const { findings, problems } = printedFindings(output, progress)
  const collection = createCollection(opened.target.standing, findings)
  const read = { input, collection, findings, progress, flags }
  const meanings = await (values['from'] === undefined ? readSources(read) : readService(read))
  progress.clear()
  const { target } = opened
  const collected = collection.finish()
  const isDone = await finishImport(target, collected, meanings, publicUrl, findings, output)
  return isDone && problems() === 0 ? 0 : 1
}

async function openTarget(
  { output: file, into }: CommandInput['values'],
  publicUrl: string,
  output: Output,
): Promise<OpenedTarget> {
  if (typeof file === 'string') return newFile(file)
  if (typeof into === 'string') return standingFile(into, publicUrl)
  return { ok: true, target: standardOutput(output) }
}

function printedFindings(
  output: Output,
  progress: SlowProgress,
): { findings: Findings; problems: () => number } {
  let problems = 0
  const print = (about: string, text: string) => {
    progress.clear()
    output.err(`${printable(`${about}: ${text}`)}\n`)
  }
  const findings: Findings = {
    problem(about, message) {
      problems += 1
      print(about, message)
    },
    note(about, message) {
      print(about, `note: ${message}`)
    },
  }
  return { findings, problems: () => problems }
}

interface Reading {
  input: CommandInput
  collection: ReturnType<typeof createCollection>
  findings: Findings
  progress: SlowProgress
  flags: NetworkFlags
}

async function readSources({
  input,
  collection,
  findings,
  progress,
  flags,
}: Reading): Promise<ReadonlyMap<string, string>> {
  await gather(
    input.positionals,
    collection,
    () => openNetwork(flags),
    findings,
    (documents) => {
      progress.show(() => `reading: ${plural(documents, 'document')}`)
    },
  )
  return new Map()
}

async function readService(reading: Reading): Promise<ReadonlyMap<string, string>> {
  const { input, collection, findings, progress, flags } = reading
  const from = String(input.values['from'])
  const service = parseServiceUrl(from)
  const list = await readListText(String(input.values['domains']))
  if (!list.ok) findings.problem('--domains', list.fault)
  if (service === undefined || !list.ok) return new Map()
  const asked = readAskedDomains(list.text, list.name, findings)
  return moveFrom(from, service, asked, collection, openNetwork(flags), findings, (domains) => {
    const all = asked.size.toLocaleString('en')
    progress.show(() => `asking: ${domains.toLocaleString('en')} of ${all} domains`)
  })
}
