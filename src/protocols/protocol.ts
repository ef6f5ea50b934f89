// The contract of a discovery protocol, and what each is given.
import type { FastifyPluginAsync } from 'fastify'
import type { Found } from '../settings/lookup.js'
import type { Provider } from '../settings/provider.js'
import type { Table } from '../settings/table.js'
import type { Answer } from './answer.js'
import type { Verdict } from './clients.js'

export interface ProtocolOptions {
  /** The settings as they are now; ask again for each request. */
  table: () => Table
  /** Whether a trusted proxy says that the request came over plain http. */
  cameOverHttp: (request: { raw: ProxiedRequest }) => boolean
}

interface ProxiedRequest {
  headers: NodeJS.Dict<string | string[]>
  socket: { remoteAddress?: string | undefined }
}

/** The name under which a handler leaves the hosted domain it answered for, for the log. */
export const HOSTED_DOMAIN = 'hostedDomain'

export interface Protocol {
  /** As in `render NAME`. */
  name: string
  /** For the endpoint table of the README: method and path, and who asks there. */
  endpoints: readonly { method: string; path: string; askedBy: string }[]
  routes: FastifyPluginAsync<ProtocolOptions>
  /** What a client would get that asks for this; the table is needed for addresses of our own services. */
  render(found: Found | undefined, table: Table): Answer
  /** Whether the clients that read this protocol will accept what they are told. */
  judge?: (provider: Provider) => Verdict[]
}
