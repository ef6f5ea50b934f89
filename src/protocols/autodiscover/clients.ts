// Which readers of POX autodiscover will get an account out of it.
import type { Provider } from '../../settings/provider.js'
import { type Verdict, verdict } from '../clients.js'
import { statedServers, whyNotInPox } from './servers.js'

/** Classic Outlook, in its old account wizard, and eM Client read the same elements. */
export function judgeAutodiscover(provider: Provider): Verdict[] {
  const reasons = whyNotStated(provider)
  return [verdict('Outlook (classic, old account wizard)', reasons), verdict('eM Client', reasons)]
}

function whyNotStated(provider: Provider): string[] {
  const stated = statedServers(provider)
  const missingSmtp =
    provider.outgoingServers.length === 0 ? ['no smtp server: it could not send'] : []
  if (stated !== undefined) return missingSmtp
  const { incomingServers, outgoingServers } = provider
  const reasons = [...incomingServers, ...outgoingServers].flatMap((server) => {
    if (!['imap', 'pop3', 'smtp'].includes(server.type)) return []
    const reason = whyNotInPox(server)
    return reason === undefined ? [] : [`${server.type}: ${reason}`]
  })
  return reasons.length > 0 ? reasons : ['no imap or pop3 server']
}
