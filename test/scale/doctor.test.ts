// How long an examination can take at most.
import { expect, test } from 'vitest'
import { mailconfHere } from '../cli/mailconf.js'
import { AUTOCONFIG, DOMAIN } from '../doctor/fault.js'
import { startInternet } from '../internet/internet.js'

test('CLI doctor: names that lead nowhere in time take less than 15 seconds', async () => {
  const internet = await startInternet()
  const { mailServers } = await internet.healthy(DOMAIN)
  for (const host of [AUTOCONFIG, `autodiscover.${DOMAIN}`, `ua-auto-config.${DOMAIN}`, DOMAIN]) {
    const answer = () => ({ status: 200, hang: true })
    await internet.web({ host, https: { answer }, http: { answer } })
  }
  for (const server of mailServers) await internet.mail({ ...server, fault: { how: 'silent' } })
  internet.zone.fail(`*.thunderbird.net`, 'silent')
  const shown: string[] = []
  const { out, code } = await mailconfHere(['doctor', DOMAIN, '--json', ...internet.options], {
    progress: (line) => shown.push(line),
  })
  const { seconds } = JSON.parse(out) as { seconds: number }
  expect(code).toBe(1)
  expect(seconds).toBeLessThan(15)
  expect(shown).toContain(`asking for ${DOMAIN} as 12 kinds of clients do`)
  expect(shown.at(-1)).toBe('')
})
