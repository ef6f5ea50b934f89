// The simulated clients have the slips of their models: shown on the answers that make the models fail.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { androidExchange, deltaChat, deltaChatRedirect, fairEmail, thunderbird } from './readers.js'
import { ERROR, MOBILESYNC, REDIRECT, SETTINGS } from './samples.js'

const SOUND = { thunderbird: 'SSL SSL SSL', deltaChat: 'automatic automatic', fairEmail: 'SSL SSL' }

/** What each client makes of the sockets; `refuses` where it throws. */
function sockets(body: string): typeof SOUND {
  const read = (reader: () => { socket: string }[]) => {
    try {
      return reader()
        .map(({ socket }) => socket)
        .join(' ')
    } catch {
      return 'refuses'
    }
  }
  return {
    thunderbird: read(() => thunderbird(body)),
    deltaChat: read(() => deltaChat(body)),
    fairEmail: read(() => fairEmail(200, body)),
  }
}

const rows: { title: string; from: RegExp; to: string; reads: Partial<typeof SOUND> }[] = [
  { title: 'what is sound', from: /^/, to: '', reads: {} },
  {
    title: 'SSL off, whatever Encryption says',
    from: /<SSL>on<\/SSL><Encryption>SSL/g,
    to: '<SSL>off</SSL><Encryption>TLS',
    reads: { thunderbird: 'plain plain plain', deltaChat: 'plain plain' },
  },
  {
    title: 'Encryption None, whatever SSL says',
    from: /Encryption>SSL/g,
    to: 'Encryption>None',
    reads: { thunderbird: 'plain plain plain' },
  },
  {
    title: 'the ports of STARTTLS, whatever Encryption says',
    from: />(?:993|465)</g,
    to: '>587<',
    reads: { thunderbird: 'STARTTLS SSL STARTTLS', fairEmail: 'STARTTLS STARTTLS' },
  },
  {
    title: 'an empty SSL, which reads as true and loses the block',
    from: /<SSL>on<\/SSL>/,
    to: '<SSL/>',
    reads: { thunderbird: 'SSL SSL' },
  },
  {
    title: 'true for on, which loses the block',
    from: /<SSL>on/g,
    to: '<SSL>true',
    reads: { thunderbird: 'refuses' },
  },
  {
    title: 'a type in small letters',
    from: />IMAP</,
    to: '>imap<',
    reads: { thunderbird: 'SSL SSL', fairEmail: 'refuses' },
  },
  {
    title: 'no port',
    from: /<Port>993<\/Port>/,
    to: '',
    reads: { thunderbird: 'SSL SSL', deltaChat: 'automatic', fairEmail: 'refuses' },
  },
  {
    title: 'prefixes',
    from: /<(\/?)Protocol>/g,
    to: '<$1o:Protocol>',
    reads: { thunderbird: 'refuses', deltaChat: '', fairEmail: 'refuses' },
  },
  {
    title: 'no SMTP',
    from: /<Protocol><Type>SMTP.*?<\/Protocol>/,
    to: '',
    reads: { thunderbird: 'SSL SSL', deltaChat: 'automatic', fairEmail: 'refuses' },
  },
  {
    title: 'another action',
    from: />settings</,
    to: '>other<',
    reads: { fairEmail: 'refuses' },
  },
]

test.each(titled(rows))('AD-T23 simulated clients read %s', (_title, row) => {
  expect(sockets(SETTINGS.replace(row.from, row.to))).toEqual({ ...SOUND, ...row.reads })
})

test('AD-T23 an empty LoginName makes Thunderbird log in as "true"', () => {
  const body = SETTINGS.replaceAll('<LoginName>ana@example.org', '<LoginName>')
  expect(thunderbird(body).map(({ username }) => username)).toEqual(['true', 'true', 'true'])
})

test('AD-T23 an error is no configuration, for nobody', () => {
  expect(sockets(ERROR)).toEqual({ thunderbird: 'refuses', deltaChat: '', fairEmail: 'refuses' })
})

test('AD-T49 Delta Chat follows a redirect up to the first ampersand', () => {
  const url = 'https://autodiscover.example.net/autodiscover/autodiscover.xml'
  expect(deltaChatRedirect(REDIRECT)).toBe(url)
  expect(deltaChatRedirect(REDIRECT.replace('.xml<', '.xml?a=1&amp;b=2<'))).toBe(`${url}?a=1`)
})

test.each(
  titled([
    { title: 'a sound answer', status: 200, body: MOBILESYNC, outcome: 'found' },
    {
      title: 'Url before Type',
      status: 200,
      body: MOBILESYNC.replace(/(<Type>.*<\/Type>)(<Url>.*<\/Url>)/, '$2$1'),
      outcome: 'gives up',
    },
    {
      title: 'prefixed names',
      status: 200,
      body: MOBILESYNC.replaceAll(/<(\/?)(Type|Url)>/g, '<$1m:$2>'),
      outcome: 'gives up',
    },
    { title: 'mail settings', status: 200, body: SETTINGS, outcome: 'gives up' },
    { title: '404', status: 404, body: ERROR, outcome: 'next URL' },
    { title: '401', status: 401, body: ERROR, outcome: 'asks for the password' },
  ]),
)('AD-T53 Android with %s', (_title, { status, body, outcome }) => {
  expect(androidExchange(status, body).outcome).toBe(outcome)
})
