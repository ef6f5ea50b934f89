// Whether Apple's devices get an account out of a profile.
import type { Provider } from '../../settings/provider.js'
import { type Verdict, verdict, whyNone } from '../clients.js'
import { profileServers, whyNotInProfile } from './servers.js'

export const PROFILE_CLIENTS = 'iPhone, iPad, Mac: with the profile'

export function judgeProfile(provider: Provider): Verdict[] {
  const { incomingServers, outgoingServers } = provider
  const reasons =
    profileServers(provider) === undefined
      ? [
          ...whyNone(incomingServers, ['imap', 'pop3'], whyNotInProfile),
          ...whyNone(outgoingServers, ['smtp'], whyNotInProfile),
        ]
      : []
  return [verdict(PROFILE_CLIENTS, reasons)]
}
