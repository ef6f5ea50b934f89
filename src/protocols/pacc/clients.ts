// Whether a provider can be told to readers of PACC: no client is known that wants more than the draft does.
import type { Provider } from '../../settings/provider.js'
import { LONGEST_DISPLAY_NAME, LONGEST_SHORT_NAME } from '../../settings/warnings.js'
import type { Verdict } from '../clients.js'
import { statedName, statedShortName } from './document.js'
import { offeredServers, type PaccType, statedServers, whyNotInPacc } from './servers.js'

/** What a document says of logging in holds for all its servers. */
export const LOGS_IN_DIFFERENTLY = 'it logs in differently than the others'

export const PACC_CLIENTS = 'PACC clients (Himalaya, Evolution)'

export function judgePacc(provider: Provider): Verdict[] {
  const stated = statedServers(provider)
  const reasons = [
    ...(statedName(provider) === undefined ? [whyNoName(provider)] : []),
    ...(stated === undefined ? whyNotStated(provider) : []),
  ]
  if (reasons.length > 0 || stated === undefined) return [verdictOf('no', reasons)]
  const missing = [...offeredServers(provider).keys()].filter((type) => !stated.servers.has(type))
  const leftOut = [
    ...(provider.outgoingServers.length === 0 ? ['no smtp server: it could not send'] : []),
    ...whyMissing(provider, missing),
    ...(provider.displayShortName !== undefined && statedShortName(provider) === undefined
      ? [
          `the short name is left out: at most ${LONGEST_SHORT_NAME} characters, the same for all domains`,
        ]
      : []),
  ]
  return [verdictOf(leftOut.length === 0 ? 'yes' : 'partly', leftOut)]
}

function verdictOf(works: Verdict['works'], reasons: readonly string[]): Verdict {
  return reasons.length === 0
    ? { client: PACC_CLIENTS, works }
    : { client: PACC_CLIENTS, works, because: [...new Set(reasons)].join('; ') }
}

/** For providers that PACC has no name for. */
export function whyNoName({ displayName, displayShortName }: Provider): string {
  return (displayName ?? displayShortName) === undefined
    ? 'a displayName is needed'
    : `no name of at most ${LONGEST_DISPLAY_NAME} characters, the same for all mailboxes`
}

/** Receiving, or sending where it is offered, needs a server that can be stated. */
function whyNotStated(provider: Provider): string[] {
  const offered = offeredServers(provider)
  const incoming = ['imap', 'pop3', 'jmap'] as const
  const receiving = incoming.filter((type) => offered.has(type))
  if (receiving.length === 0) return ['no imap, pop3 or jmap server']
  const canReceive = receiving.some((type) =>
    offered.get(type)?.some((server) => whyNotInPacc(server, provider) === undefined),
  )
  if (!canReceive) return whyMissing(provider, receiving)
  return offered.has('smtp') ? whyMissing(provider, ['smtp']) : ['no smtp server']
}

function whyMissing(provider: Provider, types: readonly PaccType[]): string[] {
  const offered = offeredServers(provider)
  return types.flatMap((type) =>
    (offered.get(type) ?? []).map((server) => {
      const reason = whyNotInPacc(server, provider) ?? LOGS_IN_DIFFERENTLY
      return `${type}: ${reason}`
    }),
  )
}
