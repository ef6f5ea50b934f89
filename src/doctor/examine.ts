// The whole examination of a domain: every client searches at once, then the servers that were found are asked.
import type { AnnouncedServer } from '../protocols/announced.js'
import { createNetwork, type NetworkOptions } from '../probe/network.js'
import { disagreements, type Source } from './agreement.js'
import type { Cause } from './cause.js'
import { clients } from './search/clients.js'
import { onOwnName } from './search/autoconfig-urls.js'
import { deadAddresses, placesOf } from './dead-addresses.js'
import { localSource, servedOtherwise } from './local-answers.js'
import { findMailExchanger } from './search/mail-exchanger.js'
import { notesOnDns } from './notes-on-dns.js'
import { emailOf, type Question } from './question.js'
import { judge, ranked } from './judge.js'
import type { Report } from './report.js'
import type { Search } from './search/search.js'
import { type AskedServers, askServers } from './servers.js'
import { serversBySrv } from './search/srv-servers.js'
import { findTraps } from './traps.js'
import { webCertificates } from './web-certificates.js'
import { createVisits, type Visits } from './search/visits.js'

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
  const serverNetwork = createNetwork({ ...options, withinMs: SERVERS_MS })
  const [asked, traps, dead] = await Promise.all([
    askServers(announced, serverNetwork),
    findTraps(question, visits, names),
    deadAddresses(placesOf(visits, announced), serverNetwork),
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
    ...certificates.notes,
    ...searches.flatMap(({ notes: own = [] }) => own),
    ...faultsOf(announced, asked),
    ...asked.notes,
    ...dead,
  ]
  return {
    domain,
    clients: reports,
    servers: asked.reports,
    certificates: certificates.all,
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

/** Of every server that is announced: what stops nobody at first is met by those who choose it, or come so far. */
function faultsOf(announced: readonly AnnouncedServer[], { faultOf }: AskedServers): Cause[] {
  return announced.flatMap((server) => faultOf(server) ?? [])
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
