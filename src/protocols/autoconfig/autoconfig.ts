// Mozilla Autoconfig, as draft-ietf-mailmaint-autoconfig describes it and as clients have asked for it since 2010.
// Spoken by Thunderbird, K-9 Mail, Evolution, KMail, Delta Chat, FairEmail, Nextcloud Mail and others.
// Deviation on purpose: an address of a hosted domain is answered on every host, so that the look-up
// over the MX record works without a host name for each customer.
import type { XmlElement } from '../../format/xml-document.js'
import type { Provider } from '../../settings/provider.js'
import type { Protocol } from '../protocol.js'
import { createAnswer } from './answer.js'
import { judgeAutoconfig } from './clients.js'
import { clientConfig } from './document.js'
import { routes } from './routes.js'

/** The document as a customer's domain would get it. */
function sampleDocument(provider: Provider): XmlElement | undefined {
  const domain = provider.domains[0]?.name ?? 'customer.example'
  return clientConfig(provider, { defaultId: domain, domains: [{ name: domain }] })
}

export const autoconfig: Protocol = {
  name: 'autoconfig',
  endpoints: [
    {
      method: 'GET',
      path: '/mail/config-v1.1.xml',
      askedBy: 'Thunderbird and most others, on `autoconfig.<domain>`',
    },
    {
      method: 'GET',
      path: '/.well-known/autoconfig/mail/config-v1.1.xml',
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
  judge: (provider) => judgeAutoconfig(sampleDocument(provider)),
}
