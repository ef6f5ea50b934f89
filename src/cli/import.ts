// import: documents of providers, and what other services answer, as settings that a person can go on with.
import type { Findings } from '../migration/findings.js'
import { type Collected, type Collection, createCollection } from '../migration/collection.js'
import { gather } from '../migration/gather.js'
import { ownDomains } from '../migration/imported.js'
import { verify } from '../migration/verify.js'
import { createNetwork } from '../probe/network.js'
import type { LocatedProblem } from '../settings/problems.js'
import { loadSettingsText } from '../store/settings-file.js'
import { whyUnreadable } from '../store/regular-file.js'
import type { Command, CommandInput, ExitCode, Output } from './command.js'
import { environment } from './environment.js'
import {
  newFile,
  type OpenedTarget,
  standardOutput,
  standingFile,
  type Target,
} from './import-target.js'
import { formatProblem, printable, printErrors } from './problem-text.js'
import { slowProgress, type SlowProgress } from './slow-progress.js'
import { plural } from './text.js'

export const importSettings: Command = {
  summary: 'make settings of autoconfig documents, a seed of automx2, or another service',
  usage: [
    'import SOURCE… [-o FILE] [--into FILE]',
    'SOURCE: autoconfig documents and seeds of automx2: files, folders, https URLs',
    '-o FILE: writes a new file, in the place of stdout',
    '--into FILE: adds to settings, and changes nothing that stands there',
  ].join('\n'),
  options: { output: { type: 'string', short: 'o' }, into: { type: 'string' } },
  positionals: { min: 1, max: 100_000 },
  run,
}

const ALL_DAY_MS = 24 * 60 * 60 * 1000

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, positionals, output } = input
  if (values['output'] !== undefined && values['into'] !== undefined) {
    output.err('mailconf import: -o and --into say the same thing twice; give one of them\n')
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
  const network = () => createNetwork({ withinMs: ALL_DAY_MS, connectTo: [LOCALHOST] })
  await gather(positionals, collection, network, findings, (documents) => {
    progress.show(() => `reading: ${plural(documents, 'document')}`)
  })
  progress.clear()
  const isWritten = await finish(opened.target, collection, publicUrl, findings, output)
  return isWritten && problems() === 0 ? 0 : 1
}

// A resolver knows no such name; every machine does.
const LOCALHOST = { host: 'localhost', port: undefined, toHost: '127.0.0.1', toPort: undefined }

async function openTarget(
  { output: file, into }: CommandInput['values'],
  publicUrl: string,
  output: Output,
): Promise<OpenedTarget> {
  if (typeof file === 'string') return newFile(file)
  if (typeof into === 'string') return standingFile(into, publicUrl)
  return { ok: true, target: standardOutput(output) }
}

interface PrintedFindings {
  findings: Findings
  problems: () => number
}

function printedFindings(output: Output, progress: SlowProgress): PrintedFindings {
  let problems = 0
  const print = (about: string, text: string) => {
    progress.clear()
    output.err(`${printable(`${about}: ${text}`)}\n`)
  }
  return {
    problems: () => problems,
    findings: {
      problem(about, message) {
        problems += 1
        print(about, message)
      },
      note(about, message) {
        print(about, `note: ${message}`)
      },
    },
  }
}

/** Loads what was made before anybody else has to; false: nothing was written. */
async function finish(
  target: Target,
  collected: Collection,
  publicUrl: string,
  findings: Findings,
  output: Output,
): Promise<boolean> {
  const { name } = target
  const nothing = (why: string) => {
    output.err(`${printable(`${name}: ${why}; nothing is written`)}\n`)
    return false
  }
  const repeated = collected.repeated()
  if (collected.providers.length === 0) {
    const known = repeated === 0 ? 'there is nothing to import' : 'all that was read stands there'
    return nothing(known) || repeated > 0
  }
  const made = target.textWith(collected)
  if (!made.ok) return nothing(made.fault)
  const { table, problems } = await loadSettingsText(made.text, name, publicUrl)
  const concerning = problems.filter(isAbout(collected))
  if (table === undefined) {
    printErrors(output, problems)
    return nothing('the settings would have errors')
  }
  verify(collected.providers, table, findings)
  try {
    await target.write(made.text)
  } catch (error) {
    return nothing(`cannot be written: ${whyUnreadable(error)}`)
  }
  for (const problem of concerning) output.err(`${formatProblem(problem)}\n`)
  const providers = collected.providers.map(({ provider }) => ownDomains(provider).length)
  const domains = providers.reduce((sum, count) => sum + count, collected.domains.size)
  const imported = `${plural(providers.length, 'provider')}, ${plural(domains, 'domain')}`
  const known = repeated === 0 ? '' : `, ${plural(repeated, 'document')} said the same again`
  const warnings = plural(concerning.length, 'warning')
  output.err(`${printable(name)}: ${imported} imported${known}, ${warnings}\n`)
  return true
}

/** Of a file that settings were added to, the rest is known to its owner. */
function isAbout({ providers, domains }: Collected): (problem: LocatedProblem) => boolean {
  const keys = new Set<PropertyKey>(providers.map(({ key }) => key))
  return ({ path: [section, name = ''] }) =>
    (section === 'providers' && keys.has(name)) ||
    (section === 'domains' && domains.has(String(name)))
}
