import { type Env, readEnv } from '../env.js'
import type { Output } from './command.js'

/** The environment, or undefined after each problem has been printed. */
export function environment(variables: NodeJS.ProcessEnv, output: Output): Env | undefined {
  const read = readEnv(variables)
  if (read.ok) return read.env
  for (const problem of read.problems) output.err(`environment: ${problem}\n`)
  return undefined
}
