import type { Authentication } from './schema.js'

/** Whether a method is the mailbox's password, sent as it is or proved by a challenge; over HTTP too. */
export function isPassword(method: Authentication): boolean {
  if (typeof method === 'string') {
    return method === 'password-cleartext' || method === 'password-encrypted'
  }
  return 'http' in method && ['basic', 'digest'].includes(method.http.toLowerCase())
}

/** What documents before version 1.1 call some methods, and a few makes to this day. */
export const METHODS_TODAY: ReadonlyMap<string, Extract<Authentication, string>> = new Map([
  ['plain', 'password-cleartext'],
  ['secure', 'password-encrypted'],
])
