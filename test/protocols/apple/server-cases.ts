// Which servers a profile states, and how.
import type { Dict } from './vocabulary.js'

export interface Row {
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

export const OVH: Dict = {
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

export const SERVER_CASES: Row[] = [
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
]
