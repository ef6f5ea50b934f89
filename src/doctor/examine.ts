// The whole examination of a domain: every client searches at once, then the servers that were found are asked.
import type { AnnouncedServer } from '../protocols/announced.js'
import { createNetwork, type NetworkOptions } from '../probe/network.js'
import { disagreements, type Source } from './agreement.js'
import type { Cause } from './cause.js'
import { chosenServers, faultOfChoice } from './chosen-servers.js'
import { type Choice, clients } from './clients.js'
import { onOwnName } from './autoconfig-urls.js'
import { localSource, servedOtherwise } from './local-answers.js'
import { findMailExchanger } from './mail-exchanger.js'
import { notesOnDns } from './notes-on-dns.js'
import { emailOf, type Question } from './question.js'
import type { BlockingCause, ClientReport, Report } from './report.js'
import type { Search } from './search.js'
import { type AskedServers, askServers } from './servers.js'
import { serversBySrv } from './srv-servers.js'
import { findTraps, type Traps } from './traps.js'
import { endingSoon, webCertificates } from './web-certificates.js'
import { createVisits, type Visits } from './visits.js'
import { withoutQuery } from './cause.js'

// Together under fifteen seconds, whatever does not answer.
const DISCOVERY_MS = 8500
const SERVERS_MS = 5000

/** `progress` hears what is being done. */
export async function examine(
  question: Question,
  options: Omit<NetworkOptions, 'withinMs'>,
  progress: (what: string) => void = () => undefined,
): Promise<Report> {
  const { domain } = question
  const network = createNetwork({ ...options, withinMs: DISCOVERY_MS })
  const { names } = network
  const visits = createVisits(network)
  const exchanger = findMailExchanger(names, domain)
  progress(`asking for ${domain} as ${clients.length} kinds of clients do`)
  const [searches, bySrv, dnsNotes] = await Promise.all([
    Promise.all(clients.map(({ search }) => search({ question, visits, names, exchanger }))),
    serversBySrv(names, domain),
    notesOnDns(question, names),
  ])
  const sources = sourcesOf(question, searches, bySrv)
  const announced = sources.flatMap(({ servers }) => servers)
  progress(`asking the mail servers that are announced`)
  const [asked, traps] = await Promise.all([
    askServers(announced, createNetwork({ ...options, withinMs: SERVERS_MS })),
    findTraps(question, visits, names),
  ])
  const reports = searches.map((search, index) =>
    judge(search, clients[index]?.choice, asked, traps),
  )
  const causes = ranked(reports)
  const certificates = webCertificates(visits)
  const notes = [
    ...searches.flatMap(({ found, cause }) => (found && cause ? [traps.deeper(cause)] : [])),
    ...disagreements(sources),
    ...(await notesOnServed(question, visits)),
    ...dnsNotes,
    ...endingSoon(certificates),
    ...faultsOfUnchosen(announced, searches, asked),
    ...asked.notes,
  ]
  return {
    domain,
    clients: reports,
    servers: asked.reports,
    certificates,
    causes,
    notes: traps.isFatal ? [] : others(notes, causes),
  }
}

/** What the settings at hand say comes first: everything else is held against it. */
function sourcesOf(
  question: Question,
  searches: readonly Search[],
  bySrv: Source['servers'],
): Source[] {
  const found = searches.flatMap(({ found: settings }) =>
    settings?.servers === undefined ? [] : { at: settings.at, servers: settings.servers },
  )
  const all = [
    ...localSource(question),
    ...found,
    { at: `SRV records of ${question.domain}`, servers: bySrv },
  ]
  return all.filter(({ servers }) => servers.length > 0)
}

function judge(
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
  const { servers } = found
  const fault =
    servers && (nothingToReceive(at, servers, choice) ?? faultOfChoice(servers, choice, faultOf))
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

/** Faults of servers that no client takes first: people who choose them meet them. */
function faultsOfUnchosen(
  announced: readonly AnnouncedServer[],
  searches: readonly Search[],
  { faultOf }: AskedServers,
): Cause[] {
  const chosen = searches.flatMap(({ found }, index) => {
    const choice = clients[index]?.choice
    return choice === undefined ? [] : chosenServers(found?.servers ?? [], choice).flat()
  })
  const known = new Set(chosen.map((server) => faultOf(server)?.problem))
  return announced.flatMap((server) => {
    const fault = faultOf(server)
    return fault === undefined || known.has(fault.problem) ? [] : [fault]
  })
}

function ranked(reports: readonly ClientReport[]): BlockingCause[] {
  const causes = new Map<string, Cause & { clients: string[] }>()
  for (const { client, cause } of reports) {
    if (cause === undefined) continue
    const known = causes.get(cause.problem)
    if (known === undefined) causes.set(cause.problem, { ...cause, clients: [client] })
    else known.clients.push(client)
  }
  return [...causes.values()].toSorted((a, b) => b.clients.length - a.clients.length)
}

/** Each once, and none that stops somebody: that stands above. */
function others(notes: readonly Cause[], causes: readonly Cause[]): Cause[] {
  const known = new Set(causes.map(({ problem }) => problem))
  return notes.filter(({ problem }) => known.size < known.add(problem).size)
}

/** The document that most clients read, against the settings at hand. */
async function notesOnServed(question: Question, visits: Visits): Promise<Cause[]> {
  const query = `?emailaddress=${encodeURIComponent(emailOf(question))}`
  const way = await visits.get(onOwnName('https', question.domain, query))
  const last = way.at(-1)
  return last?.outcome.ok === true && last.outcome.status === 200
    ? servedOtherwise(question, last.url, last.outcome.body)
    : []
}
