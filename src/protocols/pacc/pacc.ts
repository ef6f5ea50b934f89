// PACC, "Automatic Configuration of Email, Calendar, and Contact Server Settings" (draft-ietf-mailmaint-pacc).
// Spoken by Himalaya and by development versions of Evolution; all readers fall back to autoconfig.
// Follows revision -02 with the renaming of -03, so that readers of both are served. Deviations on purpose:
// managesieve is never stated, since it has no port for TLS from the first byte; plain http is a 404.
import type { Protocol } from '../protocol.js'
import { createAnswer } from './answer.js'
import { judgePacc } from './clients.js'
import { paccCoverage } from './coverage.js'
import { PATHS } from '../../settings/paths.js'
import { routes } from './routes.js'

export const pacc: Protocol = {
  name: 'pacc',
  endpoints: [
    {
      method: 'GET',
      path: PATHS.pacc,
      askedBy: 'PACC clients (Himalaya), on `ua-auto-config.<domain>` over https',
    },
  ],
  routes,
  render: (found) => createAnswer()(found),
  judge: judgePacc,
  coverage: paccCoverage,
}
