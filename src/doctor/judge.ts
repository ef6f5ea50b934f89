// What a client's search and the servers at the end of it come to: whether a person succeeds, and if not, why.
import type { AnnouncedServer } from '../protocols/announced.js'
import { type Cause, withoutQuery } from './cause.js'
import { faultOfChoice } from './chosen-servers.js'
import type { Choice } from './search/clients.js'
import type { BlockingCause, ClientReport } from './report.js'
import type { Search } from './search/search.js'
import type { AskedServers } from './servers.js'
import type { Traps } from './traps.js'

export function judge(
  { client, steps, found, cause, byHand }: Search,
  choice: Choice | undefined,
  { faultOf }: AskedServers,
  { deeper }: Traps,
): ClientReport {
  if (byHand !== undefined) return { client, steps, works: 'by hand', about: byHand }
  if (found === undefined || choice === undefined) {
    return { client, steps, works: 'no', ...(cause && { cause: deeper(cause) }) }
  }
  const at = withoutQuery(found.at)
  const { servers, usable = servers } = found
  const fault =
    usable && (nothingToReceive(at, usable, choice) ?? faultOfChoice(usable, choice, faultOf))
  if (fault !== undefined) return { client, steps, works: 'no', at, cause: fault }
  const cannotSend = servers?.every(({ type }) => type !== 'smtp') === true
  const lacks = [...new Set([...(cannotSend ? [NO_SENDING] : []), ...found.lacks])]
  const about = [...new Set([...lacks, ...found.remarks])].join('; ')
  const told = about === '' ? {} : { about }
  if (lacks.length === 0) return { client, steps, works: 'yes', at, ...told }
  const lacking = { problem: `${at}: ${lacks.join('; ')}.`, fix: COMPLETE }
  return { client, steps, works: 'partly', at, ...told, cause: cause ? deeper(cause) : lacking }
}

// As the judgement of documents says it, so that it is said once.
const NO_SENDING = 'no smtp server: it could not send'

const COMPLETE = 'Add what is missing to the settings that it comes from.'

function nothingToReceive(
  at: string,
  servers: readonly AnnouncedServer[],
  { receives }: Choice,
): Cause | undefined {
  const types = receives.join(' or ')
  return servers.some(({ type }) => type !== 'smtp' && receives.includes(type))
    ? undefined
    : { problem: `${at} names no ${types} server.`, fix: `Add an ${types} server.` }
}

/** The cause that stops most clients comes first. */
export function ranked(reports: readonly ClientReport[]): BlockingCause[] {
  const causes = new Map<string, Cause & { clients: string[] }>()
  for (const { client, cause } of reports) {
    if (cause === undefined) continue
    const known = causes.get(cause.problem)
    if (known === undefined) causes.set(cause.problem, { ...cause, clients: [client] })
    else known.clients.push(client)
  }
  return [...causes.values()].toSorted((a, b) => b.clients.length - a.clients.length)
}
