// Which servers a domain's PACC document states.
import type { Server } from '../../settings/provider.js'
import { NOT_THE_FIRST } from '../../settings/usable.js'
import { type CoverageQuestion, statingOneOfEach, type WhyNotStated } from '../coverage.js'
import { LOGS_IN_DIFFERENTLY, whyNoName } from './clients.js'
import { paccDocument, statedName } from './document.js'
import { offeredServers, statedServers, whyNotInPacc } from './servers.js'

export function paccCoverage({ entry, address }: CoverageQuestion): WhyNotStated {
  const { provider } = entry
  const offered = offeredServers(provider)
  const stated = [...(statedServers(provider)?.servers.values() ?? [])]
  const why = statingOneOfEach({
    offered: [...offered.values()].flat(),
    stated,
    whyNot: (server) => whyNotInPacc(server, provider),
    noAnswer: whyNoDocument(),
  })
  return (server) => {
    const reason = why(server)
    const ofType: readonly Server[] =
      [...offered.values()].find((all) => all.includes(server)) ?? []
    const chosen = ofType.findIndex((one) => stated.includes(one))
    const isPassedOver = chosen === -1 || ofType.indexOf(server) < chosen
    return reason === NOT_THE_FIRST && isPassedOver ? LOGS_IN_DIFFERENTLY : reason
  }

  function whyNoDocument(): string | undefined {
    if (statedName(provider) === undefined) return `no document: ${whyNoName(provider)}`
    const document = paccDocument(provider)
    if (document === undefined)
      return 'no document: it can state none that receives, or none that sends'
    return document.suits(address.domain)
      ? undefined
      : 'no document: this domain is too long for it'
  }
}
