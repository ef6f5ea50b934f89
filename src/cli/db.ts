// db: the settings in PostgreSQL: its tables, settings into them and out of them again.
import type { Client } from 'pg'
import { connect, whyUnusable } from '../store/postgres/connection.js'
import { exportFromDatabase } from '../store/postgres/export.js'
import { type Changes, loadIntoDatabase } from '../store/postgres/load.js'
import { migrate } from '../store/postgres/migrate.js'
import type { Command, CommandInput, ExitCode, Output } from './command.js'
import { exportedTo, intoFiles } from './db-export.js'
import { environment } from './environment.js'
import { printable, printErrors } from './problem-text.js'
import { loadFrom } from './settings-option.js'
import { slowProgress } from './slow-progress.js'
import { plural } from './text.js'
import type { Env } from '../env.js'

const USAGE = [
  'db (migrate | load FILE | export [-o FILE])',
  'migrate: makes the tables, or brings those of an older program up to date; harmless when there is nothing to do',
  'load FILE: makes the database hold what a settings file and its lists say, and nothing else',
  'export: prints the providers and domains of the database as a settings file',
  '-o FILE: writes a new file instead, with a list of the domains beside it: better for very many',
  'DATABASE_URL says where the database is.',
].join('\n')

export const db: Command = {
  summary: 'make tables in PostgreSQL, bring settings into them and out again',
  usage: USAGE,
  options: { output: { type: 'string', short: 'o' } },
  positionals: { min: 1, max: 2 },
  run,
}

type Action = (client: Client, output: Output) => Promise<ExitCode>

async function run(input: CommandInput): Promise<ExitCode> {
  const { positionals, output } = input
  const [action = '', file] = positionals
  const misuse = misuseOf(action, file, input.values['output'])
  if (misuse !== undefined) {
    output.err(`mailconf db: ${misuse}\nUsage: mailconf ${USAGE}\n`)
    return 2
  }
  const env = environment(input)
  if (typeof env === 'number') return env
  if (env.DATABASE_URL === undefined) {
    output.err(
      'environment: DATABASE_URL: missing; say where the database is: postgresql://mailconf@localhost/mailconf\n',
    )
    return 78
  }
  if (action === 'load') return load(String(file), env, env.DATABASE_URL, output)
  if (action === 'migrate') return withDatabase(env.DATABASE_URL, output, migrateTables)
  const to = input.values['output']
  return exportSettings(typeof to === 'string' ? to : undefined, env.DATABASE_URL, output)
}

function misuseOf(
  action: string,
  file: string | undefined,
  to: CommandInput['values'][string],
): string | undefined {
  if (to !== undefined && action !== 'export') return '-o belongs to export'
  if (action === 'load') return file === undefined ? 'load needs a FILE' : undefined
  if (action !== 'migrate' && action !== 'export') return `there is no "${printable(action)}"`
  return file === undefined ? undefined : 'too many arguments'
}

/** Everything that can go wrong with a database is told here, in a sentence without its URL. */
async function withDatabase(url: string, output: Output, action: Action): Promise<ExitCode> {
  let client: Client | undefined
  try {
    client = await connect(url)
    return await action(client, output)
  } catch (error) {
    output.err(`the database cannot be used: ${whyUnusable(error)}\n`)
    return 1
  } finally {
    await client?.end().catch(() => undefined)
  }
}

const migrateTables: Action = async (client, output) => {
  const { from, to } = await migrate(client)
  output.out(
    from === to
      ? `The tables have version ${to}; nothing to do.\n`
      : `The tables now have version ${to}${from === 0 ? '' : `, before ${from}`}.\n`,
  )
  return 0
}

async function load(file: string, env: Env, url: string, output: Output): Promise<ExitCode> {
  const { table, settings, problems } = await loadFrom(file, env, output)
  printErrors(output, problems)
  if (table === undefined || settings === undefined) {
    output.err(`${printable(file)}: cannot be loaded; nothing is changed\n`)
    return 1
  }
  return withDatabase(url, output, async (client) => {
    const progress = slowProgress(output)
    const all = table.size.toLocaleString('en')
    try {
      const { providers, domains } = await loadIntoDatabase(client, settings, table, (sent) => {
        const line =
          sent < table.size
            ? `loading: ${sent.toLocaleString('en')} of ${all} domains`
            : 'comparing with what the database has'
        progress.show(() => line)
      })
      progress.clear()
      output.out(
        `${plural(table.providers.size, 'provider')}: ${changesText(providers)}\n` +
          `${plural(table.size, 'domain')}: ${changesText(domains)}\n`,
      )
      return 0
    } finally {
      progress.clear()
    }
  })
}

function changesText({ added, changed, removed }: Changes): string {
  const parts = Object.entries({ added, changed, removed })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  return parts.length === 0 ? 'nothing to change' : parts.join(', ')
}

async function exportSettings(
  file: string | undefined,
  url: string,
  output: Output,
): Promise<ExitCode> {
  return withDatabase(url, output, async (client) => {
    if (file === undefined) {
      await exportFromDatabase(
        client,
        exportedTo((text) => {
          output.out(text)
        }),
      )
      return 0
    }
    try {
      await intoFiles(file, (to) => exportFromDatabase(client, to))
      return 0
    } catch (error) {
      const { syscall, code } = error as NodeJS.ErrnoException
      if (syscall !== 'open' && syscall !== 'write') throw error
      const why = code === 'EEXIST' ? 'it, or its list, is there already' : `error ${String(code)}`
      output.err(`${printable(file)}: cannot be written: ${why}\n`)
      return 1
    }
  })
}
