// Mozilla Autoconfig, as draft-ietf-mailmaint-autoconfig describes it and as clients have asked for it since 2010.
// Spoken by Thunderbird, K-9 Mail, Evolution, KMail, Delta Chat, FairEmail, Nextcloud Mail and others.
// Deviation on purpose: an address of a hosted domain is answered on every host, so that the look-up
// over the MX record works without a host name for each customer.
import type { XmlElement } from '../../format/xml-document.js'
import { PATHS } from '../../settings/paths.js'
import type { Provider } from '../../settings/provider.js'
import type { Verdict } from '../clients.js'
import type { Protocol } from '../protocol.js'
import { createAnswer } from './answer.js'
import { judgeAutoconfig, NO_DOCUMENT } from './clients.js'
import { clientConfig } from './document.js'
import { routes } from './routes.js'

/** As a customer's domain gets it, and as the provider's own domains do. */
function sampleDocuments(provider: Provider): (XmlElement | undefined)[] {
  const { domains } = provider
  const name = domains[0]?.name ?? 'customer.example'
  const ofCustomer = clientConfig(provider, { defaultId: name, domains: [{ name }] })
  return domains.length === 0
    ? [ofCustomer]
    : [ofCustomer, clientConfig(provider, { defaultId: name, domains })]
}

/** A client must take every document that we publish for a provider. */
function judge(provider: Provider): Verdict[] {
  const [first = [], ...others] = sampleDocuments(provider).map(judgeAutoconfig)
  return first.map((verdict, index) =>
    verdict.works === 'yes' ? (others[0]?.[index] ?? verdict) : verdict,
  )
}

export const autoconfig: Protocol = {
  name: 'autoconfig',
  endpoints: [
    {
      method: 'GET',
      path: PATHS.autoconfig,
      askedBy: 'Thunderbird and most others, on `autoconfig.<domain>`',
    },
    {
      method: 'GET',
      path: `${PATHS.wellKnownAutoconfig}${PATHS.autoconfig}`,
      askedBy: 'the same clients, on the domain itself',
    },
    {
      method: 'GET',
      path: '/v1.1/<domain>',
      askedBy: 'clients that use this service as their ISPDB',
    },
  ],
  routes,
  render: (found) => createAnswer()(found),
  judge,
  // Every server of every section, as it is written.
  coverage: ({ entry }) => {
    const [document] = sampleDocuments(entry.provider)
    return () => (document === undefined ? NO_DOCUMENT : undefined)
  },
}
