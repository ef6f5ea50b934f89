// check: every problem with its place, and which clients will set themselves up.
import { judgeClients } from '../protocols/registry.js'
import type { Verdict } from '../protocols/clients.js'
import type { Provider } from '../settings/provider.js'
import type { MemoryTable } from '../settings/table.js'
import type { Command, CommandInput, ExitCode } from './command.js'
import { environment } from './environment.js'
import { formatProblem } from './problem-text.js'
import { CONFIG_OPTION, loadFrom, settingsFile } from './settings-option.js'
import { plural, renderTable } from './text.js'

export const check: Command = {
  summary: 'find every problem in the settings, and say which clients can use them',
  usage: 'check [FILE] [--config FILE] [--strict]\n--strict: warnings count as errors',
  options: { ...CONFIG_OPTION, strict: { type: 'boolean' } },
  positionals: { min: 0, max: 1 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, positionals, output } = input
  if (positionals[0] !== undefined && values['config'] !== undefined) {
    output.err('mailconf check: FILE and --config name the same thing; give one of them\n')
    return 2
  }
  const env = environment(input)
  if (typeof env === 'number') return env
  const file = positionals[0] ?? settingsFile(values, env)
  const { table, problems } = await loadFrom(file, env, output)
  for (const problem of problems) output.out(`${formatProblem(problem)}\n`)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const found = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`
  if (table === undefined) {
    output.out(`${file}: ${found}; it cannot be served\n`)
    return 1
  }
  const size = `${plural(table.size, 'domain')}, ${plural(table.providers.size, 'provider')}`
  const nobody = table.size === 0 ? '\nNo domain is hosted: name yours under "domains".' : ''
  output.out(`${file}: ${size}, ${found}${nobody}\n\n${acceptanceTable(table, output.width)}\n`)
  return warnings > 0 && values['strict'] === true ? 1 : 0
}

interface Subject {
  name: string
  verdicts: readonly Verdict[]
}

/** A row for each client: whether it sets itself up, for whom it does not, and why. */
function acceptanceTable(table: MemoryTable, width: number | undefined): string {
  const subjects = subjectsOf(table)
  const clients = subjects[0]?.verdicts.map(({ client }) => client) ?? []
  const rows = clients.map((client, index) => {
    const verdicts = subjects.map(({ name, verdicts: all }) => ({ name, verdict: all[index] }))
    const failing = verdicts.filter(({ verdict }) => verdict?.works !== 'yes')
    if (failing.length === 0) return [client, 'yes', '']
    const some = failing.length < subjects.length
    const none = failing.every(({ verdict }) => verdict?.works === 'partly') ? 'partly' : 'no'
    const works = some ? `${subjects.length - failing.length} of ${subjects.length}` : none
    return [client, works, reasons(failing, some)]
  })
  return renderTable([['Client', 'Sets itself up', 'Why not, and what to do'], ...rows], width)
}

const NAMES_SHOWN = 3

function reasons(
  failing: readonly { name: string; verdict: Verdict | undefined }[],
  naming: boolean,
): string {
  const byReason = groupByReason(failing)
  return [...byReason]
    .map(([because, names]) => {
      if (!naming && byReason.size === 1) return because
      const more = names.length > NAMES_SHOWN ? `, … (${names.length})` : ''
      return `${names.slice(0, NAMES_SHOWN).join(', ')}${more}: ${because}`
    })
    .join('; ')
}

function groupByReason(
  failing: readonly { name: string; verdict: Verdict | undefined }[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { name, verdict } of failing) {
    const because = verdict?.because ?? ''
    const names = groups.get(because)
    if (names === undefined) groups.set(because, [name])
    else names.push(name)
  }
  return groups
}

/** Every provider, and every domain that has settings of its own. */
function subjectsOf(table: MemoryTable): Subject[] {
  const subject = (name: string, provider: Provider) => ({ name, verdicts: judgeClients(provider) })
  const subjects = [...table.providers].map(([key, provider]) => subject(key, provider))
  for (const [name, entry] of table.entries()) {
    if (entry.kind === 'settings' && !entry.shared) subjects.push(subject(name, entry.provider))
  }
  return subjects
}
