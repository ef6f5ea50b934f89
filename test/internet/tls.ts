// What a TLS server of the private internet is made of.
import type { SecureContextOptions } from 'node:tls'
import type { Certificate } from './authority.js'

/** The only version a server still speaks. */
export type OldTls = 'TLSv1' | 'TLSv1.1'

export function tlsOptions(
  { key, cert }: Certificate,
  only: OldTls | undefined,
): SecureContextOptions {
  if (only === undefined) return { key, cert }
  // OpenSSL has these versions only where nothing counts as too weak.
  return { key, cert, minVersion: only, maxVersion: only, ciphers: 'DEFAULT@SECLEVEL=0' }
}
