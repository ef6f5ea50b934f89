// Providers as anybody might write them: every field, every server type, awkward but sound values.
import fc, { type Arbitrary } from 'fast-check'

const METHODS = [
  'password-cleartext',
  'password-encrypted',
  'OAuth2',
  'NTLM',
  'GSSAPI',
  'TLS-client-cert',
] as const
const ANONYMOUS = ['client-IP-address', 'smtp-after-pop', 'none'] as const

const FRAGMENTS = [
  'Mail',
  '&',
  '<b>',
  '</domain>',
  '"',
  "'",
  ']]>',
  '<!--',
  '-->',
  '$&',
  'ą',
  '中',
  '🦊',
  'e\u0301',
  ' ',
  '%EMAILDOMAIN%',
  '\u00a0x',
  '#',
  '{}',
  ';',
]
const piece = fc.oneof(
  fc.constantFrom(...FRAGMENTS),
  fc
    .string({ unit: 'grapheme', maxLength: 4 })
    .map((text) => text.replaceAll(/[%\p{Cc}\u2028\u2029]/gu, () => '')),
)
/** Begins with a letter, so that nobody takes it for a number or for a truth value; holds no spelled-out reference. */
const name = fc
  .array(piece)
  .map((pieces) => `Ž${pieces.join('')}`.trim())
  .filter((text) => !/&(?:amp|lt|gt|quot|apos|#\d+);/.test(text))
const prose = fc.tuple(name, name).map(([first, second]) => `${first}\n${second}`)
const texts = fc.oneof(
  name,
  fc.dictionary(fc.constantFrom('en', 'de', 'lt', 'pt-BR', 'x-default'), fc.oneof(name, prose), {
    minKeys: 1,
    maxKeys: 4,
  }),
)

const domain = fc.domain().map((text) => text.toLowerCase())
const hostname = fc.oneof(
  domain,
  domain,
  fc.constantFrom('mail.%EMAILDOMAIN%', '%EMAILDOMAIN%', 'IMAP.Example.ORG', 'imap.bücher.example'),
)
const username = fc.constantFrom(
  '%EMAILADDRESS%',
  '%EMAILLOCALPART%',
  '%EMAILLOCALPART%.%EMAILDOMAIN%',
  '%EMAILLOCALPART%@corp.example',
  'shared',
)
const web = fc.webUrl({ withQueryParameters: true, withFragments: false })
const port = fc.oneof(
  fc.constantFrom(993, 143, 995, 110, 465, 587, 25, 1, 65535),
  fc.integer({ min: 1, max: 65535 }),
)
const socketType = fc.constantFrom('SSL', 'STARTTLS', 'plain')

function oneOrMore<Value>(value: Arbitrary<Value>): Arbitrary<Value | Value[]> {
  return fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }))
}

const withSystem = fc.constantFrom(
  { sasl: 'SCRAM-SHA-256-PLUS' },
  { sasl: 'XOAUTH2' },
  { http: 'Basic' },
  { http: 'Digest' },
)
const methods = oneOrMore(fc.oneof(fc.constantFrom(...METHODS), withSystem))
const methodsOfSending = oneOrMore(fc.oneof(fc.constantFrom(...METHODS, ...ANONYMOUS), withSystem))

/** Only some of the fields, as people write them. */
function some<Fields extends object>(fields: { [Name in keyof Fields]: Arbitrary<Fields[Name]> }) {
  return fc.record(fields, { requiredKeys: [] })
}

const socket = fc.oneof(fc.constant({}), fc.record({ port, socketType }))

function tcp(
  type: string,
  extra: Arbitrary<object> = fc.constant({}),
  offered: Arbitrary<unknown> = methods,
) {
  return fc
    .tuple(some({ hostname, username, authentication: offered }), socket, extra)
    .map((parts) => Object.assign({ type }, ...parts) as object)
}

function overHttp(type: string) {
  return fc
    .tuple(fc.record({ url: web }), some({ username, authentication: methods }))
    .map((parts) => Object.assign({ type }, ...parts) as object)
}

const pop3 = fc
  .record(
    {
      leaveMessagesOnServer: fc.boolean(),
      downloadOnBiff: fc.boolean(),
      daysToLeaveMessagesOnServer: fc.nat(365),
      checkInterval: fc.nat(60),
    },
    { requiredKeys: ['leaveMessagesOnServer'] },
  )
  .map((options) => ({ pop3: options }))

const incoming = fc.oneof(
  fc.constantFrom('imap', 'pop3'),
  tcp('imap', some({ useGlobalPreferredServer: fc.boolean() })),
  tcp('pop3', fc.oneof(pop3, fc.constant({}))),
  tcp('exchange', some({ owaURL: web, ewsURL: web, easURL: web })),
  ...['jmap', 'ews', 'activeSync', 'graph', 'owa'].map(overHttp),
)
const sendingOptions = some({
  restriction: fc.constant('client-IP-address'),
  addThisServer: fc.boolean(),
  useGlobalPreferredServer: fc.boolean(),
})
const outgoing = fc.oneof(fc.constant('smtp'), tcp('smtp', sendingOptions, methodsOfSending))

const list = <Value>(value: Arbitrary<Value>) => fc.array(value, { maxLength: 3 })
const field = fc.record({ id: name, name }, { requiredKeys: ['id'] })

/** A provider that can always be loaded and always has a document. */
export const provider = fc
  .tuple(
    fc.record({
      hostname,
      incomingServers: fc.array(incoming, { minLength: 1, maxLength: 4 }),
      outgoingServers: list(outgoing),
    }),
    some({
      id: domain,
      domains: fc
        .uniqueArray(domain, { maxLength: 4 })
        .map(([first, ...others]) => [
          ...(first === undefined ? [] : [{ name: first }]),
          ...others.map((name) => ({ name, purpose: 'mx' })),
        ]),
      displayName: name,
      displayShortName: name,
      authentication: oneOrMore(fc.constantFrom(...METHODS)),
      username,
      calendars: list(overHttp('caldav')),
      addressbooks: list(overHttp('carddav')),
      fileShares: list(overHttp('webdav')),
      chatServers: list(fc.oneof(overHttp('xmpp'), overHttp('matrix'), tcp('xmpptcp'))),
      videoConferences: list(overHttp('opentalk')),
      setupServers: list(tcp('managesieve')),
      oAuth2: fc.record(
        {
          issuer: domain,
          scope: name,
          authURL: web,
          tokenURL: web,
          clientID: name,
          clientSecret: name,
        },
        { requiredKeys: ['issuer'] },
      ),
      documentation: list(fc.record({ url: web, descr: texts }, { requiredKeys: ['url'] })),
      enable: fc.record({ visiturl: web, instruction: texts }, { requiredKeys: ['visiturl'] }),
      webMail: fc.record(
        {
          loginPage: web,
          loginPageInfo: fc.record(
            {
              url: web,
              username,
              usernameField: field,
              passwordField: field,
              loginButton: field,
              waitForRedirectionURLPrefix: web,
            },
            { requiredKeys: ['url'] },
          ),
        },
        { requiredKeys: ['loginPage'] },
      ),
      clientConfigUpdate: web,
    }),
  )
  .map(([needed, others]) => ({ ...needed, ...others }))
