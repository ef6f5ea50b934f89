// --config and its default, and the settings behind it, for every command that needs them.
import { fileURLToPath } from 'node:url'
import type { Env } from '../env.js'
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
