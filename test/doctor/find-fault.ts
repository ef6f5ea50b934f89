// One row about a fault, as a test.
import { expect, test } from 'vitest'
import { titled } from '../helpers/rows.js'
import { startInternet } from '../internet/internet.js'
import { deviations, examineIn, type Verdicts } from './examined.js'
import { DOMAIN, type Fault } from './fault.js'

/** Each fault alone: whom it stops, and that its cause is named first. */
export function testFaults(faults: readonly Fault[]): void {
  test.each(titled(faults))('%s', async (_title, fault) => {
    const internet = await startInternet()
    const healthy = await internet.healthy(DOMAIN, fault.settings)
    await fault.break(internet, healthy)
    const { table } = healthy
    const report = await examineIn(internet, { email: `jonas@${DOMAIN}`, table })
    const [first] = [...report.causes, ...report.notes]
    const { first: wanted } = fault
    expect({ clients: deviations(report), first }).toEqual({
      clients: withoutUsual(fault.clients),
      first:
        wanted &&
        (expect.objectContaining({
          problem: matching(wanted.problem),
          fix: matching(wanted.fix),
        }) as unknown),
    })
    expect(internet.loginAttempts).toEqual([])
  })
}

/** A row may say that a client is as usual, where one would not expect it. */
function withoutUsual(clients: Verdicts): Verdicts {
  return Object.fromEntries(Object.entries(clients).filter(([, works]) => works !== 'yes'))
}

function matching(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text)
}
