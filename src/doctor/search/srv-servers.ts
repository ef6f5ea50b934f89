// Mail servers as SRV records state them (RFC 6186, RFC 8314), which FairEmail prefers to everything else.
import { mailLabels } from '../../dns/places.js'
import { ownerOf } from '../../dns/srv.js'
import type { AnnouncedServer } from '../../protocols/announced.js'
import type { Names } from '../../probe/names.js'
import type { Question } from '../question.js'
import type { Search } from './search.js'
import { socketTypeOfMailPort } from './socket-types.js'

interface SrvServer {
  priority: number
  server: AnnouncedServer
}

async function recordsOf(names: Names, domain: string): Promise<SrvServer[]> {
  const asked = mailLabels().map(async ({ label, type, socketType }) => {
    const resolved = await names.resolve('SRV', ownerOf(label, domain))
    if (resolved.kind !== 'found') return []
    return resolved.records
      .filter(({ name }) => name !== '' && name !== '.')
      .map(({ priority, port, name }) => {
        const hostname = name.toLowerCase()
        const server = { type, hostname, port, socketType, username: undefined, authentication: [] }
        return { priority, server }
      })
  })
  return (await Promise.all(asked)).flat().toSorted((a, b) => a.priority - b.priority)
}

/** In order of priority. Records that say "not offered" are none. */
export async function serversBySrv(names: Names, domain: string): Promise<AnnouncedServer[]> {
  return (await recordsOf(names, domain)).map(({ server }) => server)
}

/** What FairEmail makes of them. Both halves must be there, or it forgets the records. */
export async function fairEmailBySrv(
  { domain }: Question,
  names: Names,
): Promise<Search | undefined> {
  const records = await recordsOf(names, domain)
  const [imap] = records.filter(({ server }) => server.type === 'imap')
  const [smtp] = records
    .filter(({ server }) => server.type === 'smtp')
    // Of records with one priority it takes the STARTTLS one.
    .toSorted((a, b) => a.priority - b.priority || rank(a) - rank(b))
  if (imap === undefined || smtp === undefined) return undefined
  const at = `SRV records of ${domain}`
  const servers = [imap, smtp].map(({ server }) => ({
    ...server,
    ...(server.port !== undefined && { socketType: socketTypeOfMailPort(server.port) }),
  }))
  const found = { at, servers, lacks: [], remarks: [] }
  return { client: 'FairEmail', steps: [{ at, result: 'imap and smtp' }], found }
}

function rank({ server }: SrvServer): number {
  return server.socketType === 'STARTTLS' ? 0 : 1
}
