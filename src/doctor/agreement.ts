// Whether all answers say the same: clients that ask in different ways must end up at the same servers.
import { serverName } from './mail-faults.js'
import type { AnnouncedServer } from '../protocols/announced.js'
import { type Cause, withoutQuery } from './cause.js'

export interface Source {
  at: string
  servers: readonly AnnouncedServer[]
}

/** Each source against the first: servers that the first does not name, or names differently. */
export function disagreements(sources: readonly Source[]): Cause[] {
  const [reference, ...others] = sources
  if (reference === undefined) return []
  const found = others.flatMap(({ at, servers }) =>
    servers.flatMap((server) => {
      if (reference.servers.some((one) => agree(one, server))) return []
      const instead = reference.servers.find(({ type }) => type === server.type)
      const { at: known } = reference
      return {
        problem: `Two answers for ${server.type}: ${said(server, instead)} (${withoutQuery(at)}), ${said(instead, server)} (${withoutQuery(known)}).`,
        fix: 'Let both say the same: some clients read the one, some the other.',
      }
    }),
  )
  return found.filter(
    ({ problem }, index) => found.findIndex((one) => one.problem === problem) === index,
  )
}

/** The user name only where nothing else tells the two apart, and not as it is: it may be somebody's address. */
function said(server: AnnouncedServer | undefined, other: AnnouncedServer | undefined): string {
  if (server === undefined) return 'none'
  const place = serverName(server).replace(`${server.type} `, '')
  const isSamePlace = other !== undefined && agree({ ...other, username: undefined }, server)
  if (!isSamePlace || server.username === undefined) return place
  return `${place} with ${server.username.includes('@') ? 'the address' : 'another user name'}`
}

function agree(one: AnnouncedServer, other: AnnouncedServer): boolean {
  return (
    one.type === other.type &&
    one.hostname.toLowerCase() === other.hostname.toLowerCase() &&
    equalIfBoth(one.port, other.port) &&
    equalIfBoth(one.socketType, other.socketType) &&
    equalIfBoth(one.username, other.username)
  )
}

function equalIfBoth<Value>(one: Value | undefined, other: Value | undefined): boolean {
  return one === undefined || other === undefined || one === other
}
