// check: every problem with its place, which clients will set themselves up, and which format states which server.
import { suggestion } from '../settings/problems.js'
import { acceptanceTable } from './acceptance-table.js'
import type { Command, CommandInput, ExitCode } from './command.js'
import { coverageTable } from './coverage-table.js'
import { environment } from './environment.js'
import { formatProblem, printable } from './problem-text.js'
import { CONFIG_OPTION, loadFrom, settingsFile } from './settings-option.js'
import { subjectsOf } from './subjects.js'
import { plural } from './text.js'

export const check: Command = {
  summary: 'find every problem in the settings, and say which clients can use them',
  usage: [
    'check [FILE] [--config FILE] [--provider KEY] [--strict]',
    '--provider: clients and formats for this provider alone, or for a domain with settings of its own',
    '--strict: warnings count as errors',
  ].join('\n'),
  options: { ...CONFIG_OPTION, provider: { type: 'string' }, strict: { type: 'boolean' } },
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
  const all = subjectsOf(table)
  const key = values['provider']
  const subjects = typeof key === 'string' ? all.filter(({ name }) => name === key) : all
  if (typeof key === 'string' && subjects.length === 0) {
    const hint = suggestion(
      key,
      all.map(({ name }) => name),
    )
    output.err(`mailconf check: there is no provider "${printable(key)}"; ${hint}\n`)
    return 2
  }
  const tables = [
    acceptanceTable(subjects, output.width),
    ...(subjects.length === 0 ? [] : [coverageTable(subjects, table.general, output.width)]),
  ]
  output.out(`${file}: ${size}, ${found}${nobody}\n\n${tables.join('\n\n')}\n`)
  return warnings > 0 && values['strict'] === true ? 1 : 0
}
