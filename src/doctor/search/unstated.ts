// What the settings at hand have no answer for: a refusal there is what they ask for, and no other host knows better.
import { judgeProfile } from '../../protocols/apple/clients.js'
import { judgeAutodiscover } from '../../protocols/autodiscover/clients.js'
import { judgePacc } from '../../protocols/pacc/clients.js'
import type { Verdict } from '../../protocols/clients.js'
import type { Provider } from '../../settings/provider.js'
import { type Cause, causeOfStatus, withoutQuery } from '../cause.js'
import { addDomain, type Question } from '../question.js'

export type Format = 'autoconfig' | 'autodiscover' | 'profiles' | 'PACC'

const JUDGES: Readonly<Record<Exclude<Format, 'autoconfig'>, (provider: Provider) => Verdict[]>> = {
  autodiscover: judgeAutodiscover,
  profiles: judgeProfile,
  PACC: judgePacc,
}

/** Why the settings at hand say nothing in a format, a clause; undefined: they do, or do not hold the domain. */
export function whyUnstated(format: Format, { local }: Question): string | undefined {
  const entry = local?.found.entry
  switch (entry?.kind) {
    case 'settings': {
      if (format === 'autoconfig') return undefined
      const [verdict] = JUDGES[format](entry.provider)
      return verdict?.works === 'no' ? verdict.because : undefined
    }
    case 'moved':
      return format === 'autodiscover'
        ? undefined
        : 'the mailbox moved to another domain, which only autodiscover can say'
    case 'redirect': {
      const { autoconfig, autodiscover } = entry.redirect
      const target = { autoconfig, autodiscover, profiles: undefined, PACC: undefined }[format]
      return target === undefined
        ? `they redirect to another service, and name nothing there for ${format}`
        : undefined
    }
    case 'none':
    case undefined:
      return undefined
  }
}

/** Why an answer of this status, without settings, is one: the settings at hand, or the server. */
export function causeOfRefusal(
  url: string,
  status: number,
  format: Format,
  question: Question,
): Cause {
  const cause = causeOfStatus(url, status, addDomain(new URL(url).host, question))
  const why = UNKNOWN_STATUSES.includes(status) ? whyUnstated(format, question) : undefined
  return why === undefined
    ? cause
    : {
        problem: `${withoutQuery(url)} has nothing to say (${status}), as the settings here want it: ${why}.`,
        fix: 'Let people type the values, or change the settings: "mailconf check" says what each format can state.',
      }
}

// What this service answers where it has nothing.
const UNKNOWN_STATUSES = [404, 405, 422]
