// Tables for tests: YAML text, or a value, → what the program would make of a file with it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { MemoryTable } from '../../src/settings/table.js'
import { type LoadedSettings, loadSettings } from '../../src/store/settings-file.js'

export const PUBLIC_URL = 'https://cfg.example-hosting.net'

/** Writes files into a folder of their own, which goes when the test ends; returns the folder. */
export async function temporaryFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mailconf-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

/** Loads a settings text as a file called settings.yaml, with other files beside it. */
export async function load(
  text: string,
  besides: Readonly<Record<string, string>> = {},
): Promise<LoadedSettings> {
  const folder = await temporaryFolder({ 'settings.yaml': text, ...besides })
  return loadSettings(join(folder, 'settings.yaml'), PUBLIC_URL)
}

/** The same for text that must be without errors. */
export async function tableOf(text: string): Promise<MemoryTable> {
  const { table, problems } = await load(text)
  if (table === undefined) throw new Error(JSON.stringify(problems, undefined, 2))
  return table
}

/** `line:column path: message` of each problem, as a person reads it. */
export function told({ problems }: LoadedSettings): string[] {
  return problems.map(({ severity, place, path, message }) => {
    const file = place.file.endsWith('settings.yaml')
      ? ''
      : `${place.file.slice(dirname(place.file).length + 1)}:`
    return `${file}${place.line}:${place.column} ${severity} ${path.join('.')}: ${message}`
  })
}
