// The contract of a discovery protocol, and what each is given.
import type { FastifyPluginAsync } from 'fastify'
import type { Found } from '../settings/lookup.js'
import type { Provider } from '../settings/provider.js'
import type { SigningCredentials } from '../settings/signing.js'
import type { MaybePromise, Table } from '../settings/table.js'
import type { Answer } from './answer.js'
import type { Verdict } from './clients.js'
import type { CoverageQuestion, WhyNotStated } from './coverage.js'
import type { ForPeople } from './people.js'

/** What answers are made from, over HTTP and on the command line alike. */
export interface AnswerOptions {
  /** The settings as they are now; ask again for each request. */
  table: () => Table
  /** What signs profiles, as it is now; undefined: they go out unsigned. */
  credentials: () => SigningCredentials | undefined
  /** For what an answer says of the time. */
  clock: () => Date
}

export interface ProtocolOptions extends AnswerOptions {
  /** Whether a trusted proxy says that the request came over plain http. */
  cameOverHttp: (request: { raw: ProxiedRequest }) => boolean
  people: ForPeople
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
  /** What a client would get that asks for this; absent where there is nothing a command could print. */
  render?: (found: Found | undefined, options: AnswerOptions) => MaybePromise<Answer>
  /** Whether the clients that read this protocol will accept what they are told. */
  judge?: (provider: Provider) => Verdict[]
  /** Which servers an answer states; absent where answers name none. */
  coverage?: (question: CoverageQuestion) => WhyNotStated
}
