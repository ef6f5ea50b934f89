// Settings made by chance, for questions to every format at once: servers that few formats can state beside
// ordinary ones, and every way in which a table can make a domain answer with them.
import fc, { type Arbitrary } from 'fast-check'
import { PUBLIC_URL } from '../helpers/settings.js'
import { provider as anyProvider } from './autoconfig/arbitrary-providers.js'

const HOSTS = [
  ...['a.example.net', 'b.example.net', 'mail.%EMAILDOMAIN%', 'imap.bücher.example', 'mailhost'],
  ...['%EMAILLOCALPART%.example.net', 'imap-%EMAILDOMAIN%', 'under_score.example.net', '192.0.2.1'],
]
const METHODS = [
  ...['password-cleartext', 'password-cleartext', 'password-encrypted', 'OAuth2', 'NTLM'],
  ...['GSSAPI', 'TLS-client-cert', 'none', 'client-IP-address'],
]
const PORTS = { imap: [993, 143], pop3: [995, 110], smtp: [465, 587, 25] } as const
type MailType = keyof typeof PORTS

const username = fc.constantFrom(
  '%EMAILADDRESS%',
  '%EMAILLOCALPART%',
  '%EMAILLOCALPART%@%EMAILDOMAIN%',
  '%EMAILLOCALPART%.%EMAILDOMAIN%',
  'HOSTING\\%EMAILADDRESS%',
  '%REALNAME%',
  'shared',
  null,
)
const authentication = fc.oneof(
  fc.constant('password-cleartext'),
  fc.uniqueArray(fc.constantFrom(...METHODS), { minLength: 1, maxLength: 3 }),
)

const STANDARD = { imap: 993, pop3: 995, smtp: 465 } as const

/** What every format can state. */
function standard(type: MailType) {
  return fc.record({
    type: fc.constant(type),
    hostname: fc.constantFrom(
      'a.example.net',
      'b.example.net',
      'mail.%EMAILDOMAIN%',
      'bücher.example',
    ),
    port: fc.constant(STANDARD[type]),
    socketType: fc.constant('SSL'),
    authentication: fc.constantFrom('password-cleartext', ['password-cleartext', 'OAuth2']),
  })
}

/** Usual ports and TLS in all pairs, the contradictory ones too, and odd ports. */
function oddServer(type: MailType) {
  return fc.record(
    {
      type: fc.constant(type),
      hostname: fc.constantFrom(...HOSTS),
      port: fc.oneof(fc.constantFrom(...PORTS[type]), fc.constantFrom(1, 2525, 65535)),
      socketType: fc.constantFrom('SSL', 'SSL', 'STARTTLS', 'plain'),
      authentication,
      username,
    },
    { requiredKeys: ['type', 'hostname', 'port', 'socketType'] },
  )
}

function server(type: MailType) {
  return fc.oneof(standard(type), oddServer(type), oddServer(type))
}

function dav(type: string) {
  const urls = [
    'https://dav.example.net/x/',
    'https://dav.%EMAILDOMAIN%:8443/%EMAILADDRESS%/',
    'http://dav.example.net/',
  ]
  return fc.record(
    { type: fc.constant(type), url: fc.constantFrom(...urls), username },
    { requiredKeys: ['type', 'url'] },
  )
}

const lists = {
  incomingServers: fc.array(fc.oneof(server('imap'), server('pop3')), {
    minLength: 1,
    maxLength: 5,
  }),
  outgoingServers: fc.array(server('smtp'), { maxLength: 4 }),
}
const odd = fc.record(
  {
    displayName: fc.constantFrom('P', '%EMAILDOMAIN%', 'x'.repeat(61)),
    calendars: fc.array(dav('caldav'), { maxLength: 2 }),
    addressbooks: fc.array(dav('carddav'), { maxLength: 2 }),
    ...lists,
  },
  { requiredKeys: ['incomingServers', 'outgoingServers'] },
)
// Without the names of its own: whose settings are asked is said below.
const any = anyProvider.map(({ domains: _, ...fields }) => fields)
const overrides = fc.record(
  {
    ...lists,
    username: username.filter((one) => one !== null),
    hostname: fc.constant('o.example'),
  },
  { requiredKeys: [] },
)

export interface AskedTable {
  settings: object
  /** The mailbox that is asked for. */
  email: string
  /** The same mailbox as its servers know it; another one where it moved. */
  known: string
}

const HOSTED = 'customer.example'
const LONG = `${'a'.repeat(60)}.example`

/** How a domain comes to its settings, and under which address its servers know the mailbox. */
function ways(own: object): { domains: object; domain: string; known?: string }[] {
  const direct = { [HOSTED]: 'one' }
  const moved = (redirectAddr: string) => ({ ...direct, 'was.example': { redirectAddr } })
  return [
    { domains: direct, domain: HOSTED },
    { domains: { [HOSTED]: { provider: 'one', ...own } }, domain: HOSTED },
    { domains: { '*.wild.example': 'one' }, domain: 'a.b.wild.example' },
    { domains: { '*': 'one' }, domain: LONG },
    {
      domains: moved(`%EMAILLOCALPART%@${HOSTED}`),
      domain: 'was.example',
      known: `%EMAILLOCALPART%@${HOSTED}`,
    },
    { domains: moved(`all@${HOSTED}`), domain: 'was.example', known: `all@${HOSTED}` },
  ]
}

const LOCAL_PARTS = ['ana', 'a+b', 'Ona.Ž', '50%off%', "o'neil&co"]

function asked(provider: Arbitrary<object>): Arbitrary<AskedTable> {
  return fc
    .tuple(provider, overrides, fc.nat({ max: 5 }), fc.constantFrom(...LOCAL_PARTS))
    .map(([one, own, way, localPart]) => {
      const { domains, domain, known } = ways(own)[way] ?? { domains: {}, domain: HOSTED }
      const email = `${localPart}@${domain}`
      return {
        settings: { publicUrl: PUBLIC_URL, providers: { one }, domains },
        email,
        known: known?.replace('%EMAILLOCALPART%', () => localPart) ?? email,
      }
    })
}

export const oddTable = asked(
  fc.oneof({ weight: 4, arbitrary: odd }, { weight: 1, arbitrary: any }),
)

/** Every server of these can be stated in every format. */
export const plainSailing = fc
  .record({
    displayName: fc.constant('P'),
    incomingServers: fc.array(fc.oneof(standard('imap'), standard('pop3')), {
      minLength: 1,
      maxLength: 4,
    }),
    outgoingServers: fc.array(standard('smtp'), { minLength: 1, maxLength: 3 }),
  })
  .map((one) => ({ publicUrl: PUBLIC_URL, providers: { one }, domains: { [HOSTED]: 'one' } }))
