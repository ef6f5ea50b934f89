// The way out: how names are resolved, where connections go, whom certificates are to be trusted for, and until when.
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { createNames, type Names } from './names.js'
import type { ConnectTo } from './connect-to.js'

export interface Network {
  names: Names
  /** Rules that send connections elsewhere than to the addresses of a name; the first that fits counts. */
  connectTo: readonly ConnectTo[]
  /** With more authorities than Node trusts by itself; undefined: with those. */
  trust: SecureContext | undefined
  /** Ends every probe that still runs. */
  signal: AbortSignal
}

export interface NetworkOptions {
  /** `ADDRESS:PORT` of the resolver; default: those of this machine. */
  resolver?: string | undefined
  connectTo?: readonly ConnectTo[]
  /** Authorities in PEM, besides those that Node trusts. */
  authorities?: string | undefined
  /** No probe outlasts this many milliseconds from now. */
  withinMs: number
}

export function createNetwork(options: NetworkOptions): Network {
  const { resolver, connectTo = [], authorities, withinMs } = options
  const signal = AbortSignal.timeout(withinMs)
  // Made once: reading all authorities takes longer than a handshake.
  const trust =
    authorities === undefined
      ? undefined
      : createSecureContext({ ca: [...rootCertificates, authorities] })
  return { names: createNames(resolver, signal), connectTo, trust, signal }
}
