// What a command is, and how its arguments are read.
import { parseArgs, type ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

export interface Output {
  /** Results. */
  out(text: string): void
  /** Everything else. */
  err(text: string): void
  /** Shows one line in place of the last, an empty one at the end; undefined where nobody watches. */
  progress: ((line: string) => void) | undefined
  /** Characters in a line; undefined where output is no terminal. */
  width: number | undefined
}

export interface CommandInput {
  values: Readonly<Record<string, string | boolean | undefined>>
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

export function readArguments(command: Command, args: readonly string[]): ReadArguments {
  const options: Options = { ...command.options, help: { type: 'boolean', short: 'h' } }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const { min, max } = command.positionals
    const flat = values as CommandInput['values']
    if (flat['help'] !== true && (positionals.length < min || positionals.length > max)) {
      return {
        ok: false,
        message: positionals.length < min ? 'something is missing' : 'too many arguments',
      }
    }
    return { ok: true, values: flat, positionals }
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : undefined
    return { ok: false, message: message ?? 'these arguments cannot be read' }
  }
}
