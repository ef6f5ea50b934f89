// Which records a domain gets, and which it does not.
import { expect, test } from 'vitest'
import { aliasTargets } from '../../src/dns/alias-targets.js'
import { type DnsRecord } from '../../src/dns/record.js'
import { tableOf } from '../helpers/settings.js'
import { FIXTURE, groupsOf, zoneOf } from './ask.js'

const CFG = 'cfg.example-hosting.net.'
const srv = (label: string, data: string) => `${label}._tcp SRV ${data}`
const none = (...labels: string[]) => labels.map((label) => srv(label, '0 0 0 .'))

// The reference has a CNAME at _ua-auto-config, to a TXT record of the provider: here each zone holds the record itself.
test('AC-T67 the zone of a hosted domain', async () => {
  const { lines, leftOut } = await zoneOf('example.lt')
  expect(leftOut).toEqual([])
  const pacc = lines.filter((line) => line.startsWith('_ua-auto-config'))
  expect(pacc).toEqual([
    expect.stringMatching(/^_ua-auto-config TXT "v=UAAC1; a=sha256; d=[A-Za-z0-9+/]{43}="$/),
  ])
  expect(lines.filter((line) => !pacc.includes(line)).sort()).toEqual(
    [
      `autoconfig CNAME ${CFG}`,
      `autodiscover CNAME ${CFG}`,
      `ua-auto-config CNAME ${CFG}`,
      '@ TXT "mailconf=https://autoconfig.example.lt/mail/config-v1.1.xml"',
      srv('_submissions', '0 1 465 ssl0.ovh.net.'),
      srv('_imaps', '0 1 993 ssl0.ovh.net.'),
      srv('_pop3s', '10 1 995 ssl0.ovh.net.'),
      srv('_caldavs', '0 1 443 dav.example-hosting.net.'),
      '_caldavs._tcp TXT "path=/cal/"',
      srv('_carddavs', '0 1 443 dav.example-hosting.net.'),
      '_carddavs._tcp TXT "path=/card/"',
      ...none('_submission', '_imap', '_pop3', '_caldav', '_carddav', '_jmap', '_sieve'),
    ].sort(),
  )
})

const EVERY_LABEL = [
  ...['_submissions', '_submission', '_imaps', '_imap', '_pop3s', '_pop3', '_jmap'],
  ...['_caldavs', '_caldav', '_carddavs', '_carddav', '_sieve'],
]

test.each(['example.lt', 'both.example', 'starttls.example', 'jmap.example', 'parked.example'])(
  'AC-T68 %s: what is not offered has one record, "."; what is offered has others',
  async (domain) => {
    const { lines } = await zoneOf(domain)
    for (const label of EVERY_LABEL) {
      const own = lines.filter((line) => line.startsWith(`${label}._tcp SRV`))
      const refusals = own.filter((line) => line.endsWith(' 0 0 0 .'))
      expect(own.length, label).toBeGreaterThan(0)
      expect(refusals, label).toEqual(refusals.length === 0 ? [] : own)
      expect(refusals.length, label).toBeLessThan(2)
    }
  },
)

interface Row {
  id: string
  title: string
  domain: string
  /** Lines that must be there; of these labels no others. */
  has: string[]
  lacks?: RegExp
  leftOut?: string[]
}

const rows: Row[] = [
  {
    id: 'T69',
    title: '465 before 587',
    domain: 'both.example',
    has: [
      srv('_submissions', '0 1 465 mail.both.example.'),
      srv('_submission', '10 1 587 mail.both.example.'),
    ],
  },
  {
    id: 'T69',
    title: 'overridden: the order is that of the table, and nobody sorts',
    domain: 'starttls.example',
    has: [
      srv('_submission', '0 1 587 mail.example.com.'),
      srv('_submissions', '10 1 465 mail.example.com.'),
    ],
  },
  {
    id: 'T70',
    title: 'IMAP before POP3',
    domain: 'both.example',
    has: [
      srv('_imaps', '0 1 993 mail.both.example.'),
      srv('_imap', '10 1 143 mail.both.example.'),
      srv('_pop3s', '20 1 995 mail.both.example.'),
    ],
  },
  {
    id: 'T70',
    title: 'overridden: POP3 before IMAP where the table says so',
    domain: 'starttls.example',
    has: [srv('_pop3', '0 1 110 mail.example.com.'), srv('_imaps', '10 1 993 mail.example.com.')],
  },
  {
    id: 'T73',
    title: 'one mailconf record, https',
    domain: 'both.example',
    has: ['@ TXT "mailconf=https://autoconfig.both.example/mail/config-v1.1.xml"'],
  },
  {
    id: '10.1',
    title: 'a name below a wildcard: the records of that name',
    domain: 'physics.campus.example',
    has: [
      `autoconfig CNAME ${CFG}`,
      srv('_imaps', '0 1 993 mail.physics.campus.example.'),
      srv('_sieve', '0 1 4190 mail.physics.campus.example.'),
    ],
  },
  {
    id: '10.4',
    title: 'plain never appears, and is not said to be missing either',
    domain: 'plain.example',
    has: [srv('_submissions', '0 1 465 mail.example.com.'), ...none('_imaps')],
    lacks: /^_imap\./,
    leftOut: ['No _imap record for one server: it does not encrypt.'],
  },
  {
    id: '10.5',
    title: 'JMAP has its port, and a server with two ways to log in one record',
    domain: 'jmap.example',
    has: [
      srv('_jmap', '0 1 8443 jmap.example.com.'),
      srv('_imaps', '10 1 993 imap.example.com.'),
      srv('_submissions', '0 1 465 smtp.example.com.'),
    ],
  },
  {
    id: '10.4',
    title: 'what no record can say is left out, with a reason',
    domain: 'awkward.example',
    has: [
      srv('_submission', '0 1 2525 smtp.example.com.'),
      ...none('_pop3', '_jmap', '_caldav', '_carddavs'),
    ],
    lacks: /^_(?:imaps?|pop3s|submissions|caldavs|carddav|sieve)\.|ua-auto-config/,
    leftOut: [
      'No _submissions record for one server: its host must be a DNS name, and the same for all mailboxes.',
      'No _imaps record for one server: its host must be a DNS name, and the same for all mailboxes.',
      'No _imap record for one server: its host must be a DNS name, and the same for all mailboxes.',
      'No _pop3s record for one server: its host autoconfig.awkward.example is an alias.',
      'No _caldavs record for one server: its URL differs from mailbox to mailbox.',
      'No _carddav record for one server: its URL is not https.',
      'No _sieve record for one server: there is no SRV record for its kind of TLS.',
    ],
  },
  {
    id: 'T61',
    title: 'what PACC cannot state has neither a digest nor an alias',
    domain: 'plain.example',
    has: [`autoconfig CNAME ${CFG}`],
    lacks: /ua-auto-config/,
    leftOut: ['No _imap record for one server: it does not encrypt.'],
  },
  {
    id: '10.1',
    title: 'none: every service is refused',
    domain: 'parked.example',
    has: none(...EVERY_LABEL, '_autodiscover'),
    lacks: /CNAME|TXT/,
  },
  {
    id: '10.1',
    title: 'redirect: the way there, no servers',
    domain: 'gone.example',
    has: [
      `autoconfig CNAME ${CFG}`,
      '@ TXT "mailconf=https://autoconfig.elsewhere.example/mail/config-v1.1.xml"',
      `autodiscover CNAME ${CFG}`,
      '_autodiscover._tcp SRV 0 0 443 autodiscover.elsewhere.example.',
    ],
    lacks: /ua-auto-config|_imap|_submission/,
  },
  {
    id: '10.1',
    title: 'redirect of autodiscover alone, on a port that clients would ignore',
    domain: 'half-gone.example',
    has: [`autodiscover CNAME ${CFG}`],
    lacks: /SRV|TXT|^autoconfig/,
  },
  {
    id: '10.1',
    title: 'redirect of the page alone',
    domain: 'page-gone.example',
    has: [],
    lacks: /./,
  },
  {
    id: '10.1',
    title: 'moved to a domain of ours: no servers, since the user name is another address',
    domain: 'old.example',
    has: [`autoconfig CNAME ${CFG}`, `autodiscover CNAME ${CFG}`],
    lacks: /SRV|ua-auto-config/,
    leftOut: [
      'No SRV records for servers: they would have people log in with this address, and theirs is another one now.',
    ],
  },
  {
    id: '10.1',
    title: 'moved to a foreign domain: autodiscover alone can say so',
    domain: 'left.example',
    has: [`autodiscover CNAME ${CFG}`],
    lacks: /SRV|TXT|^autoconfig/,
  },
]

test.each(rows.map((row) => [row.id, row.domain, row.title, row] as const))(
  'AC-%s %s: %s',
  async (_id, domain, _title, { has, lacks, leftOut = [] }) => {
    const zone = await zoneOf(domain)
    for (const line of has) {
      const [owner = '', type = ''] = line.split(' ')
      const own = zone.lines.filter((one) => one.startsWith(`${owner} ${type} `))
      expect(own).toEqual([line])
    }
    if (lacks !== undefined) expect(zone.lines.filter((line) => lacks.test(line))).toEqual([])
    expect(zone.leftOut).toEqual(leftOut)
  },
)

test.each([
  ['localhost', 'http://localhost:8080'],
  ['[::1]', 'http://[::1]:8080'],
  ['192.0.2.1', 'https://192.0.2.1'],
  ['mailhost', 'https://mailhost'],
])('AC-10.1 publicUrl at %s: no CNAME, and a sentence', async (host, publicUrl) => {
  const { lines, leftOut } = await zoneOf('example.lt', { publicUrl })
  expect(lines.filter((line) => line.includes('CNAME'))).toEqual([])
  expect(leftOut).toEqual([
    `No CNAME records for autoconfig.example.lt and the others: publicUrl is at ${host}, where no name can lead. Write the public name of this service there.`,
  ])
})

test('AC-10.1 publicUrl at one of the names: no CNAME to itself, the others lead there', async () => {
  const publicUrl = 'https://autoconfig.example.lt'
  const { lines, leftOut } = await zoneOf('example.lt', { publicUrl })
  expect(lines.filter((line) => line.includes('CNAME'))).toEqual([
    'autodiscover CNAME autoconfig.example.lt.',
    'ua-auto-config CNAME autoconfig.example.lt.',
  ])
  expect(leftOut).toEqual([
    'No CNAME for autoconfig.example.lt: it is the host of publicUrl, and has addresses of its own.',
  ])
})

const AUTODISCOVER = '/autodiscover/autodiscover.xml'

test.each([
  // Clients ask there by themselves, and an SRV record must not lead to an alias.
  [`https://autodiscover.%EMAILDOMAIN%${AUTODISCOVER}`, []],
  [`https://AUTODISCOVER.example.lt${AUTODISCOVER}`, []],
  [`https://autoconfig.%EMAILDOMAIN%${AUTODISCOVER}`, []],
  [`https://a.example.net:8443${AUTODISCOVER}`, []],
  [`https://a.example.net/x${AUTODISCOVER}`, []],
  [`https://192.0.2.1${AUTODISCOVER}`, []],
  [`https://a.example.net${AUTODISCOVER}`, ['_autodiscover._tcp SRV 0 0 443 a.example.net.']],
  [`https://a.example.net:443${AUTODISCOVER}`, ['_autodiscover._tcp SRV 0 0 443 a.example.net.']],
])('AC-10.1 the SRV record of autodiscover at %s', async (autodiscoverUrl, expected) => {
  const { lines } = await zoneOf('example.lt', { autodiscoverUrl })
  expect(lines.filter((line) => line.startsWith('_autodiscover'))).toEqual(expected)
})

test('AC-10.1 a domain as long as a name can be: no record has a longer name', async () => {
  const domain = `${'abc.'.repeat(61)}example`
  const table = await tableOf(FIXTURE.replace('  example.lt:', () => `  ${domain}:`))
  const groups = groupsOf(table, domain)
  const names = groups.flatMap(({ records }) => records.map(({ name }) => name))
  expect(names).toEqual([domain])
  expect(groups.flatMap(({ leftOut }) => leftOut)).toContain(
    `No record for autoconfig.${domain}: it is too long.`,
  )
})

test('AC-T71 an SRV record that leads to an alias is warned about, once', async () => {
  const record = (name: string, target: string): DnsRecord => ({
    type: 'SRV',
    name,
    priority: 0,
    weight: 1,
    port: 993,
    target,
  })
  const records = [
    record('_imaps._tcp.a.example', 'mail.a.example'),
    record('_pop3s._tcp.a.example', 'mail.a.example'),
    record('_submissions._tcp.a.example', 'smtp.a.example'),
    record('_imap._tcp.a.example', '.'),
  ]
  const asked: string[] = []
  const findCname = async (name: string) => {
    asked.push(name)
    return name === 'mail.a.example' ? 'ssl0.ovh.net' : undefined
  }
  expect(await aliasTargets(records, findCname)).toEqual([
    'SRV records lead to mail.a.example, which is an alias of ssl0.ovh.net: write that name.',
  ])
  expect(asked).toEqual(['mail.a.example', 'smtp.a.example'])
})
