// Exchange ActiveSync as autodiscover states it, in mobilesync XML and in JSON.
import type { Provider, Server } from '../settings/provider.js'
import { type Verdict, verdict } from './clients.js'

/** Of any letter case, as autoconfig documents write it. */
export function activeSyncServers({ incomingServers }: Provider): readonly Server[] {
  return incomingServers.filter(({ type }) => type.toLowerCase() === 'activesync')
}

/** Clients take the host out of the URL and always speak TLS to it. */
export function whyNotInMobilesync({ url }: Server): string | undefined {
  return url?.startsWith('https://') === true ? undefined : 'its URL is not https'
}

/**
 * The URL of the provider's ActiveSync server, placeholders in place; undefined where there is none.
 */
export function activeSyncUrl(provider: Provider): string | undefined {
  return activeSyncServers(provider).find((server) => whyNotInMobilesync(server) === undefined)?.url
}

/** Phones ask for this when a person picks the account type Exchange, and for nothing else then. */
export function judgeActiveSync(provider: Provider): Verdict {
  const reason =
    activeSyncServers(provider).length === 0
      ? 'there is no Exchange server here; choose IMAP or "Other" instead'
      : 'the ActiveSync server has no https URL; choose IMAP or "Other" instead'
  return verdict(
    'Accounts of type Exchange (Apple, Samsung, Gmail app)',
    activeSyncUrl(provider) === undefined ? [reason] : [],
  )
}
