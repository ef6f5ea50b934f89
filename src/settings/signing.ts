// What a profile is signed with: files that the settings name, and what was read from them.
import type { KeyObject } from 'node:crypto'

/** Absolute paths of PEM files. */
export interface SigningFiles {
  /** The certificate, and after it every intermediate one. */
  certificateFile: string
  keyFile: string
}

export interface SigningCredentials {
  /** DER, the signer's own certificate first. */
  certificates: readonly Uint8Array[]
  /** The private key of the first certificate: RSA, or ECDSA on P-256. */
  key: KeyObject
}
