// A domain of the private internet under the doctor's eyes, and what he says of it.
import { examine } from '../../src/doctor/examine.js'
import type { ClientReport, Report } from '../../src/doctor/report.js'
import { parseConnectTo } from '../../src/probe/connect-to.js'
import { parseAddress } from '../../src/settings/address.js'
import { lookUp } from '../../src/settings/lookup.js'
import type { MemoryTable } from '../../src/settings/table.js'
import type { Internet } from '../internet/internet.js'

export interface Asked {
  email: string
  /** The settings that what is found is held against. */
  table?: MemoryTable | undefined
}

export async function examineIn(internet: Internet, { email, table }: Asked): Promise<Report> {
  const address = parseAddress(email)
  if (address === undefined) throw new Error(email)
  const found = table && (await lookUp(table, { address }))
  return examine(
    { domain: address.domain, address, local: table && found && { table, found } },
    {
      resolver: internet.resolver,
      connectTo: internet.connectTo.flatMap((rule) => parseConnectTo(rule) ?? []),
      authorities: internet.authority,
      // Long enough for whatever is to answer here.
      exchangeMs: 2500,
    },
  )
}

/** Short names for the kinds of clients, as the rows of tests have them. */
export const CLIENTS = {
  thunderbird: 'Thunderbird',
  android: 'Thunderbird for Android, K-9 Mail',
  ios: 'Thunderbird for iOS',
  deltaChat: 'Delta Chat',
  fairEmail: 'FairEmail',
  nextcloud: 'Nextcloud Mail',
  evolution: 'Evolution',
  kmail: 'KMail',
  outlook: 'Outlook (classic, old account wizard)',
  cloud: 'New Outlook, Outlook for Mac and mobile',
  apple: 'iPhone, iPad, Mac: with the profile',
  pacc: 'PACC clients (Himalaya, Evolution)',
} as const
export type ClientName = keyof typeof CLIENTS

export type Verdicts = Partial<Record<ClientName, ClientReport['works']>>

/** Those that are not as they are where nothing is wrong. */
export function deviations({ clients }: Report): Verdicts {
  const names = Object.entries(CLIENTS) as [ClientName, string][]
  const verdicts = names.map(([name, client]) => {
    const report = clients.find((one) => one.client === client)
    if (report === undefined) throw new Error(`${client} is not examined`)
    return [name, report.works] as const
  })
  return Object.fromEntries(
    verdicts.filter(([name, works]) => works !== (name === 'cloud' ? 'by hand' : 'yes')),
  )
}
