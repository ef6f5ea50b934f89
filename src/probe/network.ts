// The way out: how names are resolved, where connections go, whom certificates are to be trusted for, and until when.
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { createNames, type Names, withSystemHosts } from './names.js'
import type { ConnectTo } from './connect-to.js'

export interface Network {
  names: Names
  /** Rules that send connections elsewhere than to the addresses of a name; the first that fits counts. */
  connectTo: readonly ConnectTo[]
  /** With more authorities than Node trusts by itself; undefined: with those. */
  trust: SecureContext | undefined
  /** How long one exchange may take, over HTTP or with a mail server. */
  exchangeMs: number
  /** Ends every probe that still runs. */
  signal: AbortSignal
}

export interface NetworkOptions {
  /** `ADDRESS:PORT` of the resolver; default: those of this machine. */
  resolver?: string | undefined
  /** `system`: names as every program on this machine resolves them, its own list of hosts included. */
  hosts?: 'DNS' | 'system'
  connectTo?: readonly ConnectTo[]
  /** Authorities in PEM, besides those that Node trusts. */
  authorities?: string | undefined
  /** Default: Thunderbird's patience; a document that takes longer is none for it. */
  exchangeMs?: number
  /** No probe outlasts this many milliseconds from now. */
  withinMs: number
}

const USUAL_EXCHANGE_MS = 5000

export function createNetwork(options: NetworkOptions): Network {
  const { resolver, hosts = 'DNS', connectTo = [], authorities } = options
  const { exchangeMs = USUAL_EXCHANGE_MS, withinMs } = options
  const signal = AbortSignal.timeout(withinMs)
  // Made once: reading all authorities takes longer than a handshake.
  const trust =
    authorities === undefined
      ? undefined
      : createSecureContext({ ca: [...rootCertificates, authorities] })
  const names = createNames(resolver, signal)
  return {
    names: hosts === 'DNS' ? names : withSystemHosts(names),
    connectTo,
    trust,
    exchangeMs,
    signal,
  }
}
