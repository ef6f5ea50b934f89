// --config and its default, and the settings behind it, for every command that needs them.
import { fileURLToPath } from 'node:url'
import type { Env } from '../env.js'
import type { LocatedProblem } from '../settings/problems.js'
import { type LoadedSettings, loadSettings } from '../store/settings-file.js'
import type { CommandInput, Output } from './command.js'

export const CONFIG_OPTION = { config: { type: 'string', short: 'c' } } as const

// The table that is shipped with the program: the service starts with it and nothing else.
const SHIPPED_SETTINGS = fileURLToPath(new URL('../../config/settings.yaml', import.meta.url))

/** `--config`, else MAILCONF_CONFIG, else the shipped table. */
export function settingsFile(values: CommandInput['values'], env: Env): string {
  const { config } = values
  return typeof config === 'string' ? config : (env.MAILCONF_CONFIG ?? SHIPPED_SETTINGS)
}

const PROGRESS_AFTER_MS = 2000
const PROGRESS_EVERY_MS = 250

/** Loads the settings; on a terminal, a long list shows how far it is. */
export async function loadFrom(file: string, env: Env, output: Output): Promise<LoadedSettings> {
  const started = Date.now()
  let shown = started + PROGRESS_AFTER_MS
  const progress = (domains: number) => {
    if (output.progress === undefined || Date.now() < shown) return
    shown = Date.now() + PROGRESS_EVERY_MS
    output.progress(`reading the settings: ${domains.toLocaleString('en')} domains`)
  }
  const loaded = await loadSettings(file, `http://localhost:${env.PORT}`, progress)
  output.progress?.('')
  return loaded
}

/** `file:line:column: severity: path: sentence`, which editors and terminals make a link of. */
export function formatProblem({ place, severity, path, message }: LocatedProblem): string {
  const where = `${place.file}:${place.line}:${place.column}`
  const key = path.length === 0 ? '' : `${formatPath(path)}: `
  return printable(`${where}: ${severity}: ${key}${message}`)
}

const LONGEST_LINE = 1000

/** One line, whatever names the settings hold: no line feeds, nothing that moves a terminal's cursor. */
function printable(text: string): string {
  const short = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text
  return short.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
  })
}

/** `providers.ovh.incomingServers[0].port`; keys with dots in them are quoted. */
function formatPath(path: readonly PropertyKey[]): string {
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
