// What an examination found, as plain values: the command prints it for people or as JSON.
import type { Cause } from './cause.js'
import type { WebCertificate } from './web-certificates.js'
import type { Step } from './search/search.js'

export interface ClientReport {
  client: string
  /** `by hand`: nobody could serve it; its users type the values. */
  works: 'yes' | 'partly' | 'no' | 'by hand'
  /** Where it found its settings, without a query. */
  at?: string
  /** How, what is missing, or what people do instead. */
  about?: string
  /** Why not; there is one wherever it does not work. */
  cause?: Cause
  steps: readonly Step[]
}

export interface ServerReport {
  /** `imap mail.example.com:993 SSL` */
  server: string
  works: boolean
  /** TLS version, days left, methods; or why not. */
  about: string
}

/** Why clients fail, the one that stops most of them first. */
export interface BlockingCause extends Cause {
  clients: readonly string[]
}

export interface Report {
  domain: string
  clients: readonly ClientReport[]
  servers: readonly ServerReport[]
  /** Of the web servers that were asked. */
  certificates: readonly WebCertificate[]
  causes: readonly BlockingCause[]
  /** What stops nobody, and had better be mended. */
  notes: readonly Cause[]
}

export function succeeds({ clients }: Report): boolean {
  return clients.every(({ works }) => works === 'yes' || works === 'by hand')
}
