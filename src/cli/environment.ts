// The environment as commands need it, with flags in the place of variables.
import { type Env, readEnv } from '../env.js'
import type { CommandInput, ExitCode } from './command.js'

/** Flags and the variables they stand for; they win, and are checked by the same rules. */
export type Flags = Readonly<Record<string, string>>

/** The environment, or the exit code after each problem has been printed: 78, or 2 if only flags are wrong. */
export function environment(
  { values, variables, output }: CommandInput,
  flags: Flags = {},
): Env | ExitCode {
  const given = Object.entries(flags).flatMap(([flag, variable]) => {
    const value = values[flag]
    return typeof value === 'string' ? [{ flag, variable, value }] : []
  })
  const read = readEnv({
    ...variables,
    ...Object.fromEntries(given.map(({ variable, value }) => [variable, value])),
  })
  if (read.ok) return read.env
  let code: ExitCode = 2
  for (const problem of read.problems) {
    const culprit = given.find(({ variable }) => problem.startsWith(`${variable}:`))
    if (culprit === undefined) code = 78
    const text = culprit ? problem.replace(culprit.variable, `--${culprit.flag}`) : problem
    output.err(`${culprit ? '' : 'environment: '}${text}\n`)
  }
  return code
}
