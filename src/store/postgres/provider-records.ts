// All providers with their servers and own domains, in one statement: what it gives was true at one moment.
import type { Row } from './rows.js'

export interface ProviderRecord {
  provider: Row
  servers: Row[]
  /** The domains that it publishes together. */
  own: Row[]
}

export const PROVIDERS = `
SELECT row_to_json(provider) AS provider,
  coalesce((SELECT json_agg(server ORDER BY position) FROM mailconf.server
    WHERE server.provider_key = provider.provider_key), '[]') AS servers,
  coalesce((SELECT json_agg(json_build_object('name', name, 'purpose', purpose) ORDER BY position, name)
    FROM mailconf.domain
    WHERE domain.provider_key = provider.provider_key AND position IS NOT NULL), '[]') AS own
FROM mailconf.provider ORDER BY provider_key`
