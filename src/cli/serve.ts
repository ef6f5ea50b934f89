// serve: load the table, open both listeners, answer until told to stop.
import closeWithGrace from 'close-with-grace'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Env } from '../env.js'
import { buildAdmin } from '../http/admin.js'
import { buildApp } from '../http/app.js'
import { createLogger, describeError } from '../http/logging.js'
import { trustProxies } from '../http/proxy-trust.js'
import { watchState } from '../http/state.js'
import type { Command, CommandInput, ExitCode } from './command.js'
import { environment, type Flags } from './environment.js'
import { CONFIG_OPTION, formatProblem, loadFrom, settingsFile } from './settings-option.js'

const UNUSABLE: ExitCode = 78
// What running requests may take after the drain, before the process ends whatever they do.
const CLOSE_WITHIN_MS = 20_000

const FLAGS: Flags = { host: 'HOST', port: 'PORT', 'admin-port': 'ADMIN_PORT' }

export const serve: Command = {
  summary: 'answer mail clients over HTTP',
  usage: 'serve [--config FILE] [--host HOST] [--port PORT] [--admin-port PORT]',
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
  const logger = createLogger(env.LOG_LEVEL)
  const { table, problems } = await loadFrom(settingsFile(values, env), env, output)
  for (const problem of problems) {
    if (problem.severity === 'error') output.err(`${formatProblem(problem)}\n`)
  }
  if (table === undefined) {
    output.err('The settings cannot be used; nothing is served.\n')
    return UNUSABLE
  }
  const state = watchState()
  const app = await buildApp({
    table: () => table,
    logger,
    logRequests: env.LOG_REQUESTS,
    trustsProxy: trustProxies(env.TRUST_PROXY),
    state,
  })
  const admin = buildAdmin(logger, state)
  try {
    const address = await app.listen({ host: env.HOST, port: env.PORT })
    const adminAddress = await listenAdmin(admin, env)
    logger.info({ address, admin: adminAddress, domains: table.size }, 'mailconf listens')
    const warnings = problems.length
    if (warnings > 0) logger.warn({ warnings }, 'the settings have warnings; see: mailconf check')
  } catch (error) {
    output.err(`${listenProblem(error)}\n`)
    await Promise.all([app.close(), admin.close()])
    state.close()
    return UNUSABLE
  }
  return stopped(
    async (reason) => {
      logger.info({ reason }, 'mailconf stops')
      state.draining = true
      if (reason !== 'failure') await sleep(env.DRAIN_SECONDS * 1000)
      await app.close()
      await admin.close()
      state.close()
    },
    env,
    (error) => {
      logger.fatal(describeError(error), 'an unexpected error')
    },
  )
}

async function listenAdmin(admin: FastifyInstance, env: Env): Promise<string> {
  return admin.listen({ host: env.ADMIN_HOST, port: env.ADMIN_PORT })
}

function listenProblem(error: unknown): string {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  const at = port === undefined ? 'the port' : `port ${port}`
  if (code === 'EADDRINUSE') return `${at} is taken; choose another with PORT or ADMIN_PORT`
  if (code === 'EACCES') return `${at} may not be opened; ports below 1024 need rights`
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address; see HOST and ADMIN_HOST'
  return `cannot listen: ${code ?? 'unknown error'}`
}

/** Waits for a signal or a crash; a second signal ends the process at once. */
function stopped(
  close: (reason: 'failure' | 'signal') => Promise<void>,
  env: Env,
  report: (error: unknown) => void,
): Promise<ExitCode> {
  return new Promise((resolve) => {
    const delay = env.DRAIN_SECONDS * 1000 + CLOSE_WITHIN_MS
    closeWithGrace({ delay, logger: undefined }, async ({ err, signal }) => {
      // Anything can be thrown, nothing included: only a signal is a wish to stop.
      if (signal === undefined) report(err)
      await close(signal === undefined ? 'failure' : 'signal')
      resolve(signal === undefined ? 1 : 0)
    })
  })
}
