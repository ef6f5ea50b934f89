// Whatever the table says: a server that SRV records or PACC state is one of the table, with this host, port and
// TLS, and what could be stated is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DnsRecord } from '../../src/dns/record.js'
import { pacc } from '../../src/protocols/pacc/pacc.js'
import type { Provider, Server } from '../../src/settings/provider.js'
import type { MemoryTable } from '../../src/settings/table.js'
import { PUBLIC_URL, tableOf } from '../helpers/settings.js'
import { readDocument } from '../protocols/pacc/schema.js'
import { groupsOf } from './ask.js'

const HOSTS = [
  ...['a.example.net', 'b.example.net', 'mail.%EMAILDOMAIN%', '%EMAILLOCALPART%.example.net'],
  ...['192.0.2.1', 'mailhost', 'under_score.example.net'],
]
const tcp = (...types: string[]) =>
  fc.record(
    {
      type: fc.constantFrom(...types),
      hostname: fc.constantFrom(...HOSTS),
      port: fc.constantFrom(110, 143, 465, 587, 993, 995, 1993, 2525, 4190),
      socketType: fc.constantFrom('SSL', 'STARTTLS', 'plain'),
      username: fc.constantFrom('%EMAILADDRESS%', '%EMAILADDRESS%', '%EMAILLOCALPART%'),
      authentication: fc.constantFrom<unknown>(
        'password-cleartext',
        ['OAuth2', 'password-encrypted'],
        'OAuth2',
        'GSSAPI',
      ),
    },
    { requiredKeys: ['type', 'hostname', 'port', 'socketType'] },
  )
const overHttp = (type: string) =>
  fc.record({
    type: fc.constant(type),
    url: fc.constantFrom(
      'https://dav.example.net/x/',
      'https://dav.%EMAILDOMAIN%:8443/',
      'http://dav.example.net/',
      'https://dav.example.net/%EMAILADDRESS%',
    ),
  })
const providers = fc.array(
  fc.record(
    {
      displayName: fc.constantFrom('P', 'x'.repeat(61), '%EMAILDOMAIN%'),
      oAuth2: fc.constantFrom(
        { issuer: 'login.example.net' },
        { issuer: 'http://insecure.example' },
      ),
      incomingServers: fc.array(fc.oneof(tcp('imap', 'pop3'), overHttp('jmap')), {
        minLength: 1,
        maxLength: 4,
      }),
      outgoingServers: fc.array(tcp('smtp'), { maxLength: 3 }),
      calendars: fc.array(overHttp('caldav'), { maxLength: 2 }),
      addressbooks: fc.array(overHttp('carddav'), { maxLength: 2 }),
      setupServers: fc.array(tcp('managesieve'), { maxLength: 2 }),
    },
    { requiredKeys: ['incomingServers', 'outgoingServers'] },
  ),
  { minLength: 30, maxLength: 30 },
)

const LABELS = new Map([
  ...[
    ['_submissions', 'smtp SSL'],
    ['_submission', 'smtp STARTTLS'],
    ['_imaps', 'imap SSL'],
    ['_imap', 'imap STARTTLS'],
    ['_pop3s', 'pop3 SSL'],
    ['_pop3', 'pop3 STARTTLS'],
    ['_sieve', 'managesieve STARTTLS'],
    ['_jmap', 'jmap https'],
    ['_caldavs', 'caldav https'],
    ['_carddavs', 'carddav https'],
  ].map(([label = '', says = '']) => [label, says] as const),
])

const fill = (text: string, domain: string) => text.replaceAll('%EMAILDOMAIN%', domain)

/** `imap SSL a.example.net 993`, from the table. */
function place(server: Server, domain: string): string {
  const { type, url, hostname = '', port = 0, socketType = '' } = server
  if (url === undefined) return `${type} ${socketType} ${fill(hostname, domain)} ${port}`
  const {
    protocol,
    hostname: host,
    port: other,
  } = new URL(fill(url, domain).replace(/%[A-Z]+%/, ''))
  return `${type} ${protocol.slice(0, -1)} ${host} ${other === '' ? 443 : other}`
}

const serversOf = (provider: Provider) => [
  ...provider.outgoingServers,
  ...provider.incomingServers,
  ...provider.setupServers,
  ...provider.calendars,
  ...provider.addressbooks,
]

/** A table can say it, and so can DNS: a name with two labels, TLS, the same for all mailboxes. */
const SAYABLE =
  /^(?:imap|pop3|smtp|jmap|caldav|carddav) (?:SSL|STARTTLS|https) [a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+ \d+$/

function saidBySrv(records: readonly DnsRecord[], domain: string): string[] {
  return records.flatMap((record) => {
    if (record.type !== 'SRV' || record.target === '.') return []
    const label = record.name.slice(0, -`._tcp.${domain}`.length)
    return `${LABELS.get(label) ?? label} ${record.target} ${record.port}`
  })
}

const PORTS = new Map([
  ['imap', 993],
  ['pop3', 995],
  ['smtp', 465],
  ['submit', 465],
])

async function saidByPacc(table: MemoryTable, domain: string): Promise<string[]> {
  const entry = table.find(domain)
  const options = { table: () => table, credentials: () => undefined, clock: () => new Date() }
  const answer = await pacc.render?.(entry && { domain, entry }, options)
  if (answer?.status !== 200) return []
  const { protocols } = readDocument(Buffer.from(answer.body).toString())
  return Object.entries(protocols).map(([type, { host, url }]) => {
    if (url !== undefined) return `${type} https ${new URL(url).hostname} 443`
    return `${type === 'submit' ? 'smtp' : type} SSL ${host ?? ''} ${PORTS.get(type) ?? 0}`
  })
}

test('AC-T74 any table: SRV and PACC state servers of the table, and SRV all that it can', async () => {
  let documents = 0
  await fc.assert(
    fc.asyncProperty(providers, async (written) => {
      const named = written.map(
        (one, index) => [`d${index}.example`, { displayName: 'P', ...one }] as const,
      )
      const table = await tableOf(
        JSON.stringify({
          publicUrl: PUBLIC_URL,
          providers: Object.fromEntries(named),
          domains: Object.fromEntries(named.map(([name]) => [name, name])),
        }),
      )
      for (const [domain] of named) {
        const provider = table.providers.get(domain)
        if (provider === undefined) throw new Error(domain)
        const servers = serversOf(provider)
        const written = servers.map((server) => place(server, domain))
        const records = groupsOf(table, domain).flatMap((group) => group.records)
        const bySrv = saidBySrv(records, domain)
        const byPacc = await saidByPacc(table, domain)
        expect(written).toEqual(expect.arrayContaining([...bySrv, ...byPacc]))

        const mail = [...provider.outgoingServers, ...provider.incomingServers]
        const sayable = mail
          .filter(({ hostname = '', url = '' }) => !/%EMAIL(?:ADD|LOC)/.test(hostname + url))
          .map((server) => place(server, domain))
          .filter((one) => SAYABLE.test(one))
        expect(bySrv).toEqual(expect.arrayContaining(sayable))

        const priorities = records.flatMap((one) =>
          one.type === 'SRV' && /^_(?:imaps?|pop3s?|jmap)\./.test(one.name) && one.target !== '.'
            ? one.priority
            : [],
        )
        expect(priorities).toEqual(priorities.map((_, index) => index * 10))
        documents += byPacc.length === 0 ? 0 : 1
      }
    }),
    { numRuns: 10 },
  )
  expect(documents).toBeGreaterThan(5)
})
