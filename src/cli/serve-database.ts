// serve with DATABASE_URL: the table behind it, and what is logged of it.
import { dirname, resolve } from 'node:path'
import type { Logger } from 'pino'
import type { Env } from '../env.js'
import type { General } from '../settings/table.js'
import type { DatabaseTable } from '../store/postgres/database-table.js'

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
  if (env.DATABASE_URL === undefined) return undefined
  const { openDatabaseTable } = await import('../store/postgres/database-table.js')
  const waiting: (() => void)[] = []
  let log = (line: () => void) => {
    waiting.push(line)
  }
  const table = await openDatabaseTable({
    url: env.DATABASE_URL,
    general,
    resolvePath: (file) => resolve(dirname(settingsFile), file),
    snapshotFile: env.SNAPSHOT_PATH,
    staleDays: env.STALE_DAYS,
    cachedDomains: env.CACHED_DOMAINS,
    tell(severity, problem) {
      log(() => {
        if (severity === 'well') logger.info({ store: 'postgres' }, problem)
        else {
          const level = severity === 'error' ? 'error' : 'warn'
          logger[level]({ store: 'postgres', problem }, 'the settings store has a problem')
        }
      })
    },
  })
  return {
    table,
    logFromNowOn() {
      log = (line) => {
        line()
      }
      for (const line of waiting.splice(0)) line()
    },
  }
}
