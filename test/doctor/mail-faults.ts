// What can be wrong with the mail servers that are announced.
import type { MailServer } from '../internet/mail-server.js'
import {
  ALL_AUTOCONFIG,
  withoutSrv,
  AUTOCONFIG,
  DOMAIN,
  MAIL_HOST,
  type Fault,
  EVERYBODY,
  IMAP,
} from './fault.js'

const at = (
  title: string,
  server: Partial<MailServer>,
  more: Omit<Fault, 'title' | 'break'>,
): Fault => ({
  title,
  break: (internet, { mailServers }) => {
    const type = server.type ?? 'imap'
    const standing = mailServers.find((one) => one.type === type)
    if (standing === undefined) throw new Error(`no ${type} server`)
    return internet.mail({ ...standing, ...server })
  },
  ...more,
})

/** Settings with one server to receive with and one to send with. */
export function withServers(incoming: string, outgoing: string): string {
  return `publicUrl: https://${AUTOCONFIG}
providers:
  hosting:
    displayName: Example Hosting
    displayShortName: Hosting
    hostname: ${MAIL_HOST}
    incomingServers: [${incoming}]
    outgoingServers: [${outgoing}]
domains:
  ${DOMAIN}: hosting
`
}

const SMTP = `smtp ${MAIL_HOST}:465 SSL`

export const MAIL_FAULTS: Fault[] = [
  {
    title: 'nothing listens for IMAP',
    break: (internet) => internet.down(MAIL_HOST, 993),
    clients: EVERYBODY,
    first: { problem: `${IMAP}: port 993 is closed.`, fix: /Start what should listen there/ },
  },
  {
    title: 'nothing listens for POP3, which no client takes first',
    break: (internet) => internet.down(MAIL_HOST, 995),
    clients: {},
    first: { problem: `pop3 ${MAIL_HOST}:995 SSL: port 995 is closed.`, fix: /Start what should/ },
  },
  {
    title: 'the mail server has no address',
    break: async (internet) => {
      for (const port of [993, 995, 465]) await internet.down(MAIL_HOST, port)
      internet.zone.remove(MAIL_HOST)
    },
    clients: EVERYBODY,
    first: {
      problem: `${IMAP}: ${MAIL_HOST} has no address in DNS.`,
      fix: `Publish the addresses of ${MAIL_HOST}, or announce the right name.`,
    },
  },
  {
    title: 'the certificate of the mail server has expired',
    break: async (internet, { mailServers }) => {
      const certificate = await internet.certificate({ names: [MAIL_HOST], days: -1 })
      for (const server of mailServers) await internet.mail({ ...server, certificate })
    },
    clients: EVERYBODY,
    first: {
      problem: /^imap mail\.example-hosting\.net:993 SSL: The certificate .* has expired on/,
      fix: /renew it automatically/,
    },
  },
  {
    title: 'the certificate of the mail server is for another name',
    break: async (internet, { mailServers }) => {
      const certificate = await internet.certificate({ names: ['mx.example-hosting.net'] })
      for (const server of mailServers) await internet.mail({ ...server, certificate })
    },
    clients: EVERYBODY,
    first: { problem: /it is for mx\.example-hosting\.net, not for mail\./, fix: /names mail\./ },
  },
  at(
    'the mail server speaks old TLS only',
    { only: 'TLSv1.1' },
    {
      clients: EVERYBODY,
      first: { problem: /^imap .*nothing newer than TLS 1\.1/, fix: /TLS 1\.2 or newer/ },
    },
  ),
  at(
    'no TLS at the port for it',
    { socketType: 'plain' },
    {
      clients: EVERYBODY,
      first: { problem: /does not speak TLS from the first byte/, fix: /Announce STARTTLS/ },
    },
  ),
  at(
    'a web server in the place of IMAP',
    { greeting: 'HTTP/1.1 400 Bad Request' },
    {
      clients: EVERYBODY,
      first: {
        problem: `${IMAP}: it is no IMAP server, it says "HTTP/1.1 400 Bad Request".`,
        fix: /right server/,
      },
    },
  ),
  at(
    'IMAP turns clients away',
    { greeting: '* BYE too many connections' },
    {
      clients: EVERYBODY,
      first: { problem: /turns clients away: "\* BYE too many connections"/, fix: /it is busy/ },
    },
  ),
  at(
    'SMTP turns clients away',
    { type: 'smtp', greeting: '421 busy' },
    {
      clients: EVERYBODY,
      first: { problem: /^smtp .*turns clients away: "421 busy"/, fix: /it is busy/ },
    },
  ),
  at(
    'IMAP says nothing',
    { fault: { how: 'silent' } },
    {
      clients: EVERYBODY,
      first: {
        problem: /^imap .*takes the connection on port 993, .* no answer/,
        fix: /greeting back/,
      },
    },
  ),
  at(
    'IMAP closes at once',
    { fault: { how: 'closes' } },
    {
      clients: EVERYBODY,
      first: { problem: /^imap .*closes the connection on port 993/, fix: /log of the server/ },
    },
  ),
  at(
    'IMAP never ends its line',
    { fault: { how: 'endless line' } },
    {
      clients: EVERYBODY,
      first: { problem: /^imap .*not understood/, fix: /log of the server/ },
    },
  ),
  at(
    'SMTP never ends its greeting',
    { type: 'smtp', fault: { how: 'endless lines' } },
    {
      clients: EVERYBODY,
      first: { problem: /^smtp .*not understood/, fix: /log of the server/ },
    },
  ),
  at(
    'IMAP takes no password',
    { capabilities: ['IMAP4rev1', 'LOGINDISABLED', 'AUTH=XOAUTH2'] },
    {
      clients: EVERYBODY,
      first: {
        problem: `${IMAP}: password-cleartext is announced, and it offers only XOAUTH2.`,
        fix: /announce one that it offers/,
      },
    },
  ),
  at(
    'SMTP offers no log-in',
    { type: 'smtp', capabilities: ['SIZE 1000'] },
    {
      clients: EVERYBODY,
      first: {
        problem: `${SMTP}: password-cleartext is announced, and it offers no log-in at all.`,
        fix: 'Switch authentication on at that port of the server.',
      },
    },
  ),
  {
    title: 'STARTTLS is announced for the port of TLS from the first byte',
    settings: withServers('{ type: imap, port: 993, socketType: STARTTLS }', 'smtp'),
    break: async (internet, { mailServers }) => {
      for (const server of mailServers) await internet.mail({ ...server, socketType: 'SSL' })
    },
    // A profile goes by the port, and so does FairEmail.
    clients: {
      ...ALL_AUTOCONFIG,
      thunderbird: 'no',
      outlook: 'no',
      pacc: 'by hand',
    },
    first: {
      problem: `imap ${MAIL_HOST}:993 STARTTLS: port 993 speaks TLS from the first byte.`,
      fix: /^Announce SSL/,
    },
  },
  {
    title: 'no encryption is announced, and the log-in comes only after STARTTLS',
    settings: withServers('imap', '{ type: smtp, port: 587, socketType: plain }'),
    break: async (internet, { mailServers }) => {
      for (const server of mailServers.filter(({ type }) => type === 'smtp')) {
        await internet.mail({
          ...server,
          socketType: 'STARTTLS',
          capabilitiesBeforeTls: ['SIZE 1'],
        })
      }
    },
    // FairEmail always encrypts there.
    clients: { ...EVERYBODY, fairEmail: 'yes', pacc: 'by hand' },
    first: { problem: /no log-in at all/, fix: /^It offers STARTTLS/ },
  },
  {
    title: 'the name of the mail server holds what nobody fills in',
    break: (internet, { answer, certificate }) => {
      withoutSrv(internet)
      return internet.web({
        host: AUTOCONFIG,
        https: {
          certificate,
          answer: async (request) => {
            const given = await answer(request)
            const body = String(given.body).replaceAll(MAIL_HOST, '%REALNAME%.example.net')
            return { ...given, headers: { 'content-type': 'text/xml' }, body }
          },
        },
      })
    },
    // FairEmail and Nextcloud cannot use it either, and go on to what is right over http.
    clients: { ...ALL_AUTOCONFIG, thunderbird: 'no', nextcloud: 'yes', apple: 'no' },
    first: { problem: /%REALNAME%.example.net has no address/, fix: /announce the right name/ },
  },
  at('IMAP speaks octet by octet, which is no fault', { inOctets: true }, { clients: {} }),
]
