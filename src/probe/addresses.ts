// Every address of a name by itself: a client that tries them in turn hides those that are dead.
import { connect } from 'node:net'
import type { Endpoint } from './connect-to.js'
import { findDestination } from './destination.js'
import { failureOf } from './failure.js'
import type { Network } from './network.js'

export interface TriedAddress {
  address: string
  /** `unknown`: it was not to be found out from here, for want of a route or of time. */
  state: 'open' | 'refused' | 'timeout' | 'unknown'
}

// As long as clients wait before they give an address up, at least.
const CONNECT_MS = 3000

/** Connects to the given number of addresses of each family. Nothing where a name has addresses of one family only. */
export async function tryFamilies(
  asked: Endpoint,
  mostOfFamily: number,
  network: Network,
): Promise<TriedAddress[]> {
  const destination = await findDestination(asked, network)
  if (!destination.ok) return []
  const { addresses, port } = destination
  const families = [4, 6].map((wanted) => addresses.filter(({ family }) => family === wanted))
  if (families.some((family) => family.length === 0)) return []
  const tried = families.flatMap((family) => family.slice(0, mostOfFamily))
  return Promise.all(
    tried.map(async ({ address }) => ({ address, state: await stateOf(address, port, network) })),
  )
}

function stateOf(
  address: string,
  port: number,
  { signal }: Network,
): Promise<TriedAddress['state']> {
  if (signal.aborted) return Promise.resolve('unknown')
  return new Promise((resolve) => {
    const socket = connect({ host: address, port })
    const end = (state: TriedAddress['state']) => {
      signal.removeEventListener('abort', stop)
      socket.destroy()
      resolve(state)
    }
    const stop = () => {
      end('unknown')
    }
    signal.addEventListener('abort', stop, { once: true })
    socket.setTimeout(CONNECT_MS, () => {
      end('timeout')
    })
    socket.once('connect', () => {
      end('open')
    })
    socket.on('error', (error) => {
      const { reason } = failureOf(error, port)
      end(reason === 'refused' || reason === 'timeout' ? reason : 'unknown')
    })
  })
}
