// The announced mail servers themselves, each asked once.
import type { AnnouncedServer } from '../protocols/announced.js'
import { askMailServer, type MailOutcome } from '../probe/mail-server.js'
import type { Network } from '../probe/network.js'
import { defaultPort, socketTypeOfPort } from '../settings/server-types.js'
import type { Cause } from './cause.js'
import { daysLeft, endsSoon, soonEnded } from './days-left.js'
import { faultOfServer, serverName } from './mail-faults.js'
import type { ServerReport } from './report.js'

export interface AskedServers {
  faultOf: (server: AnnouncedServer) => Cause | undefined
  reports: readonly ServerReport[]
  notes: readonly Cause[]
}

/** One server may be announced by several formats; what they leave out is what the port stands for. */
export async function askServers(
  announced: readonly AnnouncedServer[],
  network: Network,
): Promise<AskedServers> {
  const { wanted, unasked } = serversToAsk(announced)
  const asked = await Promise.all(
    wanted.map(async ([key, server]) => [key, server, await askOne(server, network)] as const),
  )
  const outcomes = new Map(asked.map(([key, , outcome]) => [key, outcome]))
  const faultOf = (server: AnnouncedServer) => {
    const whole = complete(server)
    const outcome = outcomes.get(keyOf(whole))
    return outcome === undefined ? undefined : faultOfServer(whole, outcome)
  }
  return {
    faultOf,
    reports: asked.map(([, server, outcome]) => reportOf(server, outcome)),
    notes: [
      ...asked.flatMap(([, server, outcome]) => notesOn(server, outcome)),
      ...(unasked > 0 ? [tooMany(unasked)] : []),
    ],
  }
}

/** Each once, under its name, and with what its port stands for. `unasked`: how many are left out. */
export function serversToAsk(announced: readonly AnnouncedServer[]) {
  const byName = new Map(announced.map(complete).map((server) => [keyOf(server), server]))
  const servers = [...byName]
  const wanted = [...new Set(servers.map(([, { type }]) => type))].flatMap((type) =>
    servers.filter(([, server]) => server.type === type).slice(0, MOST_OF_A_TYPE),
  )
  return { wanted, unasked: servers.length - wanted.length }
}

// More than anybody announces with good reason: what strangers announce is not scanned for them.
const MOST_OF_A_TYPE = 20

function tooMany(unasked: number): Cause {
  return {
    problem: `${unasked} more mail servers are announced than were asked, ${MOST_OF_A_TYPE} of a type.`,
    fix: 'Announce few, the best one first: clients take the first that they can use.',
  }
}

function complete(server: AnnouncedServer): AnnouncedServer {
  const byPort = server.port === undefined ? undefined : socketTypeOfPort(server.port)
  const socketType = server.socketType ?? byPort ?? 'SSL'
  return { ...server, socketType, port: server.port ?? defaultPort(server.type, socketType) }
}

/** The methods belong to it: what one format announces may be offered, and what another does not. */
function keyOf(server: AnnouncedServer): string {
  return serverName(server)
}

async function askOne(
  { type, hostname, port, socketType }: AnnouncedServer,
  network: Network,
): Promise<MailOutcome> {
  if (port === undefined) {
    return { ok: false, reason: 'no address', message: 'no port is announced' }
  }
  return askMailServer({ type, host: hostname, port, socketType: socketType ?? 'SSL' }, network)
}

function reportOf(server: AnnouncedServer, outcome: MailOutcome): ServerReport {
  const name = serverName(server)
  const fault = faultOfServer(server, outcome)
  if (fault !== undefined || !outcome.ok) {
    return { server: name, works: false, about: fault?.problem.replace(`${name}: `, '') ?? '' }
  }
  const { tls, offer } = outcome
  const methods = [...new Set([...offer.mechanisms, ...(offer.hasLogin ? ['LOGIN'] : [])])]
  const about = [
    tls === undefined ? 'no encryption' : tls.protocol,
    ...(tls === undefined ? [] : [`${daysLeft(tls.validTo)} days`]),
    methods.join(' '),
  ]
  return { server: name, works: true, about: about.filter((text) => text !== '').join(', ') }
}

function notesOn(server: AnnouncedServer, outcome: MailOutcome): Cause[] {
  if (!outcome.ok) return []
  const { tls, offer } = outcome
  return [
    ...(tls !== undefined && endsSoon(tls) ? [soonEnded(server.hostname, tls)] : []),
    ...(server.socketType === 'plain'
      ? [
          {
            problem: `${serverName(server)} sends passwords in clear text.`,
            fix: offer.hasStartTls
              ? 'It offers STARTTLS: announce that instead, or SSL.'
              : 'Announce a port with SSL.',
          },
        ]
      : []),
  ]
}
