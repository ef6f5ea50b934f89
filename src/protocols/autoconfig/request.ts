// What a client asks for: the domain of `emailaddress`, else of the host.
import type { Asked } from '../../settings/lookup.js'
import { type RawQuery, queryAddress } from '../query.js'

/**
 * The first `emailaddress` counts; a malformed one counts as absent and is never an error,
 * because clients send what the user typed and the host alone answers as well.
 */
export function parseAutoconfigRequest(query: RawQuery, request: { host: string }): Asked {
  const address = queryAddress(query, 'emailaddress')
  return address === undefined ? { host: request.host } : { address }
}

/** `/v1.1/<domain>`, the question that clients ask an ISPDB: nothing but the path counts. */
export function parseIspdbRequest(domain: string): Asked {
  return { domain }
}
