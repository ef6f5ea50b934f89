// The way of a document through the importer, without a process and without files.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Collected, createCollection } from '../../src/migration/collection.js'
import { readDocument } from '../../src/migration/imported.js'
import { NOTHING_STANDS } from '../../src/migration/standing.js'
import { settingsText } from '../../src/migration/written.js'

export const DOCUMENTS = fileURLToPath(new URL('documents/', import.meta.url))
const OLDER = fileURLToPath(new URL('../protocols/autoconfig/documents/', import.meta.url))

/** Name → octets of every document that tests have. */
export const ALL_DOCUMENTS: readonly (readonly [string, Buffer])[] = [DOCUMENTS, OLDER].flatMap(
  (folder) => readdirSync(folder).map((name) => [name, readFileSync(`${folder}${name}`)] as const),
)

export interface ImportedText {
  text: string
  collected: Collected
  /** `problem` or `note`, what it is about, and what is said. */
  said: string[]
}

export function importTexts(documents: readonly (readonly [string, Uint8Array])[]): ImportedText {
  const said: string[] = []
  const findings = {
    problem: (about: string, message: string) => void said.push(`problem ${about}: ${message}`),
    note: (about: string, message: string) => void said.push(`note ${about}: ${message}`),
  }
  const collection = createCollection(NOTHING_STANDS, findings)
  for (const [name, bytes] of documents) {
    const document = readDocument(name, bytes, findings)
    if (document !== undefined) collection.addDocument(document)
  }
  const collected = collection.finish()
  return { text: settingsText(collected), collected, said }
}
