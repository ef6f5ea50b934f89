// What the log says of settings that changed while the service runs.
import type { Logger } from 'pino'
import type { LocatedProblem } from '../settings/problems.js'
import type { MemoryTable } from '../settings/table.js'
import type { TableChange } from '../settings/table-change.js'
import type { Signing } from '../store/signing-watch.js'
import { formatProblem } from './problem-text.js'

// Enough to recognise what was meant to change.
const MOST_KEYS = 5

interface Changed {
  table: MemoryTable
  change: TableChange
  version: string
  warnings: number
}

/** One line with counts, a few keys of providers and the names of what holds for all; then the warnings, if any. */
export function logChange(logger: Logger, { table, change, version, warnings }: Changed): void {
  const { domains, providers, general } = change
  const { added, removed, changed } = domains
  const lists = Object.entries<readonly string[]>({ ...providers })
  const keys = lists.filter(([, list]) => list.length > 0)
  logger.info(
    {
      added,
      removed,
      changed,
      domains: table.size,
      ...(keys.length > 0 && {
        providers: Object.fromEntries(keys.map(([kind, list]) => [kind, few(list)])),
      }),
      ...(general.length > 0 && { general }),
      version,
    },
    'the settings changed',
  )
  logWarnings(logger, warnings)
}

function few(keys: readonly string[]): string[] {
  const more = keys.length - MOST_KEYS
  return more > 0 ? [...keys.slice(0, MOST_KEYS), `and ${more} more`] : [...keys]
}

export function logWarnings(logger: Logger, warnings: number): void {
  if (warnings > 0) logger.warn({ warnings }, 'the settings have warnings; see: mailconf check')
}

interface Refused {
  /** The first of them. */
  problems: readonly LocatedProblem[]
  errors: number
  warnings: number
}

/** A line for each problem that is given, and one that says what follows. */
export function logRefusal(logger: Logger, { problems, errors, warnings }: Refused): void {
  for (const problem of problems) {
    logger.error(
      { problem: withoutAddresses(formatProblem(problem)) },
      'the settings have an error',
    )
  }
  const counts = { errors, warnings }
  logger.error(counts, 'the changed settings cannot be used; the last good ones are served on')
}

const LOCAL_PART = /[^\s"'<>()[\],;:]+@/g

/** A sentence may quote what was written, and somebody may have written an address. */
function withoutAddresses(text: string): string {
  return text.replace(LOCAL_PART, '…@')
}

/** A line for each problem, without the name and the contents of the file. */
export function logSigning(signing: Signing, logger: Logger): void {
  signing.watch(({ severity, file, message }, signed) => {
    const level = severity === 'error' ? 'error' : 'warn'
    logger[level](
      { setting: `apple.${file}`, problem: message, signed },
      'signing files have a problem',
    )
  })
}
