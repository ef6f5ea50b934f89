// Which servers an address is told of by autodiscover: mail and DAV in the Outlook schema, ActiveSync in mobilesync's.
import { filledHostname } from '../../settings/hostname.js'
import type { Provider, Server } from '../../settings/provider.js'
import { firstUsable } from '../../settings/usable.js'
import { activeSyncServers, whyNotInMobilesync } from '../active-sync.js'
import { type CoverageQuestion, statingOneOfEach, type WhyNotStated } from '../coverage.js'
import { valuesOfAddress } from '../slots.js'
import { hostnamesToFill, statedServers, whyNotDavInPox, whyNotInPox } from './servers.js'

export function autodiscoverCoverage({ entry, address }: CoverageQuestion): WhyNotStated {
  const { provider } = entry
  const { incomingServers, outgoingServers, calendars, addressbooks } = provider
  const stated = statedServers(provider)
  const dav = [
    firstUsable(calendars, 'caldav', whyNotDavInPox),
    firstUsable(addressbooks, 'carddav', whyNotDavInPox),
  ]
  const mail = [...ofTypes(incomingServers, 'imap', 'pop3'), ...ofTypes(outgoingServers, 'smtp')]
  const inOutlook = statingOneOfEach({
    offered: [...mail, ...ofTypes(calendars, 'caldav'), ...ofTypes(addressbooks, 'carddav')],
    stated: [
      ...(stated?.incoming ?? []),
      ...(stated?.outgoing ?? []),
      ...dav.flatMap((one) => one ?? []),
    ],
    whyNot: (server) => (mail.includes(server) ? whyNotInPox(server) : whyNotDavInPox(server)),
    noAnswer: whyNoAnswer(
      provider,
      (hostname) => filledHostname(hostname, valuesOfAddress(address)) !== undefined,
    ),
  })
  const exchange = activeSyncServers(provider)
  const inMobilesync = statingOneOfEach({
    offered: exchange,
    stated: exchange.filter((server) => whyNotInMobilesync(server) === undefined).slice(0, 1),
    whyNot: whyNotInMobilesync,
    noAnswer: undefined,
  })
  return (server) => (exchange.includes(server) ? inMobilesync(server) : inOutlook(server))
}

function ofTypes(servers: readonly Server[], ...types: string[]): Server[] {
  return servers.filter(({ type }) => types.includes(type))
}

function whyNoAnswer(provider: Provider, suits: (hostname: string) => boolean): string | undefined {
  const stated = statedServers(provider)
  if (stated !== undefined) {
    return hostnamesToFill(stated).every(suits)
      ? undefined
      : 'no answer: the address makes no host name of a placeholder'
  }
  const canReceive = firstUsable(provider.incomingServers, ['imap', 'pop3'], whyNotInPox)
  return canReceive === undefined
    ? 'no answer: it can state no server that receives'
    : 'no answer: it can state no server that sends'
}
