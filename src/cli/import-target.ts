// Where imported settings go: to stdout, into a new file, or into one that stands there. Written whole or not at all.
import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Collected, Standing } from '../migration/collection.js'
import { addToSettings } from '../migration/into.js'
import { NOTHING_STANDS, standingIn } from '../migration/standing.js'
import { settingsText } from '../migration/written.js'
import { loadSettingsText } from '../store/settings-file.js'
import { openRegularFile, whyUnreadable } from '../store/regular-file.js'
import { readYaml } from '../store/yaml.js'
import type { LocatedProblem } from '../settings/problems.js'
import type { Output } from './command.js'

export interface Target {
  /** For the places of problems. */
  name: string
  standing: Standing
  /** The whole text that is to be written, or why there can be none. */
  textWith(collected: Collected): { ok: true; text: string } | { ok: false; fault: string }
  write(text: string): Promise<void>
}

export type OpenedTarget =
  { ok: true; target: Target } | { ok: false; fault: string; problems?: readonly LocatedProblem[] }

export function standardOutput(output: Output): Target {
  return {
    name: 'stdout',
    standing: NOTHING_STANDS,
    textWith: (collected) => ({ ok: true, text: settingsText(collected) }),
    write: async (text) => {
      output.out(text)
    },
  }
}

/** Refused: a file that is there already. */
export async function newFile(file: string): Promise<OpenedTarget> {
  try {
    await stat(file)
    return { ok: false, fault: 'is there already; add to it with --into, or remove it first' }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') return { ok: false, fault: whyUnreadable(error) }
  }
  const target: Target = {
    name: file,
    standing: NOTHING_STANDS,
    textWith: (collected) => ({ ok: true, text: settingsText(collected) }),
    write: (text) => writeWhole(file, text),
  }
  return { ok: true, target }
}

/** Refused: a file whose settings have errors. Only that providers are missing is none here. */
export async function standingFile(file: string, publicUrl: string): Promise<OpenedTarget> {
  let text: string
  let before: Stats
  let path: string
  try {
    path = await realpath(file)
    const { handle } = await openRegularFile(path)
    try {
      before = await handle.stat()
      // The mark at the start of a file is one of its octets.
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        await handle.readFile(),
      )
    } finally {
      await handle.close()
    }
  } catch (error) {
    return { ok: false, fault: whyUnreadable(error) }
  }
  const { table, problems } = await loadSettingsText(text, file, publicUrl)
  const { value, problems: misread } = readYaml(text, file)
  const { providers = null } = (value ?? {}) as { providers?: unknown }
  const isUnfinished = providers === null && !Array.isArray(value)
  const errors = problems.filter(
    (one) => one.severity === 'error' && !(isUnfinished && lacksProviders(one)),
  )
  if (misread.length + errors.length > 0) {
    return { ok: false, fault: 'has errors; correct them first', problems: errors }
  }
  const target: Target = {
    name: file,
    standing: table === undefined ? NOTHING_STANDS : standingIn(table),
    textWith: (collected) => addToSettings(text, collected),
    write: (merged) => writeWhole(path, merged, before),
  }
  return { ok: true, target }
}

function lacksProviders({ path }: LocatedProblem): boolean {
  return path.length === 0 || (path.length === 1 && path[0] === 'providers')
}

/** Beside the file, then in its place: readers see the old settings or the new ones. `before`: what it replaces. */
async function writeWhole(file: string, text: string, before?: Stats): Promise<void> {
  const temporary = join(dirname(file), `.mailconf-import-${randomUUID()}`)
  const handle = await open(temporary, 'wx', 0o644)
  try {
    await handle.writeFile(text)
    if (before !== undefined) {
      // Only root may give a file away.
      await handle.chown(before.uid, before.gid).catch(() => undefined)
      await handle.chmod(before.mode & 0o7777)
    }
    await handle.sync()
    await handle.close()
    await rename(temporary, file)
  } finally {
    await handle.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }
}
