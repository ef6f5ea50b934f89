// --config and its default, and the settings behind it, for every command that needs them.
import { fileURLToPath } from 'node:url'
import type { Env } from '../env.js'
import { type LoadedSettings, loadSettings } from '../store/settings-file.js'
import type { MemoryTable, Table } from '../settings/table.js'
import type { CommandInput, ExitCode, Output } from './command.js'
import { environment } from './environment.js'
import { printErrors } from './problem-text.js'
import { openDatabaseOnce } from './database.js'
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

export interface Served {
  table: Table
  /** The settings file. */
  file: string
  /** The same table where the file holds all of it; with DATABASE_URL, domains and providers are elsewhere. */
  whole: MemoryTable | undefined
}

/** Has `use` work with what `serve` would answer with; exits with 1 after every error has been printed. */
export async function withServed(
  input: CommandInput,
  use: (served: Served) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const env = environment(input)
  if (typeof env === 'number') return env
  const { values, output } = input
  const file = settingsFile(values, env)
  const { table, problems } = await loadFrom(file, env, output)
  printErrors(output, problems)
  if (table === undefined) return 1
  const database = await openDatabaseOnce(env, file, table.general)
  if (database === undefined) return use({ table, file, whole: table })
  if (typeof database === 'string') {
    output.err(`${database}\n`)
    return 1
  }
  try {
    return await use({ table: database, file, whole: undefined })
  } finally {
    await database.close()
  }
}
