// Exchange ActiveSync as autodiscover states it, in mobilesync XML and in JSON.
import type { Provider } from '../settings/provider.js'

/**
 * The URL of the provider's ActiveSync server, placeholders in place; undefined where there is none.
 * Only https: clients take the host out of the URL and always speak TLS to it.
 */
export function activeSyncUrl(provider: Provider): string | undefined {
  return provider.incomingServers.find(
    ({ type, url }) => type.toLowerCase() === 'activesync' && url?.startsWith('https://') === true,
  )?.url
}
