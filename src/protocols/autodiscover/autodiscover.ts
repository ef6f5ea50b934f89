// Microsoft Autodiscover in plain old XML (POX): [MS-OXDSCLI], [MS-OXDISCO], and the mobilesync schema of [MS-ASCMD].
// Spoken by Outlook, Thunderbird, Delta Chat (GET), FairEmail, eM Client; asked in vain by Exchange clients.
// Deviations on purpose: errors are never 200, nobody is ever asked for a password, SOAP is not spoken.
import { judgeActiveSync } from '../active-sync.js'
import type { Protocol } from '../protocol.js'
import { createAnswers } from './answer.js'
import { judgeAutodiscover } from './clients.js'
import { autodiscoverCoverage } from './coverage.js'
import { PATHS } from '../../settings/paths.js'
import { routes } from './routes.js'

export const autodiscover: Protocol = {
  name: 'autodiscover',
  endpoints: [
    {
      method: 'POST',
      path: PATHS.autodiscover,
      askedBy: 'Outlook, Thunderbird, FairEmail, eM Client',
    },
    {
      method: 'GET',
      path: PATHS.autodiscover,
      askedBy: 'Delta Chat, and Outlook after a redirect',
    },
  ],
  routes,
  render(found, { clock }) {
    const answers = createAnswers(clock)
    return found !== undefined && found.address === undefined
      ? answers.get(found)
      : answers.post(found, 'outlook')
  },
  judge: (provider) => [...judgeAutodiscover(provider), judgeActiveSync(provider)],
  coverage: autodiscoverCoverage,
}
