// What holds for an import, whatever is imported: settings that load come out, or a sentence that says why not.
import { createCollection } from '../../../src/migration/collection.js'
import { collect } from '../../../src/migration/gather.js'
import { NOTHING_STANDS } from '../../../src/migration/standing.js'
import { settingsText } from '../../../src/migration/written.js'
import { loadSettingsText } from '../../../src/store/settings-file.js'
import { showsAny, tracesOf } from '../canaries.js'
import type { ImportedFile } from '../generators/documents.js'

export interface Made {
  /** The settings; undefined: none came of it. */
  text: string | undefined
  /** Everything that was told. */
  said: readonly string[]
}

export async function faultsOfImport(files: readonly ImportedFile[]): Promise<string[]> {
  let made: Made
  try {
    made = importFiles(files)
  } catch (error) {
    return [`the import throws: ${String(error)}`]
  }
  return faultsOfMade(made, files)
}

function importFiles(files: readonly ImportedFile[]): Made {
  const said: string[] = []
  const findings = {
    problem: (_about: string, message: string) => void said.push(message),
    note: (_about: string, message: string) => void said.push(message),
  }
  const collection = createCollection(NOTHING_STANDS, findings)
  for (const [index, { octets }] of files.entries()) {
    collect(`file-${index}`, Buffer.from(octets, 'latin1'), collection, findings)
  }
  const collected = collection.finish()
  return { said, text: collected.providers.length === 0 ? undefined : settingsText(collected) }
}

export async function faultsOfMade(
  { text, said }: Made,
  files: readonly Pick<ImportedFile, 'canary'>[],
): Promise<string[]> {
  const faults: string[] = []
  if (said.includes('')) faults.push('an empty sentence')
  for (const { canary } of files) {
    const traces = canary === undefined ? [] : tracesOf(canary.password)
    if (showsAny(`${text ?? ''} ${said.join(' ')}`, traces)) faults.push('a password comes out')
  }
  if (text === undefined) return faults
  const { problems } = await loadSettingsText(text, '/nowhere/settings.yaml', 'http://localhost')
  const errors = problems.filter(({ severity }) => severity === 'error')
  return [...faults, ...errors.map(({ message }) => `what comes out does not load: ${message}`)]
}
