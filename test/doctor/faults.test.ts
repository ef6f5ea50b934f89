// Each fault alone: whom it stops, and that its cause is named first.
import { expect, test } from 'vitest'
import { titled } from '../helpers/rows.js'
import { startInternet } from '../internet/internet.js'
import { deviations, examineIn } from './examined.js'
import {
  ANSWER_FAULTS,
  DNS_FAULTS,
  DOMAIN,
  type Fault,
  MAIL_FAULTS,
  REDIRECT_FAULTS,
  WEB_FAULTS,
} from './faults.cases.js'

async function findFault({ break: breakIt, settings }: Fault) {
  const internet = await startInternet()
  const healthy = await internet.healthy(DOMAIN, settings)
  await breakIt(internet, healthy)
  const { table } = healthy
  const report = await examineIn(internet, { email: `jonas@${DOMAIN}`, table })
  expect(internet.loginAttempts).toEqual([])
  return report
}

test.each(
  titled([...WEB_FAULTS, ...REDIRECT_FAULTS, ...MAIL_FAULTS, ...DNS_FAULTS, ...ANSWER_FAULTS]),
)('%s', async (_title, fault) => {
  const report = await findFault(fault)
  const [first] = [...report.causes, ...report.notes]
  const { first: wanted } = fault
  expect({ clients: deviations(report), first }).toEqual({
    clients: fault.clients,
    first:
      wanted &&
      (expect.objectContaining({
        problem: matching(wanted.problem),
        fix: matching(wanted.fix),
      }) as unknown),
  })
})

function matching(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text)
}
