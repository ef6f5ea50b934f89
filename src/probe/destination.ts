// A name and a port → the addresses to connect to.
import { isIP, type LookupFunction } from 'node:net'
import { type Endpoint, redirected } from './connect-to.js'
import type { Failure } from './failure.js'
import type { Network } from './network.js'

export type Destination =
  | {
      ok: true
      host: string
      port: number
      addresses: readonly { address: string; family: number }[]
      lookup: LookupFunction
    }
  | Failure

/** Failure: the name has no address, or the resolver does not say. */
export async function findDestination(asked: Endpoint, network: Network): Promise<Destination> {
  const { host, port } = redirected(network.connectTo, asked)
  const resolved = await network.names.addresses(host)
  switch (resolved.kind) {
    case 'none':
      return { ok: false, reason: 'no address', message: 'the name has no address' }
    case 'failed':
      return { ok: false, reason: 'resolver', message: resolved.message }
    case 'found': {
      const addresses = resolved.records.map((address) => ({ address, family: isIP(address) }))
      return {
        ok: true,
        host,
        port,
        addresses,
        lookup: (_name, options, callback) => {
          const [first] = addresses
          if (options.all === true) callback(null, addresses)
          else callback(null, first?.address ?? '', first?.family)
        },
      }
    }
  }
}
