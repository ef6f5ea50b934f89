// Settings that a format cannot state: the cause is in them, and not in who serves them.
import { expect, test } from 'vitest'
import { startInternet } from '../internet/internet.js'
import { CLIENTS, examineIn } from './examined.js'
import { DOMAIN } from './fault.js'
import { withServers } from './mail-faults.js'

const SETTINGS = withServers(
  '{ type: imap, port: 993, socketType: STARTTLS }',
  '{ type: smtp, port: 587, socketType: plain }',
)

test('the doctor names the settings where autodiscover and profiles cannot state them', async () => {
  const internet = await startInternet()
  const { table } = await internet.healthy(DOMAIN, SETTINGS)
  const { clients } = await examineIn(internet, { email: `jonas@${DOMAIN}`, table })
  const causes = [CLIENTS.outlook, CLIENTS.apple].map(
    (client) => clients.find((one) => one.client === client)?.cause?.problem,
  )
  expect(causes).toEqual([
    expect.stringMatching(/as the settings here want it: imap: .* port 993/),
    expect.stringMatching(/as the settings here want it: smtp: .* not encrypted/),
  ])
})

test('without the settings at hand, it goes by what the service answers', async () => {
  const internet = await startInternet()
  await internet.healthy(DOMAIN, SETTINGS)
  const { clients } = await examineIn(internet, { email: `jonas@${DOMAIN}` })
  const outlook = clients.find(({ client }) => client === CLIENTS.outlook)
  expect(outlook?.cause?.problem).toMatch(/has nothing for this domain \(404\)/)
})
