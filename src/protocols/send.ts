// From an Answer to Fastify, and the small things every route needs.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { lookUp, type Asked, type Found } from '../settings/lookup.js'
import type { MaybePromise } from '../settings/table.js'
import type { Answer } from './answer.js'
import { HOSTED_DOMAIN, type ProtocolOptions } from './protocol.js'

/** Under this name, replies know what guards them: it sets headers that those of an answer win over. */
export const GUARD = Symbol('guard')

/**
 * Past Fastify, which would look at each header and at the type of the body once more: here that costs as much as
 * finding the settings. Its hooks before and after work as ever, onSend is not called.
 */
export function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  const { raw } = reply
  ;(reply as { [GUARD]?: (reply: FastifyReply) => void })[GUARD]?.(reply)
  const counted = headers['content-length'] !== undefined || BODILESS.includes(status)
  // First: it throws where a header cannot be sent, and then there is another answer.
  raw.writeHead(
    status,
    counted ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
  )
  reply.hijack()
  if (typeof body === 'string') raw.end(body)
  // Node sends octets apart from the head: to one of several requests at once that expects a 100, it would come between.
  else raw.end(Buffer.from(body).toString('latin1'), 'latin1')
  return reply
}

const BODILESS = [204, 304]

/** Looks up what was asked and sends the answer; waits only for a database, or for what answers late. */
export function answerFor(
  request: FastifyRequest,
  reply: FastifyReply,
  { table }: ProtocolOptions,
  asked: Asked,
  answer: (found: Found | undefined) => MaybePromise<Answer>,
): FastifyReply | Promise<FastifyReply> {
  const finish = (found: Found | undefined) => {
    if (found !== undefined) request.setDecorator(HOSTED_DOMAIN, found.domain)
    const made = answer(found)
    return made instanceof Promise
      ? made.then((answered) => send(reply, answered))
      : send(reply, made)
  }
  const found = lookUp(table(), asked)
  return found instanceof Promise ? found.then(finish) : finish(found)
}

/** Of a route that is read: Fastify's own HEAD routes are off, they would give a 304 the length 0. */
export const GET_AND_HEAD = ['GET', 'HEAD'] as const

export interface OtherMethods {
  /** Methods that the path has routes for, in the order of the Allow header; OPTIONS is added. */
  allow: readonly string[]
  /** Headers of the answer to OPTIONS, beside Allow. */
  options?: Readonly<Record<string, string>>
  refuse: (allow: string) => Answer
}

/** Answers OPTIONS with 204 and every other method with the protocol's own 405. */
export function routeOtherMethods(
  app: FastifyInstance,
  url: string,
  { allow, options, refuse }: OtherMethods,
): void {
  const header = [...allow, 'OPTIONS'].join(', ')
  app.options(url, (_request, reply) =>
    reply
      .code(204)
      .headers({ allow: header, ...options })
      .send(),
  )
  const refusal = refuse(header)
  const handler: RouteHandlerMethod = (_request, reply) => send(reply, refusal)
  const others = app.supportedMethods.filter((one) => !allow.includes(one) && one !== 'OPTIONS')
  app.route({ method: others, url, handler })
}
