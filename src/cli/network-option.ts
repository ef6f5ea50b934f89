// --resolver and --connect-to, for every command that looks at the outside.
import { type ConnectTo, parseConnectTo } from '../probe/connect-to.js'
import { parseResolver } from '../probe/names.js'
import { createNetwork, type Network } from '../probe/network.js'
import type { CommandInput } from './command.js'

export const NETWORK_OPTIONS = {
  resolver: { type: 'string' },
  'connect-to': { type: 'string', multiple: true },
} as const

/** For the first line of a usage. */
export const NETWORK_USAGE = '[--resolver ADDRESS:PORT] [--connect-to RULE]…'

/** For the lines below it. */
export const CONNECT_TO_MEANING =
  '--connect-to: HOST1:PORT1:HOST2:PORT2 connects to the second where the first is meant'

export interface NetworkFlags {
  resolver: string | undefined
  connectTo: readonly ConnectTo[]
}

/** A sentence where a flag makes no sense. */
export function readNetworkFlags(values: CommandInput['values']): NetworkFlags | string {
  const { resolver: written } = values
  const resolver = typeof written === 'string' ? parseResolver(written) : undefined
  if (written !== undefined && resolver === undefined) {
    return '--resolver is an IP address, with its port behind a colon if that is not 53'
  }
  const rules = (values['connect-to'] ?? []) as readonly string[]
  const connectTo = rules.map(parseConnectTo)
  const wrong = rules.find((_, index) => connectTo[index] === undefined)
  if (wrong !== undefined) return `--connect-to is HOST1:PORT1:HOST2:PORT2, and not "${wrong}"`
  return { resolver, connectTo: connectTo.filter((rule) => rule !== undefined) }
}

// A list of a million takes hours; each exchange has a limit of its own.
const LONGEST_RUN_MS = 7 * 24 * 3_600_000

/** To a service that an admin names: hosts as this machine knows them, unless a resolver is named. */
export function openNetwork(flags: NetworkFlags): Network {
  const hosts = flags.resolver === undefined ? 'system' : 'DNS'
  return createNetwork({ ...flags, hosts, withinMs: LONGEST_RUN_MS })
}
