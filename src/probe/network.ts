// The way out: how names are resolved, where connections go, whom certificates are to be trusted for, and until when.
import { createNames, type Names } from './names.js'
import type { ConnectTo } from './connect-to.js'

export interface Network {
  names: Names
  /** Rules that send connections elsewhere than to the addresses of a name; the first that fits counts. */
  connectTo: readonly ConnectTo[]
  /** Authorities in PEM, besides those that Node trusts. */
  authorities?: string | undefined
  /** Ends every probe that still runs. */
  signal: AbortSignal
}

export interface NetworkOptions {
  /** `ADDRESS:PORT` of the resolver; default: those of this machine. */
  resolver?: string | undefined
  connectTo?: readonly ConnectTo[]
  authorities?: string | undefined
  /** No probe outlasts this many milliseconds from now. */
  withinMs: number
}

export function createNetwork(options: NetworkOptions): Network {
  const { resolver, connectTo = [], authorities, withinMs } = options
  const signal = AbortSignal.timeout(withinMs)
  return { names: createNames(resolver, signal), connectTo, authorities, signal }
}
