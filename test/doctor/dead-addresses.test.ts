// One family of a name's addresses is dead beside the other, and clients that try it first wait.
import { expect, test } from 'vitest'
import { startInternet } from '../internet/internet.js'
import { deviations, examineIn } from './examined.js'
import { AUTOCONFIG, DOMAIN, MAIL_HOST } from './fault.js'

// An address of the other family that leads to loopback as well, where machines have no IPv6 of their own too.
const REFUSING = '::ffff:127.0.0.9'
// No connection leads to a multicast address, as none leads anywhere on a machine without IPv6.
const NO_ROUTE = 'ff02::1'

/** The whole examination where a host's own addresses count, and not a rule's. */
async function examined(host: string, addresses: readonly string[]) {
  const internet = await startInternet()
  const { table } = await internet.healthy(DOMAIN)
  internet.zone.remove(host, 'A')
  for (const address of addresses) {
    internet.zone.add({ type: address.includes(':') ? 'AAAA' : 'A', name: host, address })
  }
  // The port alone leads on: "host:443:127.0.0.1:8443" becomes "host:443::8443".
  const connectTo = internet.connectTo.map((rule) =>
    rule.startsWith(`${host}:`) ? rule.replace(':127.0.0.1:', '::') : rule,
  )
  const report = await examineIn({ ...internet, connectTo }, { email: `jonas@${DOMAIN}`, table })
  expect(deviations(report)).toEqual({})
  return report.notes
}

test.each([
  ['a web name', AUTOCONFIG, '80, 443'],
  ['a mail server', MAIL_HOST, '465, 993, 995'],
])('a dead AAAA beside a live A of %s', async (_what, host, ports) => {
  const notes = await examined(host, ['127.0.0.1', REFUSING])
  expect(notes).toEqual([
    {
      problem: `The IPv6 address ${REFUSING} of ${host} refuses connections to port ${ports}; an IPv4 address answers.`,
      fix: 'Let the server listen there and open the firewall, or remove the AAAA record. Not every client tries another address.',
    },
  ])
})

test('a dead A beside a live AAAA', async () => {
  const [note] = await examined(AUTOCONFIG, ['127.0.0.9', '::ffff:127.0.0.1'])
  expect(note?.problem).toBe(
    `The IPv4 address 127.0.0.9 of ${AUTOCONFIG} refuses connections to port 80, 443; an IPv6 address answers.`,
  )
  expect(note?.fix).toMatch(/remove the A record/)
})

test.each([
  ['no way leads from here to IPv6', ['127.0.0.1', NO_ROUTE]],
  ['both answer', ['127.0.0.1', '::ffff:127.0.0.1']],
])('nothing is said where %s', async (_what, addresses) => {
  expect(await examined(AUTOCONFIG, addresses)).toEqual([])
})
