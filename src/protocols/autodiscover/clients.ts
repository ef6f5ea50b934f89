// Which readers of POX autodiscover will get an account out of it.
import type { Provider } from '../../settings/provider.js'
import { type Verdict, verdict, whyNone } from '../clients.js'
import { whyNotInPox } from './servers.js'

export const CLASSIC_OUTLOOK = 'Outlook (classic, old account wizard)'

/** Classic Outlook, in its old account wizard, and eM Client read the same elements. */
export function judgeAutodiscover(provider: Provider): Verdict[] {
  return [CLASSIC_OUTLOOK, 'eM Client'].map((client) => {
    const reasons = whyNotStated(provider)
    return reasons.length === 0 && provider.outgoingServers.length === 0
      ? { client, works: 'partly', because: 'no smtp server: it could not send' }
      : verdict(client, reasons)
  })
}

/** There is an answer only where each half, receiving and sending, has a server that can be stated. */
function whyNotStated({ incomingServers, outgoingServers }: Provider): string[] {
  return [
    ...whyNone(incomingServers, ['imap', 'pop3'], whyNotInPox),
    ...(outgoingServers.length === 0 ? [] : whyNone(outgoingServers, ['smtp'], whyNotInPox)),
  ]
}
