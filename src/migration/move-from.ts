// A running service of another make → providers, and the domains that are mapped to them.
import type { Network } from '../probe/network.js'
import { askService } from './ask-service.js'
import type { AskedDomains } from './asked-domains.js'
import type { Collection } from './collection.js'
import type { Findings } from './findings.js'
import type { ServiceUrl } from './service-url.js'
import { createSharedProviders } from './shared-providers.js'
import { meaningOf } from './verify.js'

/** Returns what each domain is to mean, so that what is written can be compared with it. */
export async function moveFrom(
  name: string,
  service: ServiceUrl,
  asked: AskedDomains,
  collection: Collection,
  network: Network,
  findings: Findings,
  progress: (domains: number) => void,
): Promise<ReadonlyMap<string, string>> {
  const meanings = new Map<string, string>()
  const shared = createSharedProviders()
  const take = (domain: string, provider: Parameters<typeof shared.add>[1]) => {
    meanings.set(domain, meaningOf(provider))
    shared.add(domain, provider)
  }
  await askService(service, asked, network, take, findings, progress)
  for (const { provider, domains } of shared.finish()) {
    collection.addShared(name, provider, domains)
  }
  return meanings
}
