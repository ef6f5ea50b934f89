// Questions of the JSON service and what is said to them.
import { PATH } from './setup.js'

export interface Row {
  title: string
  url: string
  expect: string
  headers?: Readonly<Record<string, string>>
}

const own = (domain: string) =>
  `200 AutodiscoverV1 https://autodiscover.${domain}/autodiscover/autodiscover.xml`
const ORG = own('example.org')
const EAS = 'https://eas.example.net/Microsoft-Server-ActiveSync'

const ana = 'Email=ana%40example.org'
const q = (query: string) => `${PATH}?${query}`
const everyOctet = (text: string) =>
  [...Buffer.from(text)].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('')
const LONG = `${'long.local.part.'.repeat(4).slice(0, 63)}x@example.org`

const addresses: Row[] = [
  { title: 'AD-T54 as Outlook asks', url: q(`${ana}&Protocol=Autodiscoverv1&RedirectCount=1`) },
  { title: 'AD-T54 the address raw', url: q('Email=ana@example.org&Protocol=AutodiscoverV1') },
  { title: 'AD-T54 a plus, raw', url: q('Email=ana+list@example.org&Protocol=AutodiscoverV1') },
  { title: 'AD-T54 in capitals', url: q('Email=ANA@EXAMPLE.ORG&Protocol=AUTODISCOVERV1') },
  {
    title: 'AD-T55 in the path',
    url: `${PATH}/v1.0/ana@example.org?Protocol=Autodiscoverv1&RedirectCount=1`,
  },
  {
    title: 'AD-T55 percent-encoded',
    url: `${PATH}/v1.0/ana%40example.org?Protocol=AutodiscoverV1`,
  },
  { title: 'AD-T55 another version', url: `${PATH}/V2/ana@example.org?Protocol=AutodiscoverV1` },
  {
    title: 'AD-T55 64 octets, each percent-encoded',
    url: `${PATH}/v1.0/${everyOctet(LONG)}?Protocol=AutodiscoverV1`,
  },
  {
    title: 'AD-T55 a slash in the local part, percent-encoded',
    url: `${PATH}/v1.0/a%2Fb%40example.org?Protocol=AutodiscoverV1`,
  },
  {
    title: 'AD-T55 a slash at the end',
    url: `${PATH}/v1.0/ana@example.org/?Protocol=AutodiscoverV1`,
  },
  {
    title: 'AD-T55 the query wins over the path',
    url: `${PATH}/v1.0/eva@nohost.example.com?${ana}&Protocol=AutodiscoverV1`,
  },
  {
    title: 'AD-T60 capitals everywhere',
    url: `/Autodiscover/AutoDiscover.JSON?email=ana%40example.org&protocol=autodiscoverv1`,
  },
  { title: 'AD-T60 EMAIL and PROTOCOL', url: q('EMAIL=ana@example.org&PROTOCOL=AutodiscoverV1') },
  {
    title: 'AD-T60 double slashes',
    url: `/autodiscover//autodiscover.json?${ana}&Protocol=AutodiscoverV1`,
  },
  { title: 'AD-T60 a slash at the end', url: `${PATH}/?${ana}&Protocol=AutodiscoverV1` },
  {
    title: 'AD-T60 parameters that nobody knows',
    url: q(`a=1&&=&b&${ana}&X=%zz&Protocol=AutodiscoverV1`),
  },
  {
    title: 'AD-T62 a forged Host',
    url: q(`${ana}&Protocol=AutodiscoverV1`),
    headers: { host: 'marker.example', 'x-forwarded-host': 'marker.example' },
  },
  {
    title: 'AD-T58 no address on a host of ours',
    url: q('Protocol=AutodiscoverV1'),
    headers: { host: 'autodiscover.example.org' },
  },
  {
    title: 'AD-T58 an empty address on a host of ours',
    url: q('Email=&Protocol=AutodiscoverV1'),
    headers: { host: 'Example.ORG:443' },
  },
].map((row) => ({ ...row, expect: ORG }))

const domains: Row[] = [
  {
    title: 'AD-T54 a U-label becomes an A-label',
    url: q('Email=ana%40b%C3%BCcher.example&Protocol=AutodiscoverV1'),
    expect: own('xn--bcher-kva.example'),
  },
  {
    title: 'AD-T54 below a wildcard',
    url: q('Email=ana@any.wild.example.com&Protocol=AutodiscoverV1'),
    expect: own('any.wild.example.com'),
  },
  {
    title: 'AD-6.3 a mailbox that moved to a domain of ours',
    url: q('Email=ana@alias.example.com&Protocol=AutodiscoverV1'),
    expect: own('alias.example.com'),
  },
  {
    title: 'AD-6.3 another service answers',
    url: q('Email=ana@moved.example.com&Protocol=AutodiscoverV1'),
    expect: '200 AutodiscoverV1 https://autodiscover.other.example/autodiscover/autodiscover.xml',
  },
]

const activeSync: Row[] = [
  {
    title: "AD-T56 as Microsoft's cloud service asks",
    url: q('Email=kim%40eas.example.com&Protocol=ActiveSync&RedirectCount=1'),
    headers: { 'user-agent': 'OutlookMobileCloudService-Autodetect/1.0.0' },
    expect: `200 ActiveSync ${EAS}`,
  },
  {
    title: 'AD-T56 in small letters',
    url: q('Email=kim@eas.example.com&Protocol=activesync'),
    expect: `200 ActiveSync ${EAS}`,
  },
  {
    title: 'AD-T56 without an address',
    url: q('Protocol=ActiveSync'),
    headers: { host: 'eas.example.com' },
    expect: `200 ActiveSync ${EAS}`,
  },
  {
    title: 'AD-T56 a server for each domain, without an address',
    url: q('Protocol=ActiveSync'),
    headers: { host: 'autodiscover.eas-of-domain.example.com' },
    expect: '200 ActiveSync https://eas.eas-of-domain.example.com/sync',
  },
  {
    title: 'AD-T56 a path for each mailbox, percent-encoded',
    url: q('Email=a/b%26c@eas-of-mailbox.example.com&Protocol=ActiveSync'),
    expect:
      '200 ActiveSync https://eas.example.net/a%2Fb%26c/sync?user=a%2Fb%26c%40eas-of-mailbox.example.com',
  },
  {
    title: 'AD-T56 a path for each mailbox, without an address',
    url: q('Protocol=ActiveSync'),
    headers: { host: 'eas-of-mailbox.example.com' },
    expect: '400 InvalidProtocol',
  },
  {
    title: "AD-T56 none there, as Microsoft's cloud service asks",
    url: q(`${ana}&Protocol=ActiveSync&RedirectCount=1`),
    headers: { 'user-agent': 'OutlookMobileCloudService-Autodetect/1.0.0' },
    expect: '400 InvalidProtocol',
  },
  {
    title: 'AD-T56 none that clients reach: they always speak TLS',
    url: q('Email=kim@eas-in-clear-text.example.com&Protocol=ActiveSync'),
    expect: '400 InvalidProtocol',
  },
]

const refused: Row[] = [
  ...['EWS', 'Ews', 'Rest', 'Substrate', '%3Cscript%3E', 'AutodiscoverV2', 'x'.repeat(33)].map(
    (protocol) => ({
      title: `AD-T57 ${protocol}`,
      url: q(`${ana}&Protocol=${protocol}`),
      expect: '400 InvalidProtocol',
    }),
  ),
  {
    title: 'AD-T57 before the domain',
    url: q('Email=a@nohost.example.com&Protocol=EWS'),
    expect: '400 InvalidProtocol',
  },
  { title: 'AD-T58 no protocol', url: q(ana), expect: '400 MissingProtocol' },
  { title: 'AD-T58 an empty protocol', url: q(`${ana}&Protocol=`), expect: '400 MissingProtocol' },
  {
    title: 'AD-T58 a protocol that is no UTF-8',
    url: q(`${ana}&Protocol=%ff`),
    expect: '400 MissingProtocol',
  },
  {
    title: 'AD-T58 no address on the central host',
    url: q('Protocol=AutodiscoverV1'),
    expect: '400 MandatoryParameterMissing',
  },
  { title: 'AD-T58 nothing', url: PATH, expect: '400 MandatoryParameterMissing' },
  ...[
    'nohost.example.com',
    'sub.example.org',
    'off.example.com',
    'elsewhere.example.com',
    'gone.example.com',
  ].map((domain) => ({
    title: `AD-T59 ${domain}`,
    url: q(`Email=marker@${domain}&Protocol=AutodiscoverV1`),
    expect: '404 NotFound',
  })),
  {
    title: 'AD-T59 ActiveSync of nobody',
    url: q('Email=a@nohost.example.com&Protocol=ActiveSync'),
    expect: '404 NotFound',
  },
  {
    title: 'AD-T59 no version',
    url: `${PATH}/ana@example.org?Protocol=AutodiscoverV1`,
    expect: '404 NotFound',
  },
  {
    title: 'AD-T59 no address',
    url: `${PATH}/v1.0?Protocol=AutodiscoverV1`,
    expect: '404 NotFound',
  },
  {
    title: 'AD-T61 as scanners ask',
    url: q('@marker.example/owa/?&Email=autodiscover/autodiscover.json%3F@marker.example'),
    expect: '400 MissingProtocol',
  },
  {
    title: 'AD-T61 as scanners ask, with a protocol',
    url: q(
      '@marker.example/mapi/?&Email=autodiscover/autodiscover.json%3F@marker.example&Protocol=AutodiscoverV1',
    ),
    expect: '404 NotFound',
  },
  ...[
    ['twice', `${ana}&${ana}`],
    ['twice, in other letters', `${ana}&email=eva@example.org`],
    ['with a NUL', 'Email=a%00b@example.org'],
    ['with a line break', 'Email=a%0d%0aX-Evil:%201@example.org'],
    ['that is not encoded well', 'Email=%zz@example.org'],
    ['that is no UTF-8', 'Email=%c3%28@example.org'],
    ['without @', 'Email=marker'],
    ['with two @', 'Email=marker@a@example.org'],
    ['with markup', 'Email=%3Cmarker%3E@example.org'],
    ['in quotes', 'Email=%22ana%22@example.org'],
  ].map(([title, email]) => ({
    title: `AD-T63 an address ${title ?? ''}`,
    url: q(`${email ?? ''}&Protocol=AutodiscoverV1`),
    expect: '400 MandatoryParameterMissing',
  })),
  {
    title: 'AD-T63 an address in the path that is none',
    url: `${PATH}/v1.0/marker?Protocol=AutodiscoverV1`,
    expect: '400 MandatoryParameterMissing',
  },
  {
    title: 'AD-T63 an address in the path with a NUL',
    url: `${PATH}/v1.0/a%00b@example.org?Protocol=AutodiscoverV1`,
    expect: '400 MandatoryParameterMissing',
  },
]

export const rows: Row[] = [...addresses, ...domains, ...activeSync, ...refused].map((row) => ({
  ...row,
  title: `${row.title}: ${row.expect}`,
}))
