// What settings can want that not every client can have.
import {
  AUTOCONFIG,
  AUTODISCOVER,
  DOCUMENT,
  DOMAIN,
  type Fault,
  forget,
  MAIL_HOST,
  settingsFor,
} from './fault.js'

const OTHER = 'other.example.net'

const nothing = () => undefined

const entry = (...lines: string[]) => `publicUrl: https://${AUTOCONFIG}
providers: {}
domains:
  ${DOMAIN}:
${lines.map((line) => `    ${line}\n`).join('')}`

/** Mailboxes of another service, under the name that the redirects lead to. */
const hostOther: Fault['break'] = async (internet) => {
  const { answer } = await internet.healthy('example.org')
  internet.zone.add({ type: 'A', name: OTHER, address: internet.address })
  // It has an answer for the domain that redirects, too.
  await internet.web({
    host: OTHER,
    https: {
      answer: (request) =>
        answer({
          ...request,
          path: request.path.startsWith('/config') ? '/mail/config-v1.1.xml' : request.path,
          headers: {
            'content-type': request.headers['content-type'],
            host: 'autoconfig.example.org',
          },
          body: Buffer.from(request.body.toString().replaceAll(`@${DOMAIN}`, '@example.org')),
        }),
    },
  })
}

export const SETTINGS_FAULTS: Fault[] = [
  {
    title: 'STARTTLS, which PACC cannot state',
    settings: settingsFor('socketType: STARTTLS'),
    break: nothing,
    clients: { pacc: 'by hand' },
  },
  {
    title: 'STARTTLS that is not offered',
    settings: settingsFor('socketType: STARTTLS', 'incomingServers: [imap]'),
    break: (internet, { mailServers: [imap] }) =>
      imap && internet.mail({ ...imap, startTls: 'hidden' }),
    clients: {
      ...{ thunderbird: 'no', android: 'no', ios: 'no', deltaChat: 'no', fairEmail: 'no' },
      ...{ nextcloud: 'no', evolution: 'no', kmail: 'no', outlook: 'no', apple: 'no' },
      pacc: 'by hand',
    },
    first: {
      problem: `imap ${MAIL_HOST}:143 STARTTLS: STARTTLS is not offered there.`,
      fix: /^Switch STARTTLS on/,
    },
  },
  {
    title: 'passwords in clear text',
    settings: settingsFor('socketType: plain'),
    break: nothing,
    clients: { android: 'no', ios: 'no', fairEmail: 'no', apple: 'no', pacc: 'by hand' },
    first: {
      problem: /cannot be used: it refuses the whole file for imap with plain/,
      fix: /mailconf check/,
    },
  },
  {
    title: 'OAuth2 alone, and a server that only knows passwords',
    settings: settingsFor(
      'authentication: OAuth2',
      'oAuth2: { issuer: login.example.net, scope: mail, authURL: https://login.example.net/a, tokenURL: https://login.example.net/t }',
    ),
    break: nothing,
    clients: {
      ...{ thunderbird: 'no', android: 'no', ios: 'no', deltaChat: 'no', nextcloud: 'no' },
      ...{ evolution: 'no', kmail: 'no', outlook: 'no', apple: 'no', pacc: 'no' },
    },
    first: {
      problem: `imap ${MAIL_HOST}:993 SSL: OAuth2 is announced, and it offers only PLAIN, LOGIN.`,
      fix: /^Switch that method on/,
    },
  },
  {
    title: 'POP3 alone',
    settings: settingsFor('incomingServers: [pop3]'),
    break: nothing,
    clients: { android: 'no', deltaChat: 'no', fairEmail: 'no', nextcloud: 'no' },
    first: { problem: /no imap server, and it reads nothing else/, fix: /mailconf check/ },
  },
  {
    title: 'the domain redirects to another service',
    settings: entry(
      `redirect: { autoconfig: 'https://${OTHER}/config.xml', autodiscover: 'https://${OTHER}/autodiscover/autodiscover.xml' }`,
    ),
    break: hostOther,
    clients: { apple: 'no', pacc: 'by hand' },
    first: {
      problem: /\(404\), as the settings here want it: they redirect to another service, and name/,
      fix: /^Let people type the values/,
    },
  },
  {
    title: 'the domain redirects to a service that is not there',
    settings: entry(`redirect: { autodiscover: 'https://${OTHER}/autodiscover/autodiscover.xml' }`),
    break: nothing,
    clients: {
      ...{ thunderbird: 'no', android: 'no', ios: 'no', deltaChat: 'no', fairEmail: 'no' },
      ...{ nextcloud: 'no', evolution: 'no', kmail: 'no', outlook: 'no', apple: 'no' },
      pacc: 'by hand',
    },
    first: {
      problem: /they redirect to another service, and name nothing there for autoconfig\.$/,
      fix: /^Let people type the values/,
    },
  },
  {
    title: 'the mailboxes moved to a domain of somebody else',
    settings: entry("redirectAddr: '%EMAILLOCALPART%@elsewhere.example'"),
    break: nothing,
    clients: {
      ...{ android: 'no', ios: 'no', deltaChat: 'no', fairEmail: 'no' },
      ...{ nextcloud: 'no', evolution: 'no', kmail: 'no', apple: 'no', pacc: 'by hand' },
    },
    first: {
      problem: `${DOCUMENT} has nothing to say (404), as the settings here want it: the mailbox moved to another domain, which only autodiscover can say.`,
      fix: /^Let people type the values/,
    },
  },
  {
    title: 'a central host for autodiscover, reached by the SRV record alone',
    settings: settingsFor().replace(
      /^publicUrl.*$/m,
      'publicUrl: https://cfg.example-hosting.net\nautodiscoverUrl: https://autodiscover.example-hosting.net/autodiscover/autodiscover.xml',
    ),
    break: (internet) => forget(internet, AUTODISCOVER),
    clients: {},
    first: {
      problem: `${AUTODISCOVER} has no address in DNS.`,
      fix: `Publish: ${AUTODISCOVER}. CNAME cfg.example-hosting.net.`,
    },
  },
  {
    title: 'the same, for Outlook without the record',
    settings: settingsFor().replace(/^publicUrl.*$/m, 'publicUrl: https://cfg.example-hosting.net'),
    break: (internet) => forget(internet, AUTODISCOVER),
    clients: { outlook: 'no' },
    first: {
      problem: `${AUTODISCOVER} has no address in DNS.`,
      fix: `Publish: ${AUTODISCOVER}. CNAME cfg.example-hosting.net.`,
    },
  },
]
