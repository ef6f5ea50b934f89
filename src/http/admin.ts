// The operator's listener, never the public one: is it alive, does it want requests, how does it do.
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { answerError, plainError, statusOf } from '../protocols/errors.js'
import { send } from '../protocols/send.js'
import { closeWithoutWaiting } from './closing.js'
import { answerNotFound, badUrl, createClientErrorHandler } from './errors.js'
import { frameworkLogger } from './logging.js'
import { LIMITS } from './limits.js'
import { createMetrics, type Metrics, type MetricsSource } from './metrics.js'
import { answerEveryMethod } from './methods.js'
import { NO_SCHEMAS } from './no-schemas.js'
import type { ServiceState } from './state.js'
import { answerTlsAsk } from './tls-ask.js'
import type { Table } from '../settings/table.js'

// The service is as good as it was: taking it away because of a slip in a file would help nobody.
const UNUSABLE = 'the changed settings cannot be used; the last good ones are served'

export interface AdminSource extends Omit<MetricsSource, 'tlsAsks'> {
  table: () => Table
}

export function buildAdmin(
  logger: Logger,
  state: ServiceState,
  source: AdminSource,
): FastifyInstance {
  const admin = Fastify({
    ...LIMITS,
    ...NO_SCHEMAS,
    loggerInstance: frameworkLogger(logger),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, _request, reply) => {
      void send(reply, badUrl(statusOf(error)))
    },
    clientErrorHandler: createClientErrorHandler(logger),
  })
  closeWithoutWaiting(admin)
  answerEveryMethod(admin, logger)
  admin.setNotFoundHandler(answerNotFound)
  answerError(admin, plainError)
  // Alive as long as the loop turns; it asks nothing else, or an outage elsewhere would restart everything.
  admin.get('/healthz', () => ({ status: 'ok' }))
  admin.get('/readyz', (_request, reply) => {
    if (state.draining) return reply.code(503).send({ status: 'draining' })
    const status = source.store?.health() ?? 'ready'
    const settings = source.settings().isLastGood ? {} : { settings: UNUSABLE }
    return reply.code(status === 'starting' ? 503 : 200).send({ status, ...settings })
  })
  const tlsAsks = answerTlsAsk(admin, source.table)
  let metrics: Promise<Metrics> | undefined
  admin.get('/metrics', async (_request, reply) => {
    metrics ??= createMetrics({ ...source, tlsAsks })
    const { contentType, text } = await metrics
    return reply.type(contentType).send(await text())
  })
  return admin
}
