// A domain in which everything is as it should be: every client that can be served is.
import { expect, test } from 'vitest'
import { startInternet } from '../internet/internet.js'
import { deviations, examineIn } from './examined.js'

test('every client succeeds, and there is nothing to mend', async () => {
  const internet = await startInternet()
  const { table } = await internet.healthy('example.lt')
  const report = await examineIn(internet, { email: 'jonas@example.lt', table })
  expect(report.causes).toEqual([])
  expect(report.notes).toEqual([])
  expect(deviations(report)).toEqual({})
  expect(internet.loginAttempts).toEqual([])
})
