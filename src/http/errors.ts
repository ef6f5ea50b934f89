// Answers to what belongs to no protocol: fixed texts, nothing of the request in them.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Socket } from 'node:net'
import { SECURITY_HEADERS } from '../protocols/answer.js'
import { statusOf } from '../protocols/errors.js'

const TEXT = { 'content-type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS } as const

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .headers({ ...TEXT, 'cache-control': 'public, max-age=60' })
    .send('Not found.\n')
}

export function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = statusOf(error)
  if (status === 500) request.log.error({ code: error.code, type: error.name }, 'cannot answer')
  const text = status < 500 ? 'The request cannot be served.\n' : 'The service cannot answer now.\n'
  return reply
    .code(status)
    .headers({ ...TEXT, 'cache-control': 'no-store' })
    .send(text)
}

/** A URL that cannot be decoded. Without a body, since it may lie where nothing else may have one. */
export function answerBadUrl(
  _error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply
    .code(400)
    .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' })
    .send('')
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** What is not HTTP. The error holds the raw bytes, credentials among them, so nothing of it is kept. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const statusLine = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${statusLine}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
