// PACC is asked at a host of its own in front of the mail domain, without parameters.
import { parseHost, SERVICE_LABELS } from '../../settings/domain.js'
import type { Asked } from '../../settings/lookup.js'

const PREFIX = `${SERVICE_LABELS.pacc}.`

/** The domain behind the label; nothing on any other host, whatever address stands in the query. */
export function parsePaccRequest(host: string): Asked {
  const name = parseHost(host)
  return name?.startsWith(PREFIX) === true ? { domain: name.slice(PREFIX.length) } : {}
}
