// The one list of protocols: what is here is served, rendered and documented.
import { whyNoRecord } from '../dns/coverage.js'
import type { Provider } from '../settings/provider.js'
import type { General } from '../settings/table.js'
import { apple } from './apple/apple.js'
import { autoconfig } from './autoconfig/autoconfig.js'
import { autodiscover } from './autodiscover/autodiscover.js'
import { autodiscoverJson } from './autodiscover-json/autodiscover-json.js'
import { OUT_OF_REACH, type Verdict } from './clients.js'
import type { CoverageQuestion, WhyNotStated } from './coverage.js'
import { pacc } from './pacc/pacc.js'
import type { ForPeople } from './people.js'
import type { AnswerOptions, Protocol } from './protocol.js'
import { loadAssets } from './setup-page/assets.js'
import { createPages } from './setup-page/pages.js'
import { setupPage } from './setup-page/setup-page.js'

export const protocols: readonly Protocol[] = [
  autoconfig,
  autodiscover,
  autodiscoverJson,
  apple,
  pacc,
  setupPage,
]

/** Every client we know of, and whether it will set itself up with this provider. */
export function judgeClients(provider: Provider): Verdict[] {
  return [...protocols.flatMap(({ judge }) => judge?.(provider) ?? []), ...OUT_OF_REACH]
}

export interface FormatCoverage {
  /** As a command names it; `DNS` for the SRV records. */
  format: string
  whyNot: WhyNotStated
}

/** For every format that states servers: which of an entry it states to a mailbox. */
export function coverageOf(question: CoverageQuestion, general: General): FormatCoverage[] {
  const { entry, address } = question
  return [
    ...protocols.flatMap(({ name, coverage }) =>
      coverage === undefined ? [] : [{ format: name, whyNot: coverage(question) }],
    ),
    { format: 'DNS', whyNot: whyNoRecord(entry, address.domain, general) },
  ]
}

/** The set-up page, for whoever answers people with files: it stands in for what they cannot have. */
export function createPeoplePages(options: AnswerOptions): Pick<ForPeople, 'refuse' | 'failed'> {
  return createPages(options, loadAssets())
}
