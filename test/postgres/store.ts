// A database with settings in it, and the table on top, as `serve` opens it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { mailconfHere } from '../cli/mailconf.js'
import { load, temporaryFolder } from '../helpers/settings.js'
import {
  type DatabaseOptions,
  type DatabaseTable,
  openDatabaseTable,
} from '../../src/store/postgres/database-table.js'
import type { Cluster, Database } from './cluster.js'

/** `publicUrl` and what else stands at the top level, which no database holds. */
export async function topLevel(text: string, besides: Readonly<Record<string, string>> = {}) {
  const { table, problems } = await load(text, besides)
  if (table === undefined) throw new Error(JSON.stringify(problems))
  return table.general
}

export async function databaseOf(
  cluster: Cluster,
  text: string,
  besides: Readonly<Record<string, string>> = {},
): Promise<Database> {
  const database = await cluster.database()
  await mailconfHere(['db', 'migrate'], { variables: { DATABASE_URL: database.url } })
  await loadInto(database, text, besides)
  return database
}

export async function loadInto(
  { url }: Database,
  text: string,
  besides: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = await temporaryFolder(besides)
  const file = join(folder, 'settings.yaml')
  await writeFile(file, text)
  const ended = await mailconfHere(['db', 'load', file], { variables: { DATABASE_URL: url } })
  expect(ended).toMatchObject({ code: 0, err: '' })
}

export interface Opened {
  table: DatabaseTable
  /** What was told of the database so far. */
  told: string[]
}

/** Closed with the test. */
export async function openTable(
  url: string,
  options: Partial<DatabaseOptions> = {},
): Promise<Opened> {
  const told: string[] = []
  const general = await topLevel('providers: {}')
  const table = await openDatabaseTable({
    url,
    general: () => general,
    resolvePath: (file) => file,
    snapshotFile: undefined,
    staleDays: 7,
    cachedDomains: 10_000,
    tell: (severity, problem) => told.push(`${severity}: ${problem}`),
    ...options,
  })
  onTestFinished(() => table.close())
  return { table, told }
}
