// One line of JSON for each thing worth telling, on stdout. Never a URL, a query, an address, a header or a body.
import process from 'node:process'
import { pino, type Logger } from 'pino'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { HOSTED_DOMAIN } from '../protocols/protocol.js'

export type RequestLogging = 'errors' | 'all' | 'none'

/**
 * A logger on a stream. pino's own writer stops the whole service when stdout cannot take more;
 * a stream with an error listener only loses lines: `failed` is called for each.
 */
export function createLogger(
  level: string,
  stream: NodeJS.WritableStream = process.stdout,
  failed: () => void = () => undefined,
): Logger {
  stream.on('error', failed)
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    stream,
  )
}

/** What an error may say in a log: its kind, never its message, which can hold what somebody sent. */
export function describeError(error: unknown): { type: string; code?: string } {
  // Anything can be thrown, even nothing.
  const { name, code } = (error ?? { name: 'nothing' }) as NodeJS.ErrnoException
  return code === undefined ? { type: name } : { type: name, code }
}

/** What the framework logs by itself: warnings, but not that it listens or what it was asked. */
export function frameworkLogger(logger: Logger): FastifyBaseLogger {
  const level = logger.isLevelEnabled('warn') ? 'warn' : logger.level
  const own = logger.child({}, { level })
  // The framework asks for one per request, with what it would say of it.
  return Object.assign(own, { child: () => own })
}

/** The line about one request, or nothing where the operator wants none. */
export function logRequest(
  logger: Logger,
  logging: RequestLogging,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { statusCode } = reply
  if (logging === 'none' || (logging === 'errors' && statusCode < 500)) return
  logger.info(
    {
      reqId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '-',
      status: statusCode,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      domain: request.getDecorator<string | null>(HOSTED_DOMAIN) ?? undefined,
    },
    'request',
  )
}
