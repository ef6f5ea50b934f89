// Which of the servers it found a client logs in to.
import type { AnnouncedServer } from '../protocols/announced.js'
import type { Cause } from './cause.js'
import type { Choice } from './search/clients.js'

/** For receiving and for sending: the servers of which one must work. */
function chosenServers(
  servers: readonly AnnouncedServer[],
  { takes, receives }: Choice,
): AnnouncedServer[][] {
  const incoming = servers.filter(({ type }) => type !== 'smtp' && receives.includes(type))
  const preferred = incoming[0]?.type
  const halves = [
    incoming.filter(({ type }) => type === preferred),
    servers.filter(({ type }) => type === 'smtp'),
  ]
  return halves
    .filter((half) => half.length > 0)
    .map((half) => {
      if (takes === 'any') return half
      return takes === 'first' ? half.slice(0, 1) : half.slice(-1)
    })
}

/** Why a client could not log in; undefined: it could. */
export function faultOfChoice(
  servers: readonly AnnouncedServer[],
  choice: Choice,
  faultOf: (server: AnnouncedServer) => Cause | undefined,
): Cause | undefined {
  for (const half of chosenServers(servers, choice)) {
    const faults = half.map(faultOf)
    if (faults.every((fault) => fault !== undefined)) return faults[0]
  }
  return undefined
}
