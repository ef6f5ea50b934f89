// Mail servers as SRV records state them (RFC 6186, RFC 8314), which FairEmail prefers to everything else.
import { mailLabels } from '../dns/places.js'
import { ownerOf } from '../dns/srv.js'
import type { AnnouncedServer } from '../protocols/announced.js'
import type { Names } from '../probe/names.js'

/** In order of priority. Records that say "not offered" are none. */
export async function serversBySrv(names: Names, domain: string): Promise<AnnouncedServer[]> {
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
  const found = (await Promise.all(asked)).flat()
  return found.toSorted((a, b) => a.priority - b.priority).map(({ server }) => server)
}
