// Arguments of the program → one command.
import { nearest } from '../settings/problems.js'
import { describeEnv } from '../env.js'
import { type Command, type ExitCode, type Output, readArguments } from './command.js'
import { commands } from './commands.js'
import { renderTable } from './text.js'
import { version } from './version.js'

/** Runs the command that `args` name. Results go to `output.out`, everything else to `output.err`. */
export async function runCommandLine(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
  output: Output,
): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help')
    return print(output, help(output.width))
  if (name === '--version' || name === '-V') return print(output, `${version()}\n`)
  const entry = commands.find((command) => command.name === name)
  if (name === undefined || entry === undefined) {
    output.err(name === undefined ? help(output.width) : unknownCommand(name))
    return 2
  }
  const command = await entry.load()
  const read = readArguments(command, rest)
  if (!read.ok) {
    output.err(`mailconf ${name}: ${read.message}\nUsage: mailconf ${command.usage}\n`)
    return 2
  }
  if (read.values['help'] === true) return print(output, commandHelp(command))
  const { values, positionals } = read
  return command.run({ values, positionals, variables, output })
}

function print(output: Output, text: string): ExitCode {
  output.out(text)
  return 0
}

function unknownCommand(name: string): string {
  const near = nearest(
    name,
    commands.map((command) => command.name),
  )
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  return `mailconf: there is no command "${name}".${hint}\nSee: mailconf --help\n`
}

function commandHelp({ summary, usage }: Command): string {
  return `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.\n\nUsage: mailconf ${usage}\n`
}

function help(width: number | undefined): string {
  const list = commands.map(({ name, summary }) => [name, summary])
  const environment = describeEnv().map((variable) => [
    variable.name,
    variable.default === '' ? variable.meaning : `${variable.meaning} (${variable.default})`,
  ])
  return [
    'Answers every mail client that asks for its settings.',
    '',
    'Usage: mailconf COMMAND [OPTIONS]',
    '',
    indentedTable(list, width),
    '',
    'mailconf COMMAND --help says more.',
    'Environment, where NAME_FILE may name a file with the value:',
    '',
    indentedTable(environment, width),
    '',
  ].join('\n')
}

const INDENT = '  '

function indentedTable(rows: readonly (readonly string[])[], width?: number): string {
  const table = renderTable(rows, width === undefined ? undefined : width - INDENT.length)
  return table.replace(/^/gm, INDENT)
}
