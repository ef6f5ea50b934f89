// What is asked, and whose document comes back. Row ids are those of the conformance list of this protocol.
import { PATH, type Question, WELL_KNOWN } from './ask.js'

type Row = readonly [title: string, question: Question]

const HOST = 'autoconfig.example.lt'
const WITH = `${PATH}?emailaddress=`

/** All of these get the document of example.lt, the same bytes every time. */
export const SAME_BYTES: readonly Row[] = [
  ['AC-T01 the host alone', { host: HOST, target: PATH }],
  ['AC-T02 an encoded address', { host: HOST, target: `${WITH}jonas%40example.lt` }],
  ['AC-T02 a raw address', { host: HOST, target: `${WITH}jonas@example.lt` }],
  ['AC-T03 a raw plus', { host: 'a.test', target: `${WITH}jonas+x@example.lt` }],
  ['AC-T03 an encoded plus', { host: 'a.test', target: `${WITH}jonas%2Bx%40example.lt` }],
  [
    'AC-T03 a space, as forms write a plus',
    { host: HOST, target: `${WITH}jonas%20x%40example.lt` },
  ],
  ['AC-T04 an empty address', { host: HOST, target: WITH }],
  ['AC-T04 a parameter without a value', { host: HOST, target: `${PATH}?emailaddress` }],
  ['AC-T04 a question mark alone', { host: HOST, target: `${PATH}?` }],
  ['AC-T04 no @', { host: HOST, target: `${WITH}jonas` }],
  ['AC-T04 no domain', { host: HOST, target: `${WITH}jonas@` }],
  ['AC-T04 no local part', { host: HOST, target: `${WITH}@full.example` }],
  ['AC-T04 not UTF-8', { host: HOST, target: `${WITH}%ff%40` }],
  ['AC-T04 not percent-encoding', { host: HOST, target: `${WITH}%4%zz@full.example` }],
  ['AC-T04 a null octet', { host: HOST, target: `${WITH}jonas%00@full.example` }],
  ['AC-T04 line breaks', { host: HOST, target: `${WITH}jonas%0d%0aX:%201@full.example` }],
  ['AC-T04 254 octets and one', { host: HOST, target: `${WITH}${'a'.repeat(242)}@full.example` }],
  ['AC-T04 an IP address as domain', { host: HOST, target: `${WITH}jonas@192.0.2.1` }],
  ['AC-T04 a domain of one label', { host: HOST, target: `${WITH}jonas@localhost` }],
  ['AC-T05 a mailbox that does not exist', { host: HOST, target: `${WITH}nobody-4711@example.lt` }],
  ['AC-T06 two @ count as no address', { host: HOST, target: `${WITH}a@b@full.example` }],
  ['AC-T06 two @ before the own domain', { host: HOST, target: `${WITH}a@b@example.lt` }],
  [
    'AC-T07 the first of several addresses, other parameters',
    { host: HOST, target: `${WITH}x@example.lt&emailaddress=y@full.example&emailmd5=ab&foo=1` },
  ],
  [
    'AC-T07 other parameters first',
    { host: 'cfg.example-hosting.net', target: `${PATH}?a=b&c&=d&&emailaddress=x@example.lt` },
  ],
  [
    'AC-T07 a malformed first address counts as none',
    { host: HOST, target: `${WITH}jonas&emailaddress=y@full.example` },
  ],
  ['AC-T08 the well-known path', { host: 'example.lt', target: WELL_KNOWN }],
  [
    'AC-T08 the well-known path with an address',
    { host: 'example.lt', target: `${WELL_KNOWN}?emailaddress=jonas%40example.lt` },
  ],
  ['AC-T08 the well-known path on the other host', { host: HOST, target: WELL_KNOWN }],
  ['AC-T08 the domain itself', { host: 'example.lt', target: PATH }],
  ['AC-T08 www', { host: 'www.example.lt', target: WELL_KNOWN }],
  ['AC-T11 a host in capitals, with a port', { host: 'AutoConfig.EXAMPLE.lt:443', target: PATH }],
  ['AC-T11 a host with its final dot', { host: 'autoconfig.example.lt.', target: PATH }],
  ['AC-T11 both', { host: 'AUTOCONFIG.example.LT.:8080', target: PATH }],
  // An address of a hosted domain decides on every host: the look-up over the MX record needs it.
  [
    'AC-T15 the host of the provider',
    { host: 'autoconfig.example-hosting.net', target: `${WITH}j@example.lt` },
  ],
  [
    'AC-T18 the parent of the MX',
    { host: 'autoconfig.mail.example-hosting.net', target: `${WITH}j@example.lt` },
  ],
  [
    'AC-T18 the MX itself',
    { host: 'autoconfig.mx1.mail.example-hosting.net', target: `${WITH}j@example.lt` },
  ],
  [
    'AC-T19 the host of another customer',
    { host: 'autoconfig.full.example', target: `${WITH}j@example.lt` },
  ],
  ['AC-T19 a host of nobody', { host: 'autoconfig.unknown.test', target: `${WITH}j@example.lt` }],
  ['AC-T19 an IP address as host', { host: '192.0.2.1:8080', target: `${WITH}j@example.lt` }],
  ['AC-T19 an IPv6 address as host', { host: '[2001:db8::1]:8080', target: `${WITH}j@example.lt` }],
  ['AC-T22 case never matters', { host: HOST, target: '/Mail/Config-V1.1.XML' }],
  ['AC-T22 a trailing slash never matters', { host: HOST, target: `${PATH}/` }],
  ['AC-T22 double slashes never matter', { host: HOST, target: '//mail//config-v1.1.xml' }],
  [
    'AC-T22 nor all of it on the well-known path',
    { host: HOST, target: '/.Well-Known//AutoConfig/mail/config-v1.1.xml/' },
  ],
  [
    'AC-T22 nor the case of the parameter',
    { host: 'a.test', target: `${PATH}?EmailAddress=j@example.lt` },
  ],
  [
    'AC-T22 nor percent-encoding in its name',
    { host: 'a.test', target: `${PATH}?email%61ddress=j@example.lt` },
  ],
  [
    'AC-T23 credentials and cookies',
    { host: HOST, target: PATH, headers: { authorization: 'Basic am9uYXM6cHc=', cookie: 'a=b' } },
  ],
  [
    'AC-T24 forged forwarding headers',
    {
      host: HOST,
      target: PATH,
      headers: {
        'x-forwarded-host': 'autoconfig.full.example',
        'x-original-host': 'autoconfig.full.example',
        forwarded: 'host=autoconfig.full.example',
        'x-forwarded-proto': 'http',
      },
    },
  ],
  ['AC-T30 markup in the address', { host: HOST, target: `${WITH}%22%3E%3Cx%3E%40example.lt` }],
  ['AC-T30 markup, raw', { host: HOST, target: `${WITH}j"><x>@full.example` }],
  // As the clients were seen to ask.
  [
    'AC-S Thunderbird: form encoding of everything odd',
    { host: HOST, target: `${WITH}a%2Bb%26c%27e%40example.lt`, headers: { accept: '*/*' } },
  ],
  [
    'AC-S Evolution: a stand-in for the user, and a digest',
    {
      host: HOST,
      target: `${WITH}EVOLUTIONUSER%40example.lt&emailmd5=0cc175b9c0f1b6a831c399e269772661`,
    },
  ],
  [
    'AC-S KDE: no query, a browser’s Accept',
    { host: HOST, target: PATH, headers: { accept: 'text/html, text/*;q=0.9, */*;q=0.8' } },
  ],
  ['AC-S Delta Chat: dots encoded', { host: 'a.test', target: `${WITH}user%40example%2Elt` }],
  [
    'AC-S FairEmail: the address raw, on the host of the MX',
    { host: 'autoconfig.mail.example-hosting.net', target: `${WITH}first.last+tag@example.lt` },
  ],
  ['AC-S Horde: the well-known path without a query', { host: 'example.lt', target: WELL_KNOWN }],
  ['AC-S an address in capitals', { host: 'a.test', target: `${WITH}JONAS@EXAMPLE.LT` }],
  [
    'AC-S an address with blanks around it',
    { host: 'a.test', target: `${WITH}%20j@example.lt%20` },
  ],
  ['AC-S an address with a final dot', { host: 'a.test', target: `${WITH}j@example.lt.` }],
  ['AC-S the whole URL in the request line', { host: HOST, target: `http://${HOST}${PATH}` }],
  ['AC-T52 ISPDB', { host: 'cfg.example-hosting.net', target: '/v1.1/example.lt' }],
  [
    'AC-T52 ISPDB, as Thunderbird asks it',
    {
      host: 'cfg.example-hosting.net',
      target: '/v1.1/example.lt',
      headers: { accept: 'application/xml,text/xml,*/*' },
    },
  ],
  ['AC-T52 ISPDB in capitals', { target: '/V1.1/EXAMPLE.LT' }],
  ['AC-T52 ISPDB with a query', { target: '/v1.1/example.lt?x=1' }],
  [
    'AC-T52 ISPDB: nothing but the path counts',
    { target: '/v1.1/example.lt?emailaddress=j@full.example' },
  ],
  ['AC-T52 ISPDB on any host', { host: 'autoconfig.full.example', target: '/v1.1/example.lt' }],
  ['AC-T52 ISPDB with slashes', { target: '//v1.1//example.lt/' }],
  ['AC-T52 ISPDB with a final dot', { target: '/v1.1/example.lt.' }],
]

const HOSTING = ['example-hosting.net', 'mail.example-hosting.net', 'mx1.mail.example-hosting.net']

/** Other domains: what stands in `<domain>`, in order, and the id where it is another than the first of them. */
export const OTHER_DOMAINS: readonly (readonly [
  ...Row,
  domains: readonly string[],
  id?: string,
])[] = [
  ['AC-T14 an alias', { host: 'autoconfig.example-alias.lt', target: PATH }, ['example-alias.lt']],
  ['AC-T16 the provider', { host: 'autoconfig.example-hosting.net', target: PATH }, HOSTING],
  [
    'AC-T16 the provider, by an address of its own',
    { host: 'autoconfig.example.lt', target: `${WITH}staff@example-hosting.net` },
    HOSTING,
  ],
  [
    'AC-T18 the MX without an address',
    { host: 'autoconfig.mx1.mail.example-hosting.net', target: PATH },
    HOSTING,
    'mx1.mail.example-hosting.net',
  ],
  // A valid address wins over the host.
  [
    'AC-T19 an address of another domain',
    { host: 'autoconfig.example.lt', target: `${WITH}j@full.example` },
    ['full.example', 'mx.full.example'],
  ],
  [
    'AC-T19 the same on the well-known path',
    { host: 'example.lt', target: `${WELL_KNOWN}?emailaddress=j@pop.example` },
    ['pop.example'],
  ],
  [
    'AC-T20 A-labels in the host',
    { host: 'autoconfig.xn--bcher-kva.example', target: PATH },
    ['xn--bcher-kva.example'],
  ],
  [
    'AC-T20 A-labels in the address',
    { host: 'autoconfig.example-hosting.net', target: `${WITH}x@xn--bcher-kva.example` },
    ['xn--bcher-kva.example'],
  ],
  [
    'AC-T20 U-labels in the address',
    { host: 'autoconfig.example-hosting.net', target: `${WITH}x%40b%C3%BCcher.example` },
    ['xn--bcher-kva.example'],
  ],
  [
    'AC-T20 U-labels in capitals, decomposed',
    { host: 'a.test', target: `${WITH}x%40BU%CC%88CHER.example` },
    ['xn--bcher-kva.example'],
  ],
  ['AC-T54 ISPDB: the provider', { target: '/v1.1/example-hosting.net' }, HOSTING],
  [
    'AC-T54 ISPDB: the parent of its MX',
    { target: '/v1.1/mail.example-hosting.net' },
    HOSTING,
    'mail.example-hosting.net',
  ],
  ['AC-T54 ISPDB: U-labels', { target: '/v1.1/b%C3%BCcher.example' }, ['xn--bcher-kva.example']],
  [
    'AC-W a wildcard',
    { host: 'autoconfig.team.campus.example', target: PATH },
    ['team.campus.example'],
  ],
  [
    'AC-W a wildcard, any depth',
    { host: 'a.test', target: `${WITH}j@a.b.campus.example` },
    ['a.b.campus.example'],
  ],
  ['AC-W a wildcard over ISPDB', { target: '/v1.1/x.campus.example' }, ['x.campus.example']],
  [
    'AC-W an exact name before a wildcard',
    { target: '/v1.1/library.campus.example' },
    ['library.campus.example'],
  ],
  [
    'AC-R a domain whose mailboxes moved',
    { host: 'autoconfig.moved.example', target: PATH },
    ['moved.example'],
  ],
]

/** Nothing is known: 404. */
export const UNKNOWN: readonly Row[] = [
  ['AC-T12 an unknown domain', { host: 'autoconfig.unknown.test', target: PATH }],
  ['AC-T12 a domain without mail', { host: 'autoconfig.off.example', target: PATH }],
  ['AC-T12 the host of the service', { host: 'cfg.example-hosting.net', target: PATH }],
  ['AC-T12 no host name at all', { host: '127.0.0.1:8080', target: PATH }],
  ['AC-T12 a host that is no name', { host: 'exa_mple..lt', target: PATH }],
  ['AC-T13 a subdomain inherits nothing', { host: 'autoconfig.team.example.lt', target: PATH }],
  [
    'AC-T13 one service label is cut off, not two',
    { host: 'autoconfig.www.example.lt', target: PATH },
  ],
  // The address decides, also when it is unknown.
  [
    'AC-T17 an unknown address at the provider',
    { host: 'autoconfig.example-hosting.net', target: `${WITH}j@unknown.test` },
  ],
  [
    'AC-T17 an unknown address at a customer',
    { host: 'autoconfig.example.lt', target: `${WITH}j@unknown.test` },
  ],
  [
    'AC-T17 an address without mail',
    { host: 'autoconfig.example.lt', target: `${WITH}j@off.example` },
  ],
  [
    'AC-T24 a host that only a stranger names',
    { host: 'a.test', target: PATH, headers: { 'x-forwarded-host': 'autoconfig.example.lt' } },
  ],
  // Thunderbird cannot use a document without a mail server; the search shall go on.
  [
    'AC-T46 a provider without any mail server',
    { host: 'autoconfig.calendar.example', target: PATH },
  ],
  ['AC-T53 ISPDB: an unknown domain', { target: '/v1.1/unknown.test' }],
  ['AC-T53 ISPDB: a domain without mail', { target: '/v1.1/off.example' }],
  ['AC-T53 ISPDB: a path that leads away', { target: '/v1.1/..%2Fetc' }],
  ['AC-T53 ISPDB: an address', { target: '/v1.1/jonas@example.lt' }],
  ['AC-T53 ISPDB: a wildcard as it is written', { target: '/v1.1/*.campus.example' }],
  ['AC-T53 ISPDB: a prefix is not cut off', { target: '/v1.1/autoconfig.example.lt' }],
  ['AC-T53 ISPDB: 4,000 characters', { target: `/v1.1/${'a'.repeat(4000)}.lt` }],
  ['AC-W the parent of a wildcard', { host: 'autoconfig.campus.example', target: PATH }],
  [
    'AC-R mailboxes that moved to nobody we know',
    { host: 'autoconfig.moved-away.example', target: PATH },
  ],
  [
    'AC-R a redirect for other formats only',
    { host: 'autoconfig.page-only.example', target: PATH },
  ],
]

/** Paths that nobody defined. */
export const NO_SUCH_PATH: readonly Row[] = [
  ['AC-T22 dot segments', { host: HOST, target: '/mail/../mail/config-v1.1.xml' }],
  ['AC-T22 encoded dot segments', { host: HOST, target: '/mail/%2e%2e/mail/config-v1.1.xml' }],
  ['AC-T22 another file', { host: HOST, target: '/mail/config-v1.2.xml' }],
  ['AC-T22 a path below it', { host: HOST, target: `${PATH}/x` }],
  ['AC-T53 ISPDB without a domain', { target: '/v1.1/' }],
  ['AC-T53 ISPDB with two', { target: '/v1.1/a/b' }],
  ['AC-T55 no second name for the ISPDB', { target: '/ispdb/example.lt.xml' }],
]
