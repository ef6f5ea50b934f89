// Which servers an address gets by profiles: the one that asks for nothing, and those that links may ask for.
import { firstUsable } from '../../settings/usable.js'
import { type CoverageQuestion, statingOneOfEach, type WhyNotStated } from '../coverage.js'
import { valuesOfAddress } from '../slots.js'
import { davUrl, whyNotDavInProfile } from './dav.js'
import { isProfileKind, KINDS, profileServers, whyNotInProfile } from './servers.js'

export function profileCoverage({ entry, address }: CoverageQuestion): WhyNotStated {
  const { provider } = entry
  const { incomingServers, outgoingServers, calendars, addressbooks } = provider
  const values = valuesOfAddress(address)
  const profiles = KINDS.flatMap((kind) => profileServers(provider, kind, values) ?? [])
  const dav = [
    firstUsable(calendars, 'caldav', whyNotDavInProfile),
    firstUsable(addressbooks, 'carddav', whyNotDavInProfile),
  ]
  const mail = [
    ...incomingServers.filter(({ type }) => isProfileKind(type)),
    ...outgoingServers.filter(({ type }) => type === 'smtp'),
  ]
  return statingOneOfEach({
    offered: [
      ...mail,
      ...calendars.filter(({ type }) => type === 'caldav'),
      ...addressbooks.filter(({ type }) => type === 'carddav'),
    ],
    stated: [
      ...profiles.flatMap(({ incoming, outgoing }) => [incoming, outgoing]),
      ...dav.flatMap((one) => one ?? []),
    ],
    whyNot(server) {
      if (mail.includes(server)) return whyNotInProfile(server, values)
      const hasHost = davUrl(server, values) !== undefined
      return whyNotDavInProfile(server) ?? (hasHost ? undefined : 'its URL has no host name')
    },
    noAnswer:
      profiles.length > 0
        ? undefined
        : 'no profile: it takes a server that receives and one that sends',
  })
}
