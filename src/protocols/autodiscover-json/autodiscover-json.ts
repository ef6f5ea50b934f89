// JSON autodiscover (“v2”), as Exchange Online answers it; there is no public specification.
// Spoken by Outlook 16 before it asks for the XML, by Outlook mobile and by Microsoft's cloud service for it.
import type { Protocol } from '../protocol.js'
import { answerJson } from './answer.js'
import { PATHS } from '../../settings/paths.js'
import { routes } from './routes.js'

export const autodiscoverJson: Protocol = {
  name: 'autodiscover-json',
  endpoints: [
    {
      method: 'GET',
      path: `${PATHS.autodiscoverJson}?Email=<address>&Protocol=AutodiscoverV1`,
      askedBy: "Outlook 16, Microsoft's cloud service",
    },
    {
      method: 'GET',
      path: `${PATHS.autodiscoverJson}/v1.0/<address>?Protocol=AutodiscoverV1`,
      askedBy: 'newer builds of Outlook 16',
    },
  ],
  routes,
  render: (found, { table }) => answerJson(found, 'AutodiscoverV1', table().general),
}
