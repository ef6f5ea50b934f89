// Why nobody could be talked to: one vocabulary for every kind of connection.

export type FailureReason =
  | 'no address'
  | 'resolver'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  /** The connection stands, and no word comes over it. */
  | 'silent'
  /** The handshake failed; a certificate that is not to be trusted is no failure here. */
  | 'tls'
  /** No TLS where it should come first. */
  | 'no tls'
  /** TLS first, where a greeting should come. */
  | 'tls first'
  | 'closed'
  /** An answer that breaks the grammar of HTTP. */
  | 'no http'
  | 'too long'
  /** Something answers that is no server of this kind. */
  | 'no service'
  /** The right server, which does not want to talk now. */
  | 'turned away'

export interface Failure {
  ok: false
  reason: FailureReason
  /** A clause: "port 443 is closed". */
  message: string
}

/** From an error of net, tls or http, about a connection to `port`. */
export function failureOf(error: unknown, port: number): Failure {
  const { code = '', message } = innermost(error)
  const fail = (reason: FailureReason, text: string): Failure => ({
    ok: false,
    reason,
    message: text,
  })
  if (code === 'ECONNREFUSED') return fail('refused', `port ${port} is closed`)
  if (['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'].includes(code)) {
    return fail('unreachable', `its address cannot be reached on port ${port}`)
  }
  if (code === 'ETIMEDOUT') return silence(port)
  if (/wrong version number|packet length too long|record layer/i.test(`${code} ${message}`)) {
    return fail('no tls', `port ${port} does not speak TLS from the first byte`)
  }
  if (/unsupported protocol|protocol version|internal error|alert/i.test(`${code} ${message}`)) {
    const why = whyNoHandshake(`${code} ${message}`)
    return fail('tls', `no TLS connection on port ${port}: ${why}`)
  }
  if (/SSL|TLS|EPROTO/.test(code)) {
    return fail('tls', `no TLS connection on port ${port} (${code})`)
  }
  if (['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) {
    return fail('closed', `it closes the connection on port ${port} without a whole answer`)
  }
  if (code.startsWith('HPE_')) {
    return fail('no http', `what answers on port ${port} is no HTTP that can be read (${code})`)
  }
  return fail('closed', `what answers on port ${port} is not understood (${code || 'no code'})`)
}

function whyNoHandshake(text: string): string {
  if (/internal.error/i.test(text)) return 'it has no certificate for this name'
  if (/protocol/i.test(text)) return 'it offers nothing newer than TLS 1.1'
  // A server that was given no certificate has no cipher to choose.
  if (/handshake.failure/i.test(text)) return 'it has no certificate, or no cipher of today'
  return 'it ends the handshake'
}

export function silence(port: number): Failure {
  return { ok: false, reason: 'timeout', message: `nobody answers on port ${port} in time` }
}

/** Of a server that takes the connection, and lets the client wait. */
export function muteness(port: number): Failure {
  return {
    ok: false,
    reason: 'silent',
    message: `it takes the connection on port ${port}, and then gives no answer in time`,
  }
}

/** Several addresses were tried: the last error stands for them. */
function innermost(error: unknown): NodeJS.ErrnoException {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.at(-1) as NodeJS.ErrnoException
  }
  return error as NodeJS.ErrnoException
}
