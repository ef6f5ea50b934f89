// What protocols need that are asked by people in a browser: they get pages, and browsers must be told what to allow.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Found } from '../settings/lookup.js'
import type { Answer } from './answer.js'

/** Why somebody who asked for a file gets a page. */
export type Refusal =
  /** 400: no usable address, or several. */
  | 'address'
  /** 400: a name that cannot be somebody's. */
  | 'name'
  /** 400: something that looks like a password was sent. It is never looked at. */
  | 'password'
  /** 404: the domain is not hosted here, or has no mail here. */
  | 'unknown'
  /** 422: the domain has POP3 and no IMAP, or the other way round, and the other one was asked for. */
  | 'protocol'
  /** 422: the format cannot state the servers, or how to log in. */
  | 'profile'

export const REFUSAL_STATUS = {
  address: 400,
  name: 400,
  password: 400,
  unknown: 404,
  protocol: 422,
  profile: 422,
} as const satisfies Record<Refusal, number>

export interface ForPeople {
  /** Gives every answer below `app` the headers that browsers obey. */
  guard(app: FastifyInstance): void
  /** Limits how often one client may ask for what lies below `app`. */
  limit(app: FastifyInstance): void
  /** The page in place of the file, with the status of the refusal. */
  refuse(request: FastifyRequest, found: Found | undefined, refusal: Refusal): Answer
  /** The page for what went wrong, by status. */
  failed(request: FastifyRequest, status: number): Answer
}

const PASSWORD_NAMES = ['password', 'pass', 'passwd', 'pw', 'pwd']

/** Whether something that looks like a password was sent, by the names of the parameters alone. */
export function sendsPassword(names: readonly string[]): boolean {
  return names.some((name) => PASSWORD_NAMES.includes(name.toLowerCase()))
}
