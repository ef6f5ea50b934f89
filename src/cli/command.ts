// What a command is, and how its arguments are read.
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { nearest } from '../settings/problems.js'

type Options = NonNullable<ParseArgsConfig['options']>

export interface Output {
  /** Results, as text or as octets. */
  out(result: string | Uint8Array): void
  /** Everything else. */
  err(text: string): void
  /** Shows one line in place of the last, an empty one at the end; undefined where nobody watches. */
  progress: ((line: string) => void) | undefined
  /** Characters in a line; undefined where output is no terminal. */
  width: number | undefined
  /** Whether results may be coloured: on a terminal, unless NO_COLOR says otherwise. */
  colour: boolean
}

export interface CommandInput {
  values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  positionals: readonly string[]
  variables: NodeJS.ProcessEnv
  output: Output
}

/** 0: done; 1: the answer is “no”, or problems were found; 2: wrong usage; 78: unusable settings or environment. */
export type ExitCode = 0 | 1 | 2 | 78

export interface Command {
  /** One line for the list of commands. */
  summary: string
  usage: string
  options: Options
  positionals: { min: number; max: number }
  run(input: CommandInput): Promise<ExitCode>
}

/** Names and types only; `run` is loaded when it is needed. */
export interface CommandEntry {
  name: string
  summary: string
  load(): Promise<Command>
}

export type ReadArguments =
  | { ok: true; values: CommandInput['values']; positionals: readonly string[] }
  | { ok: false; message: string }

/** The arguments of a command, or what is wrong with them in a sentence. */
export function readArguments(command: Command, args: readonly string[]): ReadArguments {
  const options: Options = { ...command.options, help: { type: 'boolean', short: 'h' } }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const flat = values as CommandInput['values']
    const fault = flat['help'] === true ? undefined : faultOf(command, flat, positionals)
    return fault === undefined
      ? { ok: true, values: flat, positionals }
      : { ok: false, message: fault }
  } catch (error) {
    return { ok: false, message: sentence(error, Object.keys(options)) }
  }
}

function faultOf(
  { positionals: { min, max } }: Command,
  values: CommandInput['values'],
  positionals: readonly string[],
): string | undefined {
  const empty = Object.keys(values).find((name) => values[name] === '')
  if (empty !== undefined) return `--${empty} needs a value`
  if (positionals.length < min) return 'too few arguments'
  return positionals.length > max ? 'too many arguments' : undefined
}

function sentence(error: unknown, known: readonly string[]): string {
  const { message } = error as Error
  const unknown = /^Unknown option '--?([^']*)'/.exec(message)?.[1]
  const near = unknown === undefined ? undefined : nearest(unknown, known)
  const hint = near === undefined ? '' : `; did you mean --${near}?`
  return `${message.split('. ')[0] ?? message}${hint}`
}
