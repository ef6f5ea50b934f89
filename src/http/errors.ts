// Answers to what belongs to no protocol: fixed texts, nothing of the request in them.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { Logger } from 'pino'
import { type Answer, CACHED_BRIEFLY, SECURITY_HEADERS, textAnswer } from '../protocols/answer.js'
import { send } from '../protocols/send.js'

const NOT_FOUND = textAnswer(404, 'Not found.\n', CACHED_BRIEFLY)

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, NOT_FOUND)
}

/** A URL that cannot be read. Without a body, since it may lie where nothing else may have one. */
export function badUrl(status: number): Answer {
  return { status, headers: { ...SECURITY_HEADERS, 'cache-control': 'no-store' }, body: '' }
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

export type ClientErrorHandler = (error: NodeJS.ErrnoException, socket: Socket) => void

/** For what is not HTTP. The error holds the raw bytes, credentials among them: only its code is ever told. */
export function createClientErrorHandler(logger: Logger): ClientErrorHandler {
  return ({ code }, socket) => {
    // It has had its last answer, and its own end comes in the middle of what it never finished.
    if (!socket.writable) {
      socket.destroy()
      return
    }
    logger.trace({ code }, 'not HTTP')
    if (code === 'ECONNRESET') {
      socket.destroy()
      return
    }
    endWith(socket, STATUS_LINES[code ?? ''] ?? '400 Bad Request')
  }
}

/** The last answer of a connection, where there is no response to write it with. */
export function endWith(socket: Writable, statusLine: string): void {
  socket.end(`HTTP/1.1 ${statusLine}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
