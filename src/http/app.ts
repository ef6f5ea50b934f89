// The public listener: every protocol of the registry, and what holds for all of them.
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { Logger } from 'pino'
import { answerError, plainError, statusOf } from '../protocols/errors.js'
import { type AnswerOptions, HOSTED_DOMAIN, type ProtocolOptions } from '../protocols/protocol.js'
import { createPeoplePages, protocols } from '../protocols/registry.js'
import type { RawQuery } from '../protocols/query.js'
import { send } from '../protocols/send.js'
import { closeWithoutWaiting, drainingResponse } from './closing.js'
import { answerNotFound, badUrl, createClientErrorHandler } from './errors.js'
import { createGuards } from './guard.js'
import { LIMITS, MAX_CONNECTIONS, MAX_HEADERS } from './limits.js'
import { frameworkLogger, logRequest, type RequestLogging } from './logging.js'
import { answerEveryMethod } from './methods.js'
import { NO_SCHEMAS } from './no-schemas.js'
import { createCameOverHttp, type TrustsProxy } from './proxy-trust.js'
import type { ServiceState } from './state.js'
import type { Traffic } from './traffic.js'

export interface AppOptions {
  table: ProtocolOptions['table']
  logger: Logger
  logRequests: RequestLogging
  trustsProxy: TrustsProxy
  state: ServiceState
  traffic: Traffic
  credentials: ProtocolOptions['credentials']
  /** Requests for pages and profiles, per minute and client; 0: no limit. */
  rateLimit: number
}

/** Under this name, requests of a protocol's routes know its place in the registry. */
const PROTOCOL = Symbol('protocol')

/**
 * Takes away in what clients send passwords and addresses that nobody here asked for. Each by its name: a loop over
 * names costs as much as a whole look-up.
 */
function dropHeaders(headers: IncomingHttpHeaders): void {
  if (headers.authorization !== undefined) delete headers.authorization
  if (headers['proxy-authorization'] !== undefined) delete headers['proxy-authorization']
  if (headers.cookie !== undefined) delete headers.cookie
  if (headers['x-anchormailbox'] !== undefined) delete headers['x-anchormailbox']
  if (headers['x-email'] !== undefined) delete headers['x-email']
}

/** Ready to listen or to inject requests into; opens nothing by itself. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { table, logger, logRequests, trustsProxy, state, traffic, credentials, rateLimit } =
    options
  const app = Fastify({
    ...LIMITS,
    ...NO_SCHEMAS,
    http: {
      ...LIMITS.http,
      // Node would refuse by itself, past all hooks: nobody would see it in the log or in the metrics.
      requireHostHeader: false,
      ServerResponse: drainingResponse(state),
    },
    loggerInstance: frameworkLogger(logger),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustsProxy,
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // From the router: such a request meets no hook, and an error thrown here ends the process.
    frameworkErrors(error, _request, reply) {
      logger.trace({ code: error.code }, 'not a URL')
      void send(reply, badUrl(statusOf(error)))
    },
    clientErrorHandler: createClientErrorHandler(logger),
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 4096,
      // Protocols read the query themselves: here a plus would become a space.
      querystringParser: (raw) => ({ raw }) satisfies RawQuery as never,
    },
  })
  closeWithoutWaiting(app)
  app.server.maxHeadersCount = MAX_HEADERS
  app.server.maxConnections = MAX_CONNECTIONS
  // A client may expect whatever it likes: without this, Node answers 417 by itself, past all hooks.
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response)
  })
  answerEveryMethod(app, logger)

  app.decorateRequest(HOSTED_DOMAIN, null)
  app.addHook('onRequest', ({ raw: { headers, httpVersion } }, { raw: answer }, done) => {
    dropHeaders(headers)
    if (state.overloaded) done(Object.assign(new Error('overloaded'), { statusCode: 503 }))
    // RFC 9112, section 3.2.
    else if (headers.host === undefined && httpVersion === '1.1') {
      answer.setHeader('connection', 'close')
      done(Object.assign(new Error('no host'), { statusCode: 400 }))
    } else done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { [PROTOCOL]: protocol } = request as { [PROTOCOL]?: number }
    traffic.count(protocol, request.method, reply.statusCode, reply.elapsedTime)
    logRequest(logger, logRequests, request, reply)
    done()
  })
  app.setNotFoundHandler(answerNotFound)
  answerError(app, plainError)
  // Bodies that no protocol asked for are left unread.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => {
    done(null)
  })

  const publicUrl = () => table().general.publicUrl
  const answerOptions: AnswerOptions = { table, credentials, clock: () => new Date() }
  const protocolOptions: ProtocolOptions = {
    ...answerOptions,
    cameOverHttp: createCameOverHttp(trustsProxy),
    people: {
      ...(await createGuards(app, { perMinute: rateLimit, publicUrl })),
      ...createPeoplePages(answerOptions),
    },
  }
  for (const [index, { routes }] of protocols.entries()) {
    await app.register(async (scope) => {
      scope.decorateRequest(PROTOCOL, index)
      await scope.register(routes, protocolOptions)
    })
  }
  return app
}
