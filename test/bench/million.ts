// A million domains: how soon they are ready, what they take, and whether answers are as quick as with one.
import { targetOf } from './answer.js'
import type { BenchOptions, Family, Figure } from './figure.js'
import { compare, race } from './race.js'
import { autoconfigRequest, autodiscoverRequest, domainName } from './requests.js'
import { type Server, startProgram } from './servers.js'
import { withDomains } from './settings.js'
import { startFigures } from './start.js'

const DOMAINS = 1_000_000
// Enough that none of them is in a processor's cache when it is asked for again.
const ASKED = 20_000

const QUESTIONS = { 'GET autoconfig': autoconfigRequest, 'POST autodiscover': autodiscoverRequest }

export const million: Family = {
  name: 'million',
  measure: (options) =>
    withDomains(DOMAINS, async (settings) => {
      const variables = { MAILCONF_CONFIG: settings }
      const figures = await startFigures(
        '1,000,000 domains',
        { seconds: 5, megabytes: 400 },
        variables,
        options,
      )
      options.progress('starting with 1,000,000 domains')
      const many = await startProgram(variables)
      const one = await withDomains(1, (single) => startProgram({ MAILCONF_CONFIG: single }))
      figures.push(...(await besideOne(many, one, options)))
      await many.stop()
      await one.stop()
      return figures
    }),
}

async function besideOne(many: Server, one: Server, options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [what, request] of Object.entries(QUESTIONS)) {
    const step = DOMAINS / ASKED
    const requests = Array.from({ length: ASKED }, (_, index) => request(domainName(index * step)))
    const [few, all] = [`${what}, 1 domain`, `${what}, 1,000,000 domains`]
    const rounds = await race(
      [
        { name: few, server: one, target: await targetOf(one, requests.slice(0, 1)) },
        { name: all, server: many, target: await targetOf(many, requests) },
      ],
      options,
    )
    figures.push({
      what: `${what}, a million × 1 domain`,
      unit: 'ratio',
      reach: 0.95,
      ...compare(rounds, all, few),
    })
  }
  return figures
}
