// serve: load the table, open both listeners, answer until told to stop; SIGHUP has the settings read again.
import closeWithGrace from 'close-with-grace'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Env, takePassedSocket } from '../env.js'
import { buildAdmin } from '../http/admin.js'
import { buildApp } from '../http/app.js'
import { createLogger, describeError } from '../http/logging.js'
import { trustProxies } from '../http/proxy-trust.js'
import { watchState } from '../http/state.js'
import { createTraffic } from '../http/traffic.js'
import { protocols } from '../protocols/registry.js'
import type { Command, CommandInput, ExitCode } from './command.js'
import { environment, type Flags } from './environment.js'
import { listenForHangups } from './hangups.js'
import { listen, listenProblem } from './listen.js'
import { openLiveSettings } from './live-settings.js'
import { printErrors } from './problem-text.js'
import { logWarnings } from './reload-log.js'
import { openDatabase } from './database.js'
import { CONFIG_OPTION, defaultPublicUrl, loadFrom, settingsFile } from './settings-option.js'
import { version } from './version.js'

const UNUSABLE: ExitCode = 78
// What running requests may take after the drain, before the process ends whatever they do.
const CLOSE_WITHIN_MS = 20_000

const FLAGS: Flags = { host: 'HOST', port: 'PORT', 'admin-port': 'ADMIN_PORT' }

export const serve: Command = {
  summary: 'answer mail clients over HTTP',
  usage: [
    'serve [--config FILE] [--host HOST] [--port PORT] [--admin-port PORT]',
    'Changed settings take effect within seconds, whole or not at all; SIGHUP: at once.',
    'A socket that systemd passes (LISTEN_FDS) takes the place of --host and --port.',
  ].join('\n'),
  options: {
    ...CONFIG_OPTION,
    host: { type: 'string' },
    port: { type: 'string' },
    'admin-port': { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { output, values } = input
  const env = environment(input, FLAGS)
  if (typeof env === 'number') return env
  const passed = takePassedSocket(input.variables, process.pid)
  if (!passed.ok) {
    output.err(`environment: ${passed.problem}\n`)
    return UNUSABLE
  }
  let logWriteErrors = 0
  const logger = createLogger(env.LOG_LEVEL, process.stdout, () => {
    logWriteErrors += 1
  })
  const hangups = listenForHangups()
  const file = settingsFile(values, env)
  const { table, problems, files } = await loadFrom(file, env, output)
  printErrors(output, problems)
  if (table === undefined) {
    output.err('The settings cannot be used; nothing is served.\n')
    return UNUSABLE
  }
  const source = { file, defaultPublicUrl: defaultPublicUrl(env), table, files }
  const settings = await openLiveSettings(source, logger)
  hangups.follow(settings.reload)
  const database = await openDatabase(env, file, () => settings.table().general, logger)
  const servedTable = () => database?.table ?? settings.table()
  const state = watchState()
  const traffic = createTraffic(protocols.map(({ name }) => name))
  const app = await buildApp({
    table: servedTable,
    logger,
    logRequests: env.LOG_REQUESTS,
    trustsProxy: trustProxies(env.TRUST_PROXY),
    state,
    traffic,
    credentials: settings.credentials,
    rateLimit: env.RATE_LIMIT,
  })
  const admin = buildAdmin(logger, state, {
    version: version(),
    table: servedTable,
    traffic,
    logWriteErrors: () => logWriteErrors,
    settings: () => ({ ...settings.state(), domains: servedTable().size }),
    ...(database && { store: database.table }),
  })
  const close = async () => {
    await settings.close()
    await Promise.all([app.close(), admin.close()])
    await database?.table.close()
    state.close()
  }
  // Before anybody can know that the service listens, it can be told to stop.
  const stop = stopOnSignal(env, logger, async (reason) => {
    logger.info({ reason }, 'mailconf stops')
    state.draining = true
    if (reason === 'signal') await sleep(env.DRAIN_SECONDS * 1000)
    await close()
  })
  try {
    const address = await listen(app, env, passed.fd)
    const adminAddress = await admin.listen({ host: env.ADMIN_HOST, port: env.ADMIN_PORT })
    const domains = servedTable().size
    logger.info({ address, admin: adminAddress, domains }, 'mailconf listens')
    database?.logFromNowOn()
    settings.watch()
    logWarnings(logger, problems.length)
  } catch (error) {
    stop.uninstall()
    output.err(`${listenProblem(error)}\n`)
    await close()
    return UNUSABLE
  }
  return stop.finished
}

interface Stop {
  finished: Promise<ExitCode>
  uninstall(): void
}

/** Closes on a signal or a crash; a second signal ends the process at once. */
function stopOnSignal(
  env: Env,
  logger: Logger,
  close: (reason: 'failure' | 'signal') => Promise<void>,
): Stop {
  const delay = env.DRAIN_SECONDS * 1000 + CLOSE_WITHIN_MS
  let uninstall: Stop['uninstall'] = () => undefined
  const finished = new Promise<ExitCode>((resolve) => {
    const installed = closeWithGrace(
      { delay, logger: undefined, skip: ['SIGHUP'] },
      async ({ err, signal }) => {
        // Anything can be thrown, nothing included: only a signal is a wish to stop.
        if (signal === undefined) logger.fatal(describeError(err), 'an unexpected error')
        await close(signal === undefined ? 'failure' : 'signal')
        resolve(signal === undefined ? 1 : 0)
      },
    )
    uninstall = () => {
      installed.uninstall()
    }
  })
  return { finished, uninstall }
}
