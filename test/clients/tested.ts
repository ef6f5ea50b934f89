// What was tried with which client, kept for the table of the README.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kind, Way } from './cases.js'

/** For whoever wants to see afterwards what a run saw. */
export const ARTEFACTS = fileURLToPath(new URL('../output/clients/', import.meta.url))

export interface Tested {
  client: string
  version: string
  ways: readonly Way[]
  kinds: readonly Kind[]
}

/** Call it where everything has passed, and nowhere else. */
export async function noteTested(tested: Tested): Promise<void> {
  await mkdir(ARTEFACTS, { recursive: true })
  await writeFile(join(ARTEFACTS, `${tested.client}.json`), `${JSON.stringify(tested)}\n`)
}
