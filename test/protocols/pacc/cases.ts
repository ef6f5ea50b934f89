// Providers, and what a PACC document says of them: hosts, the way to log in, names. What it cannot say is left
// out, or nothing is said at all; then `check` says why.

export interface Row {
  title: string
  provider: Record<string, unknown>
  /** `imap ssl0.ovh.net`, in the order of the document; undefined: 404. */
  protocols: string | undefined
  /** Words that the document holds beside the usual ones. */
  holds?: string
  check: 'yes' | 'partly' | 'no'
  because?: string
}

export const USUAL = {
  displayName: 'Example Hosting',
  hostname: 'ssl0.ovh.net',
  incomingServers: ['imap', 'pop3'],
  outgoingServers: ['smtp'],
}
const ALL = 'imap ssl0.ovh.net, pop3 ssl0.ovh.net, smtp ssl0.ovh.net, submit ssl0.ovh.net'
const imap = (fields: object) => ({ ...USUAL, incomingServers: [{ type: 'imap', ...fields }] })
const smtp = (...servers: object[]) => ({
  ...USUAL,
  outgoingServers: servers.map((one) => ({ type: 'smtp', ...one })),
})
const refused = (because: string) => ({ protocols: undefined, check: 'no', because }) as const
const WITHOUT_POP3 = 'imap ssl0.ovh.net, smtp ssl0.ovh.net, submit ssl0.ovh.net'

const servers: Row[] = [
  { title: 'AC-T60 the usual', provider: USUAL, protocols: ALL, check: 'yes' },
  {
    title: 'AC-T61 STARTTLS only',
    provider: { ...USUAL, socketType: 'STARTTLS' },
    ...refused('imap: only SSL can be stated'),
  },
  {
    title: 'AC-T61 plain only',
    provider: { ...USUAL, socketType: 'plain' },
    ...refused('only SSL'),
  },
  {
    title: 'AC-T61 SSL behind STARTTLS: the first that can be stated',
    provider: smtp({ socketType: 'STARTTLS' }, { hostname: 'smtp.example.net' }),
    protocols:
      'imap ssl0.ovh.net, pop3 ssl0.ovh.net, smtp smtp.example.net, submit smtp.example.net',
    check: 'yes',
  },
  {
    title: 'AC-T61 sending by STARTTLS only',
    provider: smtp({ socketType: 'STARTTLS' }),
    ...refused('smtp: only SSL'),
  },
  {
    title: 'AC-T61 the local part as user name',
    provider: { ...USUAL, username: '%EMAILLOCALPART%' },
    ...refused('its user name must be the whole address'),
  },
  {
    title: 'AC-T61 no user name stated',
    provider: imap({ username: null }),
    ...refused('its user name must be the whole address'),
  },
  {
    title: 'AC-T61 the address in two parts is the address',
    provider: { ...USUAL, username: '%EMAILLOCALPART%@%EMAILDOMAIN%' },
    protocols: ALL,
    check: 'yes',
  },
  {
    title: 'AC-T61 the address at another domain is not',
    provider: { ...USUAL, username: '%EMAILLOCALPART%@corp.example' },
    ...refused('user name'),
  },
  {
    title: 'AC-T62 IMAP on port 1993 beside POP3',
    provider: {
      ...USUAL,
      incomingServers: [{ type: 'imap', port: 1993, socketType: 'SSL' }, 'pop3'],
    },
    protocols: 'pop3 ssl0.ovh.net, smtp ssl0.ovh.net, submit ssl0.ovh.net',
    check: 'partly',
    because: 'imap: only port 993 can be stated',
  },
  {
    title: 'AC-T62 IMAP on port 1993 alone',
    provider: imap({ port: 1993, socketType: 'SSL' }),
    ...refused('imap: only port 993 can be stated'),
  },
  {
    title: 'AC-T62 a port that is not stated',
    provider: imap({ port: null, socketType: 'SSL' }),
    ...refused('only port 993'),
  },
  { title: 'AC-9.2 an IP address', provider: imap({ hostname: '192.0.2.1' }), ...refused('host') },
  { title: 'AC-9.2 one label', provider: imap({ hostname: 'mailhost' }), ...refused('host') },
  {
    title: 'AC-9.2 a host for each mailbox',
    provider: imap({ hostname: '%EMAILLOCALPART%.example.net' }),
    ...refused('the same for all mailboxes'),
  },
  {
    title: 'AC-9.2 a host for each domain',
    provider: imap({ hostname: 'mail.%EMAILDOMAIN%' }),
    protocols: 'imap mail.DOMAIN, smtp ssl0.ovh.net, submit ssl0.ovh.net',
    check: 'yes',
  },
  {
    title: 'AC-9.2 U-labels become A-labels',
    provider: imap({ hostname: 'bücher.example' }),
    protocols: 'imap xn--bcher-kva.example, smtp ssl0.ovh.net, submit ssl0.ovh.net',
    check: 'yes',
  },
  {
    title: 'AC-9.2 no outgoing server in the table: nothing to leave out',
    provider: { ...USUAL, outgoingServers: [] },
    protocols: 'imap ssl0.ovh.net, pop3 ssl0.ovh.net',
    check: 'partly',
    because: 'it could not send',
  },
  {
    title: 'AC-9.2 no incoming server',
    provider: { ...USUAL, incomingServers: [] },
    ...refused('no imap, pop3 or jmap server'),
  },
  {
    title: 'AC-9.2 JMAP, CalDAV, CardDAV and WebDAV: ASCII, no port, always a path',
    provider: {
      ...USUAL,
      incomingServers: [{ type: 'jmap', url: 'https://jmap.example.net/session' }, 'imap'],
      calendars: [{ type: 'caldav', url: 'https://DAV.%EMAILDOMAIN%:443/kalendar/ž' }],
      addressbooks: [{ type: 'carddav', url: 'https://dav.example.net' }],
      fileShares: [{ type: 'webdav', url: 'https://dav.example.net/files%20here/' }],
    },
    protocols:
      'caldav https://dav.DOMAIN/kalendar/%C5%BE, carddav https://dav.example.net/, imap ssl0.ovh.net, ' +
      'jmap https://jmap.example.net/session, smtp ssl0.ovh.net, submit ssl0.ovh.net, webdav https://dav.example.net/files%20here/',
    check: 'yes',
  },
  ...[
    'http://dav.example.net/',
    'https://dav.example.net:8443/',
    'https://dav.example.net/%EMAILADDRESS%/',
    'https://[2001:db8::1]/',
    'https://dav.example.net/?a=b',
  ].map((url): Row => ({
    title: `AC-9.2 a calendar at ${url} is left out`,
    provider: {
      ...USUAL,
      incomingServers: ['imap'],
      calendars: [{ type: 'caldav', url }],
    },
    protocols: WITHOUT_POP3,
    check: 'partly',
    because: 'caldav: its URL must be https on the default port',
  })),
  {
    title: 'AC-A23 managesieve is never stated',
    provider: { ...USUAL, setupServers: ['managesieve'] },
    protocols: ALL,
    check: 'yes',
  },
]

const OAUTH = { displayName: 'O', hostname: 'mail.example.net', authentication: 'OAuth2' }
const BOTH = { ...OAUTH, incomingServers: ['imap'], outgoingServers: ['smtp'] }
const STATED = 'imap mail.example.net, smtp mail.example.net, submit mail.example.net'

const logins: Row[] = [
  {
    title: 'AC-T66 OAuth2 only: a bare host becomes an https issuer',
    provider: { ...BOTH, oAuth2: { issuer: 'login.example.net' } },
    protocols: STATED,
    holds: '{"oauth-public":{"issuer":"https://login.example.net"},"password":false}',
    check: 'yes',
  },
  {
    title: 'AC-T66 an issuer is kept letter by letter',
    provider: { ...BOTH, oAuth2: { issuer: 'https://login.example.net/realm' } },
    protocols: STATED,
    holds: '"issuer":"https://login.example.net/realm"',
    check: 'yes',
  },
  ...['http://login.example.net', 'https://login.example.net/?a', 'a b', '%EMAILADDRESS%'].map(
    (issuer): Row => ({
      title: `AC-T66 ${issuer} is no issuer`,
      provider: { ...BOTH, oAuth2: { issuer } },
      ...refused('no OAuth2 from an https issuer'),
    }),
  ),
  {
    title: 'AC-T66 OAuth2 and a password',
    provider: {
      ...BOTH,
      authentication: ['OAuth2', 'password-cleartext'],
      oAuth2: { issuer: 'login.%EMAILDOMAIN%' },
    },
    protocols: STATED,
    holds: '{"oauth-public":{"issuer":"https://login.DOMAIN"},"password":true}',
    check: 'yes',
  },
  {
    title: 'AC-9.2 what only some servers take is not said',
    provider: {
      ...BOTH,
      oAuth2: { issuer: 'login.example.net' },
      authentication: ['OAuth2', 'password-cleartext'],
      outgoingServers: [{ type: 'smtp', authentication: 'password-encrypted' }],
    },
    protocols: STATED,
    holds: '"authentication":{"password":true},',
    check: 'yes',
  },
  {
    title: 'AC-9.2 receiving and sending have nothing in common',
    provider: {
      ...BOTH,
      oAuth2: { issuer: 'login.example.net' },
      outgoingServers: [{ type: 'smtp', authentication: 'password-cleartext' }],
    },
    ...refused('smtp: it logs in differently than the others'),
  },
  {
    title: 'AC-9.2 a calendar that logs in differently is left out',
    provider: {
      ...BOTH,
      oAuth2: { issuer: 'login.example.net' },
      calendars: [
        { type: 'caldav', url: 'https://dav.example.net/', authentication: { http: 'Basic' } },
      ],
    },
    protocols: STATED,
    holds: '"password":false',
    check: 'partly',
    because: 'caldav: it logs in differently than the others',
  },
  ...['NTLM', 'GSSAPI', 'TLS-client-cert', 'none', 'client-IP-address'].map(
    (authentication): Row => ({
      title: `AC-9.2 ${authentication} only`,
      provider: { ...BOTH, authentication, username: '%EMAILADDRESS%' },
      ...refused(
        authentication === 'none' || authentication === 'client-IP-address'
          ? 'user name'
          : 'no password',
      ),
    }),
  ),
]

const LONG = 'Ž'.repeat(60)

const names: Row[] = [
  {
    title: 'AC-9.2 60 and 20 characters',
    provider: { ...USUAL, displayName: LONG, displayShortName: LONG.slice(0, 20) },
    protocols: ALL,
    holds: `{"name":"${LONG}","shortName":"${LONG.slice(0, 20)}"}`,
    check: 'yes',
  },
  {
    title: 'AC-9.2 a short name of 21 characters is left out',
    provider: { ...USUAL, displayShortName: LONG.slice(0, 21) },
    protocols: ALL,
    holds: '"provider":{"name":"Example Hosting"}',
    check: 'partly',
    because: 'the short name is left out',
  },
  {
    title: 'AC-9.2 a name of 61 characters: the short name is a name as well',
    provider: { ...USUAL, displayName: `${LONG}Ž`, displayShortName: 'Short' },
    protocols: ALL,
    holds: '"provider":{"name":"Short","shortName":"Short"}',
    check: 'yes',
  },
  {
    title: 'AC-9.2 a name of 61 characters alone',
    provider: { ...USUAL, displayName: `${LONG}Ž` },
    ...refused('no name of at most 60 characters'),
  },
  {
    title: 'AC-9.2 no name',
    provider: { ...USUAL, displayName: undefined },
    ...refused('a displayName is needed'),
  },
  {
    title: 'AC-9.2 the domain as name',
    provider: { ...USUAL, displayName: 'Mail for %EMAILDOMAIN%' },
    protocols: ALL,
    holds: '"name":"Mail for DOMAIN"',
    check: 'yes',
  },
  {
    title: 'AC-9.2 the mailbox as name',
    provider: { ...USUAL, displayName: '%EMAILADDRESS%' },
    ...refused('the same for all mailboxes'),
  },
  {
    title: 'AC-9.2 quotes and backslashes',
    provider: { ...USUAL, displayName: 'A "B" \\ C' },
    protocols: ALL,
    holds: '"name":"A \\"B\\" \\\\ C"',
    check: 'yes',
  },
  {
    title: 'AC-9.2 help and pictures: what a URI cannot be is left out',
    provider: {
      ...USUAL,
      documentation: [
        { url: 'https://help.example.net/%EMAILLOCALPART%' },
        { url: 'https://help.example.net/ž' },
      ],
      help: {
        developer: 'https://dev.example.net/',
        contact: ['mailto:it@example.net', 'tel:+37052000000', 'https://a.example/%EMAILADDRESS%'],
      },
      logo: [
        { url: 'https://www.example.net/l.svg', contentType: 'image/svg+xml' },
        { url: 'https://www.example.net/l.png', contentType: 'image/png', width: 128, height: 128 },
        { url: 'http://www.example.net/l.png', contentType: 'image/png' },
        { url: 'https://www.example.net/l.html', contentType: 'text/html' },
      ],
    },
    protocols: ALL,
    holds:
      '"info":{"help":{"contact":["mailto:it@example.net","tel:+37052000000"],"developer":"https://dev.example.net/",' +
      '"documentation":"https://help.example.net/%C5%BE"},"provider":{"logo":[{"content-type":"image/svg+xml",' +
      '"url":"https://www.example.net/l.svg"},{"content-type":"image/png","height":128,"url":"https://www.example.net/l.png",' +
      '"width":128}],"name":"Example Hosting"}}',
    check: 'yes',
  },
]

export const rows: readonly Row[] = [...servers, ...logins, ...names]
