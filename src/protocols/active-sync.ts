// Exchange ActiveSync as autodiscover states it, in mobilesync XML and in JSON.
import type { Provider } from '../settings/provider.js'

/** The URL of the provider's ActiveSync server, placeholders in place; undefined where there is none. */
export function activeSyncUrl(provider: Provider): string | undefined {
  return provider.incomingServers.find(({ type }) => type.toLowerCase() === 'activesync')?.url
}
