// check: which format states which server, in a table that a terminal can show.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PUBLIC_URL, temporaryFolder } from '../helpers/settings.js'
import { mailconfHere } from './mailconf.js'

/** The second table and what stands below it. */
async function tableOf(settings: string, { args = [] as string[], width = 100 } = {}) {
  const folder = await temporaryFolder({ 'settings.yaml': `publicUrl: ${PUBLIC_URL}\n${settings}` })
  const file = join(folder, 'settings.yaml')
  const { out, err, code } = await mailconfHere(['check', file, ...args], { width })
  const lines = out.trimEnd().split('\n')
  const start = lines.findIndex((line) => line.startsWith('Stated in'))
  return { lines: start === -1 ? [] : lines.slice(start), err, code }
}

const VARIED = `providers:
  all:
    displayName: All
    hostname: mail.example.net
    incomingServers: [imap, pop3]
    outgoingServers: [smtp, { type: smtp, socketType: STARTTLS }, { type: smtp, port: 25, socketType: plain }]
    calendars: [{ type: caldav, url: 'https://dav.example.net/' }]
    chatServers: [{ type: xmpptcp, hostname: chat.example.net }]
  narrow:
    hostname: mail.example.net
    username: '%EMAILLOCALPART%'
    incomingServers: [{ type: imap, authentication: OAuth2 }]
    outgoingServers: [smtp]
  empty: { displayName: Empty }
domains:
  old.example: { redirectAddr: 'x@new.example' }
  new.example: all
`

test('CLI check: what each format states of each server, and why not', async () => {
  const { lines, code } = await tableOf(VARIED)
  expect(code).toBe(0)
  expect(lines).toEqual([
    'Stated in                           autoconfig  autodiscover  mobileconfig  pacc  DNS',
    '',
    'all:',
    'imap mail.example.net:993 SSL       yes         yes           yes           yes   yes',
    'pop3 mail.example.net:995 SSL       yes         yes           yes           yes   yes',
    'smtp mail.example.net:465 SSL       yes         yes           yes           yes   yes',
    'smtp mail.example.net:587 STARTTLS  yes         - 1           - 1           - 2   yes',
    'smtp mail.example.net:25 plain      yes         - 1           - 3           - 2   - 4',
    'caldav https://dav.example.net/     yes         yes           yes           yes   yes',
    'xmpptcp chat.example.net:5223 SSL   yes         - 5           - 5           - 5   - 5',
    '',
    'narrow:',
    'imap mail.example.net:993 SSL       yes         - 6           - 7           - 8   yes',
    'smtp mail.example.net:465 SSL       yes         - 9           - 10          - 8   yes',
    '',
    'empty:',
    'no servers',
    '',
    'old.example:',
    'imap mail.example.net:993 SSL       yes         yes           yes           - 8   - 11',
    'pop3 mail.example.net:995 SSL       yes         yes           yes           - 8   - 11',
    'smtp mail.example.net:465 SSL       yes         yes           yes           - 8   - 11',
    'smtp mail.example.net:587 STARTTLS  yes         - 1           - 1           - 2   - 11',
    'smtp mail.example.net:25 plain      yes         - 1           - 3           - 2   - 11',
    'caldav https://dav.example.net/     yes         yes           yes           - 8   - 11',
    'xmpptcp chat.example.net:5223 SSL   yes         - 5           - 5           - 5   - 5',
    '',
    '1   only the first of its type is stated',
    '2   only SSL can be stated',
    '3   it is not encrypted, and no profile sends passwords in the clear',
    '4   it does not encrypt',
    '5   this format has no word for its type',
    '6   Outlook knows none of its authentication methods',
    '7   Apple Mail knows none of its authentication methods',
    '8   its user name must be the whole address',
    '9   no answer: it can state no server that receives',
    '10  no profile: it takes a server that receives and one that sends',
    '11  no SRV records: they would have people log in with this address, and theirs is another one now',
  ])
})

const MANY = Array.from(
  { length: 1200 },
  (_, index) =>
    `  p${index}: { displayName: P, hostname: mail${index}.example.net, incomingServers: [imap], outgoingServers: [smtp] }\n`,
).join('')
const ODD = Array.from(
  { length: 30 },
  (_, index) =>
    `  odd${index}: { displayName: P, hostname: o.example, incomingServers: [imap], outgoingServers: [{ type: smtp, port: ${2000 + index}, socketType: SSL }] }\n`,
).join('')

test('CLI check: of many providers, equal views once, and no more than a screen shows', async () => {
  const { lines } = await tableOf(`providers:\n${ODD}${MANY}`)
  expect(lines.slice(1, 5)).toEqual([
    '',
    'p0, p1, p2 and 1,197 more (hosts of p0):',
    'imap mail0.example.net:993 SSL  yes         yes           yes           yes   yes',
    'smtp mail0.example.net:465 SSL  yes         yes           yes           yes   yes',
  ])
  expect(lines.length).toBeLessThan(60)
  expect(lines.at(-1)).toBe('21 more like these; see one with: mailconf check --provider KEY')
})

test('CLI check --provider: one of them, in both tables', async () => {
  const settings = `providers:\n${ODD}${MANY}domains: { a.example: { provider: p1, hostname: own.example } }\n`
  const one = await tableOf(settings, { args: ['--provider', 'odd29'] })
  expect(one.lines.slice(2, 5)).toEqual([
    'odd29:',
    'imap o.example:993 SSL   yes         yes           yes           - 1   yes',
    'smtp o.example:2029 SSL  yes         yes           yes           - 2   yes',
  ])
  expect(one.lines.length).toBe(8)
  const domain = await tableOf(settings, { args: ['--provider', 'a.example'] })
  expect(domain.lines[3]).toMatch(/^imap own\.example:993 SSL /)
})

test('CLI check --provider: a name that is not there', async () => {
  expect(await tableOf(VARIED, { args: ['--provider', 'narow'] })).toEqual({
    lines: [],
    err: 'mailconf check: there is no provider "narow"; did you mean "narrow"?\n',
    code: 2,
  })
})

test.each([80, 100])('CLI check: the table fits %i columns', async (width) => {
  const long = 'a-rather-long-name-of-a-host.mail.hosting.example.net'
  const settings = `providers:
  p: { displayName: P, hostname: ${long}, incomingServers: [imap, { type: imap, socketType: plain }], outgoingServers: [smtp] }
`
  const { lines } = await tableOf(settings, { width })
  expect(lines.length).toBeGreaterThan(5)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
})

test('CLI check: settings without a provider have nothing to state', async () => {
  const { lines, code } = await tableOf('providers: {}\n')
  expect([lines, code]).toEqual([[], 0])
})
