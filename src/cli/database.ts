// The table behind DATABASE_URL: for serve, with what is logged of it, and for commands that end.
import { dirname, resolve } from 'node:path'
import type { Logger } from 'pino'
import type { Env } from '../env.js'
import type { General } from '../settings/table.js'
import type { DatabaseTable } from '../store/postgres/database-table.js'
import type { Tell } from '../store/postgres/tell-once.js'

export interface OpenedDatabase {
  table: DatabaseTable
  /** The first line of the log says where the service listens; what happens before comes after it. */
  logFromNowOn(): void
}

/** Undefined without DATABASE_URL. Never fails: a database that is away is waited for. */
export async function openDatabase(
  env: Env,
  settingsFile: string,
  general: () => General,
  logger: Logger,
): Promise<OpenedDatabase | undefined> {
  const waiting: (() => void)[] = []
  let log = (line: () => void) => {
    waiting.push(line)
  }
  const table = await openTableOf(env, settingsFile, general, (severity, problem) => {
    log(() => {
      if (severity === 'well') logger.info({ store: 'postgres' }, problem)
      else {
        const level = severity === 'error' ? 'error' : 'warn'
        logger[level]({ store: 'postgres', problem }, 'the settings store has a problem')
      }
    })
  })
  return (
    table && {
      table,
      logFromNowOn() {
        log = (line) => {
          line()
        }
        for (const line of waiting.splice(0)) line()
      },
    }
  )
}

/** For a command that asks a few things and ends. Undefined without DATABASE_URL; a sentence where it cannot be used. */
export async function openDatabaseOnce(
  env: Env,
  settingsFile: string,
  general: General,
): Promise<DatabaseTable | string | undefined> {
  const { SNAPSHOT_PATH: _, ...rest } = env
  let problem = 'the database does not answer'
  const tell: Tell = (severity, told) => {
    if (severity === 'error') problem = told
  }
  const table = await openTableOf(rest, settingsFile, () => general, tell)
  if (table === undefined || table.health() === 'ready') return table
  await table.close()
  return problem
}

async function openTableOf(
  env: Env,
  settingsFile: string,
  general: () => General,
  tell: Tell,
): Promise<DatabaseTable | undefined> {
  if (env.DATABASE_URL === undefined) return undefined
  const { openDatabaseTable } = await import('../store/postgres/database-table.js')
  return openDatabaseTable({
    url: env.DATABASE_URL,
    general,
    resolvePath: (file) => resolve(dirname(settingsFile), file),
    snapshotFile: env.SNAPSHOT_PATH,
    staleDays: env.STALE_DAYS,
    cachedDomains: env.CACHED_DOMAINS,
    tell,
  })
}
