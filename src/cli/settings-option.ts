// --config and its default, and the settings behind it, for every command that needs them.
import { fileURLToPath } from 'node:url'
import type { Env } from '../env.js'
import { type LoadedSettings, loadSettings } from '../store/settings-file.js'
import type { MemoryTable } from '../settings/table.js'
import type { CommandInput, ExitCode, Output } from './command.js'
import { environment } from './environment.js'
import { printErrors } from './problem-text.js'
import { slowProgress } from './slow-progress.js'

export const CONFIG_OPTION = { config: { type: 'string', short: 'c' } } as const

// The table that is shipped with the program: the service starts with it and nothing else.
const SHIPPED_SETTINGS = fileURLToPath(new URL('../../config/settings.yaml', import.meta.url))

/** `--config`, else MAILCONF_CONFIG, else the shipped table. */
export function settingsFile(values: CommandInput['values'], env: Env): string {
  const { config } = values
  return typeof config === 'string' ? config : (env.MAILCONF_CONFIG ?? SHIPPED_SETTINGS)
}

/** What stands in for a publicUrl that is not written. */
export function defaultPublicUrl({ PORT }: Env): string {
  return `http://localhost:${PORT}`
}

/** Loads the settings; on a terminal, a long list shows how far it is. */
export async function loadFrom(file: string, env: Env, output: Output): Promise<LoadedSettings> {
  const progress = slowProgress(output)
  const loaded = await loadSettings(file, defaultPublicUrl(env), (domains) => {
    progress.show(() => `reading the settings: ${domains.toLocaleString('en')} domains`)
  })
  progress.clear()
  return loaded
}

/** The table of the settings, or the exit code after every error has been printed. */
export async function openTable(input: CommandInput): Promise<MemoryTable | ExitCode> {
  const env = environment(input)
  if (typeof env === 'number') return env
  const { values, output } = input
  const { table, problems } = await loadFrom(settingsFile(values, env), env, output)
  printErrors(output, problems)
  return table ?? 1
}
