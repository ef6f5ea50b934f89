// Profiles by their rows: what is asked, and what a device reads in the answer.
import { expect, test } from 'vitest'
import { named } from '../../helpers/rows.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { mailOf, profileOf, startApple, table } from './setup.js'
import { type Dict, payloadsOf, textIn } from './vocabulary.js'

interface Row {
  id: string
  title: string
  query: string
  status?: number
  /** Of the top level. */
  profile?: Dict
  /** Of the mail payload. */
  mail?: Dict
  /** Keys that must not be there, in either. */
  absent?: string[]
}

const OVH: Dict = {
  EmailAccountType: 'EmailTypeIMAP',
  EmailAddress: 'jonas@example.lt',
  EmailAccountDescription: 'jonas@example.lt',
  IncomingMailServerAuthentication: 'EmailAuthPassword',
  IncomingMailServerHostName: 'ssl0.ovh.net',
  IncomingMailServerPortNumber: 993,
  IncomingMailServerUseSSL: true,
  IncomingMailServerUsername: 'jonas@example.lt',
  OutgoingMailServerAuthentication: 'EmailAuthPassword',
  OutgoingMailServerHostName: 'ssl0.ovh.net',
  OutgoingMailServerPortNumber: 465,
  OutgoingMailServerUseSSL: true,
  OutgoingMailServerUsername: 'jonas@example.lt',
  OutgoingPasswordSameAsIncomingPassword: true,
}
const JONAS = 'net.example.setup.mailprofile.64dd35cb8a16ff22'

const rows: Row[] = [
  {
    id: 'A02',
    title: 'the first servers that can be said',
    query: 'email=jonas@example.lt',
    mail: OVH,
  },
  {
    id: 'A03',
    title: 'identifiers and UUIDs',
    query: 'email=jonas@example.lt',
    profile: {
      PayloadIdentifier: JONAS,
      PayloadUUID: '4CDD21BD-4866-527A-88AC-BA19A8C02B1A',
      PayloadDisplayName: 'jonas@example.lt (OVH)',
      PayloadOrganization: 'OVH & Sons',
      PayloadScope: 'User',
    },
    mail: {
      PayloadIdentifier: `${JONAS}.imap`,
      PayloadUUID: '2DC67E06-1C5D-52CA-85DE-DCE50D3145D4',
    },
    absent: ['EmailAccountName', 'TargetDeviceType', 'ConsentText'],
  },
  {
    id: 'A05',
    title: 'capitals stay in the address and change no identifier',
    query: 'email=Jonas@EXAMPLE.LT',
    profile: { PayloadIdentifier: JONAS, PayloadUUID: '4CDD21BD-4866-527A-88AC-BA19A8C02B1A' },
    mail: {
      EmailAddress: 'Jonas@example.lt',
      PayloadUUID: '2DC67E06-1C5D-52CA-85DE-DCE50D3145D4',
    },
  },
  {
    id: 'A06',
    title: 'a dot before the @ is none after it',
    query: 'email=jonas.petras@example.lt',
    profile: {
      PayloadIdentifier: 'net.example.setup.mailprofile.12d65632687cb489',
      PayloadUUID: '15528700-FE25-565D-AB52-AE7D3E762D30',
    },
  },
  {
    id: 'A06',
    title: 'a dot after the @ is none before it',
    query: 'email=jonas@petras.example.lt',
    profile: {
      PayloadIdentifier: 'net.example.setup.mailprofile.a82c862f31a4f380',
      PayloadUUID: '29D6C897-95D4-5BF7-BACD-C784D07CD8AA',
    },
  },
  {
    id: 'A10',
    title: 'POP3 on request',
    query: 'email=jonas@example.lt&protocol=pop3',
    profile: { PayloadIdentifier: JONAS },
    mail: {
      ...OVH,
      EmailAccountType: 'EmailTypePOP',
      IncomingMailServerPortNumber: 995,
      PayloadIdentifier: `${JONAS}.pop3`,
    },
  },
  {
    id: 'A10',
    title: 'IMAP on request, in capitals',
    query: 'EMAIL=jonas@example.lt&Protocol=IMAP',
    mail: OVH,
  },
  {
    id: 'A10',
    title: 'a protocol that is none is no wish',
    query: 'email=jonas@example.lt&protocol=x',
    mail: OVH,
  },
  {
    id: 'A11',
    title: 'POP3 where there is none',
    query: 'email=a@nopop.example&protocol=pop3',
    status: 422,
  },
  {
    id: 'A11',
    title: 'IMAP where there is none',
    query: 'email=a@poponly.example&protocol=imap',
    status: 422,
  },
  {
    id: 'A11',
    title: 'POP3 in clear text only',
    query: 'email=a@plainpop.example&protocol=pop3',
    status: 422,
  },
  {
    id: 'A12',
    title: 'POP3 where there is no IMAP',
    query: 'email=a@poponly.example',
    mail: { EmailAccountType: 'EmailTypePOP', IncomingMailServerPortNumber: 995 },
  },
  {
    id: 'A13',
    title: 'STARTTLS',
    query: 'email=a@starttls.example',
    mail: {
      IncomingMailServerPortNumber: 143,
      IncomingMailServerUseSSL: true,
      OutgoingMailServerPortNumber: 587,
      OutgoingMailServerUseSSL: true,
    },
  },
  {
    id: 'A13',
    title: 'STARTTLS before SSL in the table (overridden: nobody sorts)',
    query: 'email=a@starttls-first.example',
    mail: { IncomingMailServerPortNumber: 143, OutgoingMailServerPortNumber: 2525 },
  },
  {
    id: 'A14',
    title: 'clear text only (overridden: no flag allows it)',
    query: 'email=a@plain.example',
    status: 422,
  },
  { id: 'A14', title: 'OAuth2 only', query: 'email=a@oauth.example', status: 422 },
  { id: 'A14', title: 'no server to send with', query: 'email=a@nosmtp.example', status: 422 },
  {
    id: 'A14',
    title: 'a user name that only the client knows',
    query: 'email=a@realname.example',
    status: 422,
  },
  {
    id: 'A14',
    title: 'CRAM-MD5 where it is the only method, none for sending from known networks',
    query: 'email=a@methods.example',
    mail: {
      IncomingMailServerAuthentication: 'EmailAuthCRAMMD5',
      OutgoingMailServerAuthentication: 'EmailAuthNone',
    },
    absent: ['OutgoingMailServerUsername', 'OutgoingPasswordSameAsIncomingPassword'],
  },
  {
    id: 'A14',
    title: 'the password before CRAM-MD5 where both are offered',
    query: 'email=a@methods.example&protocol=pop3',
    mail: { IncomingMailServerAuthentication: 'EmailAuthPassword' },
  },
  {
    id: 'A14',
    title: 'NTLM; a user name that the table does not state is the address',
    query: 'email=a@ntlm.example',
    mail: {
      IncomingMailServerAuthentication: 'EmailAuthNTLM',
      IncomingMailServerUsername: 'a@ntlm.example',
      OutgoingMailServerAuthentication: 'EmailAuthNTLM',
      OutgoingPasswordSameAsIncomingPassword: true,
    },
  },
  {
    id: 'A16',
    title: 'for=ios',
    query: 'email=jonas@example.lt&for=ios',
    profile: { TargetDeviceType: 1 },
  },
  {
    id: 'A16',
    title: 'for=mac',
    query: 'email=jonas@example.lt&for=mac',
    profile: { TargetDeviceType: 5 },
  },
  {
    id: 'A16',
    title: 'for=tv',
    query: 'email=jonas@example.lt&for=tv',
    absent: ['TargetDeviceType'],
  },
  {
    id: 'A17',
    title: 'a name that is markup',
    query: 'email=jonas@example.lt&name=A%20%26%20B%20%3Cc%3E',
    mail: { EmailAccountName: 'A & B <c>' },
  },
  {
    id: 'A17',
    title: 'a name as forms send it',
    query: 'email=jonas@example.lt&name=+Jonas+Petraitis%2B+',
    mail: { EmailAccountName: 'Jonas Petraitis+' },
  },
  {
    id: 'A17',
    title: 'no name',
    query: 'email=jonas@example.lt&name=+',
    absent: ['EmailAccountName'],
  },
  {
    id: 'A17',
    title: 'a placeholder is no name of ours',
    query: 'email=jonas@example.lt&name=100%25%20A',
    mail: { EmailAccountName: '100% A' },
  },
  {
    id: 'A17',
    title: '64 characters',
    query: `email=jonas@example.lt&name=${'%F0%9F%A6%8A'.repeat(64)}`,
    mail: { EmailAccountName: '🦊'.repeat(64) },
  },
  {
    id: 'A17',
    title: '65 characters',
    query: `email=jonas@example.lt&name=${'x'.repeat(65)}`,
    status: 400,
  },
  {
    id: 'A17',
    title: 'a control character',
    query: 'email=jonas@example.lt&name=a%01',
    status: 400,
  },
  { id: 'A17', title: 'a line feed', query: 'email=jonas@example.lt&name=a%0A', status: 400 },
  {
    id: 'A17',
    title: 'a noncharacter',
    query: 'email=jonas@example.lt&name=a%EF%B7%90',
    status: 400,
  },
  { id: 'A17', title: 'no UTF-8', query: 'email=jonas@example.lt&name=%FF', status: 400 },
  { id: 'A17', title: 'two names', query: 'email=jonas@example.lt&name=a&name=b', status: 400 },
  {
    id: 'A18',
    title: 'letters beyond ASCII',
    query: `email=jonas@example.lt&name=${encodeURIComponent('Ąžuolas Žąsytis')}`,
    mail: { EmailAccountName: 'Ąžuolas Žąsytis' },
  },
  { id: 'A19', title: 'no address', query: '', status: 400 },
  { id: 'A19', title: 'an empty address', query: 'email=', status: 400 },
  { id: 'A19', title: 'no @', query: 'email=foo', status: 400 },
  {
    id: 'A19',
    title: 'two addresses',
    query: 'email=jonas@example.lt&email=jonas@example.lt',
    status: 400,
  },
  {
    id: 'A19',
    title: 'two names of the parameter',
    query: 'email=jonas@example.lt&emailaddress=jonas@example.lt',
    status: 400,
  },
  {
    id: 'A19',
    title: '255 octets',
    query: `email=${'x'.repeat(64)}@${'y.'.repeat(90)}example.lt`,
    status: 400,
  },
  { id: 'A19', title: 'CR LF inside', query: 'email=jonas%0D%0AX-Evil:1@example.lt', status: 400 },
  { id: 'A19', title: 'two @', query: 'email=jonas@x@example.lt', status: 400 },
  { id: 'A20', title: 'an unknown domain', query: 'email=x@unknown.example', status: 404 },
  { id: 'A20', title: 'a domain without mail', query: 'email=x@parked.example', status: 404 },
  { id: 'A20', title: "somebody else's domain", query: 'email=x@moved.example', status: 404 },
  {
    id: 'A20',
    title: 'mailboxes that moved to a domain that is not ours',
    query: 'email=x@gone.example',
    status: 404,
  },
  {
    id: 'A24',
    title: 'the local part as user name',
    query: 'email=Jonas.P@local.example',
    mail: {
      EmailAddress: 'Jonas.P@local.example',
      IncomingMailServerUsername: 'Jonas.P',
      OutgoingMailServerUsername: 'Jonas.P',
    },
  },
  {
    id: 'A24',
    title: 'two user names, two passwords; host names made of the address',
    query: 'email=jonas@hosts.example',
    profile: {
      PayloadOrganization: 'Mail of hosts.example',
      PayloadDisplayName: 'jonas@hosts.example (Mail of hosts.example)',
    },
    mail: {
      IncomingMailServerHostName: 'jonas.hosts.example',
      OutgoingMailServerHostName: 'smtp.hosts.example',
      OutgoingMailServerUsername: 'sender',
    },
    absent: ['OutgoingPasswordSameAsIncomingPassword'],
  },
  {
    id: 'A24',
    title: 'an address that makes no host name',
    query: "email=o'neil@hosts.example",
    status: 422,
  },
  {
    id: 'A24',
    title: 'an address that makes no host name in ASCII',
    query: 'email=%C5%BE@hosts.example',
    status: 422,
  },
  {
    id: 'A25',
    title: 'an alias that keeps its own address',
    query: 'email=jonas@alias.example',
    mail: {
      ...OVH,
      EmailAddress: 'jonas@alias.example',
      EmailAccountDescription: 'jonas@alias.example',
      IncomingMailServerUsername: 'jonas@alias.example',
      OutgoingMailServerUsername: 'jonas@alias.example',
    },
  },
  {
    id: 'A25',
    title: 'a mailbox that moved here has the profile of its new address',
    query: 'email=jonas@old-name.example',
    profile: { PayloadIdentifier: JONAS },
    mail: OVH,
  },
  {
    id: 'A31',
    title: 'a domain beyond ASCII, typed',
    query: `email=${encodeURIComponent('jonas@žuvis.lt')}`,
    mail: {
      EmailAddress: 'jonas@xn--uvis-kbb.lt',
      IncomingMailServerUsername: 'jonas@xn--uvis-kbb.lt',
    },
  },
  {
    id: 'A32',
    title: 'a domain alone (nothing enables it)',
    query: 'domain=example.lt',
    status: 400,
  },
  {
    id: 'A32',
    title: 'a domain beside an address',
    query: 'domain=unknown.example&email=jonas@example.lt',
    mail: OVH,
  },
]

test.each(named(rows, 'AP'))('%s', async (_title, { query, status = 200, ...expected }) => {
  const apple = await startApple()
  const answer = await apple.ask(query)
  expect(answer.statusCode).toBe(status)
  if (status !== 200) {
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    return
  }
  const profile = profileOf(answer.body)
  const mail = mailOf(answer.body)
  expect(profile).toMatchObject(expected.profile ?? {})
  expect(mail).toMatchObject(expected.mail ?? {})
  for (const key of expected.absent ?? []) {
    expect([key, key in profile || key in mail]).toEqual([key, false])
  }
})

test('AP-A15 calendars and contacts on request: bare hosts, whole ports, no principal', async () => {
  const apple = await startApple()
  const { body } = await apple.ask('email=jonas@dav.example&dav=1')
  const profile = profileOf(body)
  const [mail, ...dav] = payloadsOf(profile)
  expect(mail).toEqual(mailOf((await apple.ask('email=jonas@dav.example')).body))
  const prefix = textIn(profile, 'PayloadIdentifier')
  expect(dav.map(({ PayloadUUID: _, ...rest }) => rest)).toEqual([
    {
      PayloadType: 'com.apple.caldav.account',
      PayloadVersion: 1,
      PayloadIdentifier: `${prefix}.caldav`,
      CalDAVAccountDescription: 'jonas@dav.example',
      CalDAVHostName: 'dav.example',
      CalDAVPort: 443,
      CalDAVUseSSL: true,
      CalDAVUsername: 'jonas@dav.example',
    },
    {
      PayloadType: 'com.apple.carddav.account',
      PayloadVersion: 1,
      PayloadIdentifier: `${prefix}.carddav`,
      CardDAVAccountDescription: 'jonas@dav.example',
      CardDAVHostName: 'jonas.dav.example',
      CardDAVPort: 8443,
      CardDAVUseSSL: true,
      CardDAVUsername: 'dav-jonas',
    },
  ])
})

test.each([
  ['a provider without them', 'email=jonas@example.lt&dav=1', 1],
  ['not asked for', 'email=jonas@dav.example', 1],
  ['asked for in other words', 'email=jonas@dav.example&dav=yes', 1],
  ['OAuth2 only: left out', 'email=jonas@dav-oauth.example&dav=1', 2],
  ['an address that makes no host name: left out', "email=o'neil@dav.example&dav=1", 2],
])('AP-A15 %s', async (_title, query, payloads) => {
  const apple = await startApple()
  expect(payloadsOf(profileOf((await apple.ask(query)).body))).toHaveLength(payloads)
})

test('AP-A07 after a migration the identifiers are the same, the host is another', async () => {
  const migrated = table.find('after-migration.example')
  const after: MemoryTable = { ...table, find: () => migrated }
  const [old, fresh] = await Promise.all(
    [table, after].map(async (from) => {
      const { body } = await (await startApple({ from })).ask('email=jonas@example.lt')
      return { profile: profileOf(body), mail: mailOf(body) }
    }),
  )
  expect(fresh?.mail['IncomingMailServerHostName']).toBe('ssl1.ovh.net')
  for (const key of ['PayloadIdentifier', 'PayloadUUID']) {
    expect(fresh?.profile[key]).toBe(old?.profile[key])
    expect(fresh?.mail[key]).toBe(old?.mail[key])
  }
})

test.each([
  ['lt', '', 'Bus nustatyta: paštas. Paskyra: jonas@example.lt. '],
  ['of the link', '&lang=en', 'Sets up mail for jonas@example.lt. It holds no password'],
  ['unknown, so the provider decides', '&lang=xx', 'Bus nustatyta: paštas.'],
])('AP-A02 the description speaks %s', async (_title, more, begins) => {
  const apple = await startApple()
  const { body } = await apple.ask(`email=jonas@example.lt${more}`)
  expect(textIn(profileOf(body), 'PayloadDescription').startsWith(begins)).toBe(true)
})

test.each([
  ['en', 'Sets up mail, calendars and contacts for jonas@dav.example. '],
  ['lt', 'Bus nustatyta: paštas, kalendoriai ir kontaktai. Paskyra: jonas@dav.example. '],
])('AP-A15 the description names all of it: %s', async (language, begins) => {
  const apple = await startApple()
  const { body } = await apple.ask(`email=jonas@dav.example&dav=1&lang=${language}`)
  expect(profileOf(body)['PayloadDescription']).toMatch(begins)
})
