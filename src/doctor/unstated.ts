// Settings that a client's format cannot state: then its search is bound to fail, wherever it looks.
import { judgeProfile } from '../protocols/apple/clients.js'
import { judgeAutodiscover } from '../protocols/autodiscover/clients.js'
import type { Cause } from './cause.js'
import type { Question } from './question.js'

/** Why the settings at hand have nothing for a client of autodiscover or of profiles; undefined: they have. */
export function whyUnstated(client: string, { local }: Question): Cause | undefined {
  const entry = local?.found.entry
  if (entry?.kind !== 'settings') return undefined
  const { provider } = entry
  const verdict = [...judgeAutodiscover(provider), ...judgeProfile(provider)].find(
    (one) => one.client === client,
  )
  return verdict?.works !== 'no'
    ? undefined
    : {
        problem: `The settings here have nothing for ${client}: ${verdict.because ?? ''}.`,
        fix: 'Add servers that it can be told of; "mailconf check" judges them in the same way.',
      }
}
