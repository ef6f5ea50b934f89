// What settings may say: refused, or served as written and warned about.
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { load, told } from '../../helpers/settings.js'
import { documentWith, SERVERS } from './served.js'

const REFUSED: readonly [title: string, server: object, message: RegExp][] = [
  [
    'a host name with a space',
    { type: 'imap', hostname: 'mail example.org' },
    /hostname: .*no host name/,
  ],
  [
    'a host name with a scheme',
    { type: 'imap', hostname: 'https://a.example' },
    /hostname: .*no host name/,
  ],
  ['port 0', { type: 'imap', port: 0 }, /port: must be between 1 and 65535/],
  ['port 65536', { type: 'imap', port: 65536 }, /port: must be between 1 and 65535/],
  ['a port in words', { type: 'imap', port: 'imaps' }, /port: must be/],
  [
    'a socketType that no client knows',
    { type: 'imap', socketType: 'TLS' },
    /socketType: must be one of: SSL/,
  ],
  [
    'a method that no client knows',
    { type: 'imap', authentication: 'password' },
    /authentication: must be one of/,
  ],
  [
    'a control character',
    { type: 'imap', username: 'a\u0007b' },
    /username: holds a control character/,
  ],
  ['AC-T50 a password', { type: 'imap', password: 'secret' }, /passwords are never kept here/],
  [
    'AC-T50 a password in an extension',
    { type: 'imap', extensions: [{ element: 'password', text: 'secret' }] },
    /passwords are never kept here/,
  ],
]

test.each(REFUSED)('AC-T32 refused when loading: %s', async (_title, server, message) => {
  const loaded = await load(
    stringify({ providers: { one: { ...SERVERS, incomingServers: [server] } } }),
  )
  expect(loaded.table).toBeUndefined()
  expect(told(loaded).join('\n')).toMatch(message)
})

// Representable, served as written, warned about: errors stop a load, warnings never do.
const WARNED: readonly [title: string, provider: object, message: RegExp, inDocument: string][] = [
  [
    'AC-T32 a name of 61 characters',
    { displayName: 'x'.repeat(61) },
    /longer than the 60/,
    'x'.repeat(61),
  ],
  [
    'AC-T32 a short name of 21',
    { displayShortName: 'y'.repeat(21) },
    /longer than the 20/,
    'y'.repeat(21),
  ],
  [
    'AC-T41 plain',
    { incomingServers: [{ type: 'imap', socketType: 'plain', port: 143 }] },
    /socketType: plain sends passwords/,
    '<socketType>plain</socketType>',
  ],
  [
    'AC-T40 STARTTLS before SSL',
    { incomingServers: [{ type: 'imap', socketType: 'STARTTLS' }, 'imap'] },
    /STARTTLS comes before SSL/,
    '<socketType>STARTTLS</socketType>',
  ],
  [
    'AC-T44 OAuth2 without saying where',
    { authentication: ['OAuth2', 'password-cleartext'] },
    /oAuth2|OAuth2 is offered/,
    '<authentication>OAuth2</authentication>',
  ],
  [
    'AC-T50 a client secret',
    { oAuth2: { issuer: 'id.example.org', clientSecret: 'open' } },
    /clientSecret: everybody can read it/,
    '<clientSecret>open</clientSecret>',
  ],
  [
    'AC-T46 no sending server',
    { outgoingServers: [] },
    /no smtp server/,
    '<incomingServer type="imap">',
  ],
  [
    'AC-T41 a port that means something else',
    { incomingServers: [{ type: 'imap', port: 993, socketType: 'STARTTLS' }] },
    /port 993 is for SSL/,
    '<port>993</port>',
  ],
]

test.each(WARNED)(
  '%s: warned about and served as written',
  async (_title, fields, message, inDocument) => {
    const provider = { ...SERVERS, ...fields }
    const loaded = await load(stringify({ providers: { one: provider } }))
    expect(told(loaded).filter((line) => line.includes(' error '))).toEqual([])
    expect(told(loaded).join('\n')).toMatch(message)
    expect((await documentWith(provider)).body).toContain(inDocument)
  },
)
