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
      const known = instead === undefined ? `no ${server.type} server` : described(instead)
      return {
        problem: `${withoutQuery(at)} names ${described(server)}; ${withoutQuery(reference.at)} names ${known}.`,
        fix: 'Let both say the same: some clients read the one, some the other.',
      }
    }),
  )
  return found.filter(
    ({ problem }, index) => found.findIndex((one) => one.problem === problem) === index,
  )
}

function described(server: AnnouncedServer): string {
  const { username } = server
  return username === undefined
    ? serverName(server)
    : `${serverName(server)} (user name ${form(username)})`
}

/** User names are said by their form, not with the address that was asked for. */
function form(username: string): string {
  return username.includes('@') ? 'the address' : 'not the address'
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
