// render settings: in front of the entry, as comments, why it is the one and what was made of it.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../helpers/settings.js'
import { mailconfHere } from './mailconf.js'

const SETTINGS = `publicUrl: https://setup.example.net
providers:
  one:
    domains: [own.example, { name: mx.own.example, purpose: mx }]
    displayName: One
    hostname: mail.%EMAILDOMAIN%
    incomingServers: [imap, { type: pop3, port: 995, username: '%EMAILLOCALPART%' }]
    outgoingServers:
      - { type: smtp, port: 587, authentication: none }
    calendars: [{ type: caldav, url: 'https://dav.example.net/%EMAILADDRESS%/' }]
  two:
    hostname: two.example.net
    socketType: STARTTLS
    authentication: [OAuth2, password-cleartext]
    username: '%EMAILADDRESS%'
    incomingServers: [imap]
    outgoingServers: [{ type: smtp, hostname: out.example.net, port: 465, socketType: SSL }]
domains:
  exact.example: one
  "*.wild.example": two
  brand.example:
    provider: two
    note: "two\\nlines \\u202e"
    hostname: mail.brand.example
    outgoingServers: [smtp, { type: smtp, socketType: SSL }]
  none.example: none
  away.example: { redirect: { autoconfig: 'https://autoconfig.elsewhere.example/x' } }
  first.example: { redirectAddr: '%EMAILLOCALPART%@second.example' }
  second.example:
    redirectAddr: 'all@listed.example'
  foreign.example: { redirectAddr: '%EMAILLOCALPART%@elsewhere.example' }
domainFiles: [list.tsv]
`
const LIST = '# customers\n\nBücher.example\tone\r\nlisted.example\ttwo\nclosed.example\tnone\n'

async function ask(asked: string, width = 200) {
  const folder = await temporaryFolder({ 'settings.yaml': SETTINGS, 'list.tsv': LIST })
  const args = ['render', 'settings', asked, '--config', join(folder, 'settings.yaml')]
  return mailconfHere(args, { width })
}

/** The comments without what is only there to be aligned, and without the folder of the files. */
async function explained(asked: string): Promise<string[]> {
  const { out, err, code } = await ask(asked)
  expect([err, code]).toEqual(['', 0])
  return out
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => line.slice(2).replaceAll(/\S*\/(?=settings\.yaml|list\.tsv)/g, ''))
    .map((line) => line.split(/ {2,}/).join(' | '))
}

test.each<[asked: string, lines: string[]]>([
  [
    'ana@exact.example',
    [
      'Looked for | exact.example | there: settings.yaml:19:3, provider one',
      'Provider | one | settings.yaml:3:3',
      'By default | incomingServers[0], imap | port 993, socketType SSL, authentication password-cleartext, username %EMAILADDRESS%',
      ' | incomingServers[1], pop3 | socketType SSL, authentication password-cleartext',
      ' | outgoingServers[0], smtp | socketType STARTTLS',
      ' | calendars[0], caldav | authentication {"http":"Basic"}, username %EMAILADDRESS%',
      'Filled in | incomingServers[0].hostname | mail.%EMAILDOMAIN% → mail.exact.example',
      ' | incomingServers[1].hostname | mail.%EMAILDOMAIN% → mail.exact.example',
      ' | outgoingServers[0].hostname | mail.%EMAILDOMAIN% → mail.exact.example',
      ' | incomingServers[0].username | %EMAILADDRESS% → ana@exact.example',
      ' | calendars[0].username | %EMAILADDRESS% → ana@exact.example',
      ' | incomingServers[1].username | %EMAILLOCALPART% → ana',
      ' | calendars[0].url | https://dav.example.net/%EMAILADDRESS%/ → https://dav.example.net/ana%40exact.example/',
      'Publishes | asked domain | and no other name',
    ],
  ],
  [
    'mx.own.example',
    [
      'Looked for | mx.own.example | there: settings.yaml:4:28, own domain of provider one',
      'Provider | one | settings.yaml:3:3',
      'By default | incomingServers[0], imap | port 993, socketType SSL, authentication password-cleartext, username %EMAILADDRESS%',
      ' | incomingServers[1], pop3 | socketType SSL, authentication password-cleartext',
      ' | outgoingServers[0], smtp | socketType STARTTLS',
      ' | calendars[0], caldav | authentication {"http":"Basic"}, username %EMAILADDRESS%',
      "Publishes | own domains | all 2 of this provider's own",
    ],
  ],
  [
    'a.b.wild.example',
    [
      'Looked for | a.b.wild.example | not there',
      ' | *.b.wild.example | not there',
      ' | *.wild.example | there: settings.yaml:20:3, provider two',
      'Provider | two | settings.yaml:11:3',
      'By default | incomingServers[0], imap | port 143',
      'Publishes | asked domain | and no other name',
    ],
  ],
  [
    'brand.example',
    [
      'Looked for | brand.example | there: settings.yaml:21:3, provider two',
      'Provider | two | settings.yaml:11:3',
      'Replaced | hostname | two.example.net → mail.brand.example, settings.yaml:24:15',
      ' | outgoingServers | smtp out.example.net 465 SSL → [smtp, smtp SSL], settings.yaml:25:22',
      ' | note | nothing → two\\u{a}lines \\u{202e}, settings.yaml:23:11',
      'By default | incomingServers[0], imap | port 143',
      ' | outgoingServers[0], smtp | port 587',
      ' | outgoingServers[1], smtp | port 465',
      'Publishes | asked domain | and no other name',
    ],
  ],
  [
    'Ana@first.example',
    [
      'Looked for | first.example | there: settings.yaml:28:3, redirectAddr',
      'Moved to | %EMAILLOCALPART%@second.example | settings.yaml:28:34',
      'Looked for | second.example | there: settings.yaml:29:3, redirectAddr',
      'Moved to | all@listed.example | settings.yaml:30:19',
      'Looked for | listed.example | there: list.tsv:4:1, provider two',
      'Provider | two | settings.yaml:11:3',
      'By default | incomingServers[0], imap | port 143',
      'Filled in | incomingServers[0].username | %EMAILADDRESS% → all@listed.example',
      ' | outgoingServers[0].username | %EMAILADDRESS% → all@listed.example',
      'Publishes | asked domain | and no other name',
    ],
  ],
  [
    'a@foreign.example',
    [
      'Looked for | foreign.example | there: settings.yaml:31:3, redirectAddr',
      'Moved to | %EMAILLOCALPART%@elsewhere.example | settings.yaml:31:36',
      'Looked for | elsewhere.example | not there',
      ' | *.example | not there',
      ' | * | not there',
      'Answer | %EMAILLOCALPART%@elsewhere.example | not ours: autodiscover names it, other formats know nothing',
    ],
  ],
  [
    'away.example',
    [
      'Looked for | away.example | there: settings.yaml:27:3, redirect',
      'Redirect | autoconfig | https://autoconfig.elsewhere.example/x',
      ' | autodiscover | not written, so it knows nothing',
      ' | page | not written, so it knows nothing',
    ],
  ],
  [
    'none.example',
    [
      'Looked for | none.example | there: settings.yaml:26:3, the word none',
      'Answer | none | ours, and without mail',
    ],
  ],
  [
    'closed.example',
    [
      'Looked for | closed.example | there: list.tsv:5:1, the word none',
      'Answer | none | ours, and without mail',
    ],
  ],
])('CLI render settings %s: why', async (asked, lines) => {
  expect(await explained(asked)).toEqual(lines)
})

test('CLI render settings: a name with letters beyond a to z is found in a list', async () => {
  expect((await explained('bücher.example'))[0]).toBe(
    'Looked for | xn--bcher-kva.example | there: list.tsv:3:1, provider one',
  )
})

test.each([80, 100])(
  'CLI render settings: comments fit %i columns, data is as before',
  async (width) => {
    for (const asked of ['ana@exact.example', 'brand.example', 'a@first.example', 'away.example']) {
      const { out } = await ask(asked, width)
      const comments = out.split('\n').filter((line) => line.startsWith('#'))
      expect(Math.max(...comments.map((line) => line.length))).toBeLessThanOrEqual(width)
      const data = out.split('\n').slice(comments.length).join('\n')
      expect(data).toMatch(/^domain: /)
      expect(parse(out)).toEqual(parse(data))
    }
  },
)

test.each([
  ['a@exakt.example', 'exakt.example, *.example, *', 'exact.example'],
  ['own.exampel', 'own.exampel, *.exampel, *', 'own.example'],
  ['x.none.example', 'x.none.example, *.none.example, *.example, *', 'none.example'],
  ['bucher.example', 'bucher.example, *.example, *', undefined],
  ['far.test', 'far.test, *.test, *', undefined],
])('CLI render settings %s: not there, and the nearest name', async (asked, names, near) => {
  const hint = near === undefined ? '' : `Did you mean ${near}?\n`
  expect(await ask(asked)).toEqual({
    code: 1,
    out: '',
    err: `This domain is not in the settings.\nLooked for: ${names}\n${hint}`,
  })
})
