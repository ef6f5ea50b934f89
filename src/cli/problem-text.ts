// Problems of the settings as lines of text.
import type { LocatedProblem } from '../settings/problems.js'
import type { Output } from './command.js'

/** `file:line:column: severity: path: sentence`, which editors and terminals make a link of. */
export function formatProblem({ place, severity, path, message }: LocatedProblem): string {
  const where = `${place.file}:${place.line}:${place.column}`
  const key = path.length === 0 ? '' : `${formatPath(path)}: `
  return printable(`${where}: ${severity}: ${key}${message}`)
}

const LONGEST_LINE = 1000

/** One line, whatever names the settings hold: no line feeds, nothing that moves a terminal's cursor. */
export function printable(text: string): string {
  const short = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text
  return short.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
  })
}

/** `providers.ovh.incomingServers[0].port`; keys with dots in them are quoted. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      const name = String(step)
      const plain = /^[\w$-]+$/.test(name) ? name : JSON.stringify(name)
      return index === 0 ? plain : `.${plain}`
    })
    .join('')
}

export function printErrors(output: Output, problems: readonly LocatedProblem[]): void {
  for (const problem of problems) {
    if (problem.severity === 'error') output.err(`${formatProblem(problem)}\n`)
  }
}
