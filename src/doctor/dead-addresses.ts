// Addresses of one family that are dead beside a live one of the other: whoever tries them first waits for nothing.
import type { AnnouncedServer } from '../protocols/announced.js'
import { tryFamilies } from '../probe/addresses.js'
import type { Endpoint } from '../probe/connect-to.js'
import type { Network } from '../probe/network.js'
import { portOf } from '../probe/web.js'
import type { Cause } from './cause.js'
import { isIspdb } from './search/autoconfig-urls.js'
import type { Visits } from './search/visits.js'
import { serversToAsk } from './servers.js'

/** What is asked for a domain over the web, and the mail servers of it. */
export function placesOf(visits: Visits, announced: readonly AnnouncedServer[]): Endpoint[] {
  const web = visits
    .all()
    .filter(({ url }) => !isIspdb(url))
    .map(({ url }) => new URL(url))
    .map((url) => ({ host: url.hostname, port: portOf(url) }))
  const mail = serversToAsk(announced).wanted.flatMap(([, { hostname, port }]) =>
    port === undefined ? [] : [{ host: hostname.toLowerCase(), port }],
  )
  const byName = new Map([...web, ...mail].map((one) => [`${one.host}:${one.port}`, one]))
  return [...byName.values()]
}

// Clients try the first ones only, and what strangers publish is not scanned for them.
const MOST_OF_FAMILY = 2

/** One note for each dead address, with all the names and ports that it is dead for. */
export async function deadAddresses(
  places: readonly Endpoint[],
  network: Network,
): Promise<Cause[]> {
  const found = new Map<string, Dead>()
  const tried = await Promise.all(
    places.map(
      async (place) => [place, await tryFamilies(place, MOST_OF_FAMILY, network)] as const,
    ),
  )
  for (const [{ host, port }, addresses] of tried) {
    for (const { address, state } of addresses) {
      const isDead = state === 'refused' || state === 'timeout'
      const isLiveElsewhere = addresses.some(
        (other) => other.state === 'open' && familyOf(other.address) !== familyOf(address),
      )
      if (!isDead || !isLiveElsewhere) continue
      const key = `${address} ${state}`
      const dead = found.get(key) ?? { address, hosts: new Set(), ports: new Set(), state }
      dead.hosts.add(host)
      dead.ports.add(port)
      found.set(key, dead)
    }
  }
  return [...found.values()].map(noteOn)
}

interface Dead {
  address: string
  hosts: Set<string>
  ports: Set<number>
  state: 'refused' | 'timeout'
}

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4'
}

function noteOn({ address, hosts, ports, state }: Dead): Cause {
  const family = familyOf(address)
  const [type, other] = family === 'IPv6' ? ['AAAA', 'IPv4'] : ['A', 'IPv6']
  const names = [...hosts].toSorted().join(', ')
  const numbers = [...ports].toSorted((a, b) => a - b).join(', ')
  const what = state === 'refused' ? 'refuses connections to' : 'does not answer on'
  const consequence =
    state === 'refused'
      ? 'Not every client tries another address.'
      : `Clients that try ${family} first wait seconds for it.`
  return {
    problem: `The ${family} address ${address} of ${names} ${what} port ${numbers}; an ${other} address answers.`,
    fix: `Let the server listen there and open the firewall, or remove the ${type} record. ${consequence}`,
  }
}
