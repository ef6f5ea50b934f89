// Connections to PostgreSQL, and what is said of them when they fail: never the URL, for it may hold a password.
import type { Client, ClientConfig } from 'pg'

const CONNECT_WITHIN_MS = 5000

/** For commands: one connection, without limits on how long a statement takes. Throws as `pg` does. */
export async function connect(url: string): Promise<Client> {
  const { default: pg } = await import('pg')
  const config: ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    application_name: 'mailconf',
  }
  const client = new pg.Client(config)
  // Without a listener, a connection that breaks between two statements ends the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const MIGRATE = 'run: mailconf db migrate'
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens at its address',
  ENOENT: 'nobody listens at its address',
  ENOTFOUND: 'the name of its host leads nowhere',
  EAI_AGAIN: 'the name of its host cannot be looked up now',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody known; see sslrootcert',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody known; see sslrootcert',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody known; see sslrootcert',
  '28P01': 'it refuses the password',
  '28000': 'it refuses the role',
  '3D000': 'it has no such database',
  '3F000': `it has no tables of ours; ${MIGRATE}`,
  '42P01': `it lacks a table; ${MIGRATE}`,
  '42703': `it lacks a column; ${MIGRATE}`,
  '42501': 'the role lacks a permission',
  '25006': 'it takes no changes: a replica, or a role that only reads',
  '53300': 'it has too many connections',
  '55P03': 'somebody else changes the settings; try again later',
  '57014': 'it took too long',
  '57P01': 'it shuts down',
  '57P02': 'it recovers from a crash',
  '57P03': 'it starts up',
}

/** Why the database cannot be used, after "the database cannot be used:". */
export function whyUnusable(error: unknown): string {
  const { code, message = '', syscall } = (error ?? {}) as Partial<NodeJS.ErrnoException>
  if (syscall === 'open') return 'a file that its URL names cannot be read; see sslrootcert'
  if (code !== undefined) return REASONS[code] ?? `error ${code}`
  if (error instanceof UnfitSchema) return message
  // What pg says of itself has no code.
  if (/timeout/i.test(message)) return 'it does not answer'
  if (/terminated|ended|closed|not queryable/i.test(message)) return 'it closed the connection'
  if (/does not support SSL/.test(message)) return 'it speaks no TLS; see sslmode'
  if (/password must be a string|no password/i.test(message)) return 'it wants a password'
  return 'an unexpected error'
}

/** The tables are older or newer than this program; the message says what to do. */
export class UnfitSchema extends Error {}
