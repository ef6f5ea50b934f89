// Whose X-Forwarded-… headers count: those of the proxies that the operator names, nobody else's.
import { compile } from '@fastify/proxy-addr'
import type { ProtocolOptions } from '../protocols/protocol.js'

export type TrustsProxy = (address: string, hop: number) => boolean

/** `addresses`: IP addresses, CIDRs, `loopback`, `uniquelocal`. Throws on anything else. */
export function trustProxies(addresses: readonly string[]): TrustsProxy {
  return addresses.length === 0 ? () => false : compile([...addresses])
}

export function createCameOverHttp(trusts: TrustsProxy): ProtocolOptions['cameOverHttp'] {
  return ({ raw: { headers, socket } }) => {
    const forwarded = headers['x-forwarded-proto']
    if (typeof forwarded !== 'string') return false
    // Schemes are the same in any letter case (RFC 3986, section 3.1).
    const last = forwarded
      .slice(forwarded.lastIndexOf(',') + 1)
      .trim()
      .toLowerCase()
    return last === 'http' && trusts(socket.remoteAddress ?? '', 0)
  }
}
