// One fault a row, in a domain that is healthy otherwise: whom it stops, and what the doctor says first.
import type { HealthyDomain } from '../internet/healthy.js'
import type { Internet } from '../internet/internet.js'
import type { MailServer } from '../internet/mail-server.js'
import type { AnswerWeb, WebAnswer } from '../internet/web.js'
import type { Verdicts } from './examined.js'

export const DOMAIN = 'example.lt'
export const MAIL_HOST = 'mail.example-hosting.net'
export const AUTOCONFIG = `autoconfig.${DOMAIN}`
const AUTODISCOVER = `autodiscover.${DOMAIN}`
const PACC = `ua-auto-config.${DOMAIN}`
const DOCUMENT = `https://${AUTOCONFIG}/mail/config-v1.1.xml`

export interface Fault {
  title: string
  break: (internet: Internet, healthy: HealthyDomain) => unknown
  /** Clients that are not as they are where nothing is wrong. */
  clients: Verdicts
  /** The first cause; where nobody is stopped, the first note; undefined: there is neither. */
  first?: { problem: string | RegExp; fix: string | RegExp }
  /** Other settings than the usual. */
  settings?: string
}

export const PAGE: AnswerWeb = () => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Welcome</title><p>This is our web site.',
})

const status =
  (code: number): AnswerWeb =>
  () => ({ status: code, headers: { 'content-type': 'text/plain' }, body: 'No.\n' })

/** A host that the zone does not know any more. */
export async function forget(internet: Internet, host: string): Promise<void> {
  internet.zone.remove(host)
  await internet.down(host, 443)
  await internet.down(host, 80)
}

/** SRV records lead FairEmail past everything else. */
export function withoutSrv({ zone }: Internet): void {
  for (const label of ['_imaps', '_pop3s', '_submissions']) zone.remove(`${label}._tcp.${DOMAIN}`)
}

const ALL_AUTOCONFIG: Verdicts = {
  android: 'no',
  ios: 'no',
  deltaChat: 'no',
  nextcloud: 'no',
  evolution: 'no',
  kmail: 'no',
}

/** A host that answers in the same way over https and http. */
function everywhere(host: string, answer: AnswerWeb): Fault['break'] {
  return (internet, { certificate }) =>
    internet.web({ host, https: { certificate, answer }, http: { answer } })
}

export const WEB_FAULTS: Fault[] = [
  {
    title: 'autoconfig has no record',
    break: (internet) => forget(internet, AUTOCONFIG),
    clients: {
      android: 'no',
      ios: 'no',
      deltaChat: 'no',
      nextcloud: 'no',
      evolution: 'no',
      kmail: 'no',
      apple: 'no',
    },
    first: {
      problem: `${AUTOCONFIG} has no address in DNS.`,
      fix: 'Publish the addresses of the machine where the service runs.',
    },
  },
  {
    title: 'the certificate of autoconfig has expired',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [AUTOCONFIG], days: -3 })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: {
      problem: new RegExp(`^The certificate of ${AUTOCONFIG} is refused: it has expired on 20`),
      fix: /^Get a certificate for autoconfig\.example\.lt .* renew it automatically/,
    },
  },
  {
    title: 'the certificate of autoconfig is for the web server of the domain',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [DOMAIN, `www.${DOMAIN}`] })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: {
      problem: `The certificate of ${AUTOCONFIG} is refused: it is for ${DOMAIN}, www.${DOMAIN}, not for ${AUTOCONFIG}.`,
      fix: /names autoconfig\.example\.lt/,
    },
  },
  {
    title: 'the certificate of autoconfig is signed by itself',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [AUTOCONFIG], from: 'itself' })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /signed by itself/, fix: /from a public authority/ },
  },
  {
    title: 'the certificate of autoconfig comes from an authority that nobody knows',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [AUTOCONFIG], from: 'stranger' })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /an authority that no client knows/, fix: /from a public authority/ },
  },
  {
    title: 'the intermediate certificate is not sent',
    break: async (internet, { answer }) => {
      const order = { names: [AUTOCONFIG], missingIntermediate: true }
      const certificate = await internet.certificate(order)
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /without the intermediate certificate/, fix: /fullchain\.pem/ },
  },
  {
    title: 'CAA records keep a certificate from being made',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [DOMAIN] })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
      internet.zone.add({ type: 'CAA', name: DOMAIN, tag: 'issue', value: 'digicert.com' })
    },
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: {
      problem: /is refused: it is for example\.lt, not for autoconfig\.example\.lt\.$/,
      fix: /The CAA records of example\.lt allow digicert\.com to make one/,
    },
  },
  {
    title: 'nothing listens for https at autoconfig',
    break: (internet) => internet.down(AUTOCONFIG, 443),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: `${AUTOCONFIG}: port 443 is closed.`, fix: /open the port in the firewall/ },
  },
  {
    title: 'https at autoconfig is not TLS',
    break: (internet) =>
      internet.mail({ type: 'smtp', host: AUTOCONFIG, port: 443, socketType: 'plain' }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /does not speak TLS from the first byte/, fix: /TLS 1\.2 or newer/ },
  },
  {
    title: 'only old TLS at autoconfig',
    break: (internet, { answer, certificate }) =>
      internet.web({ host: AUTOCONFIG, https: { certificate, answer, only: 'TLSv1.1' } }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /nothing newer than TLS 1\.1/, fix: /TLS 1\.2 or newer/ },
  },
  {
    title: 'autoconfig hangs',
    break: (internet, { certificate }) =>
      internet.web({
        host: AUTOCONFIG,
        https: { certificate, answer: () => ({ status: 200, hang: true }) },
      }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /nobody answers on port 443 in time/, fix: /refuse rather than drop/ },
  },
  {
    title: 'the connection is cut',
    break: (internet, { certificate }) =>
      internet.web({
        host: AUTOCONFIG,
        https: { certificate, answer: () => ({ status: 200, reset: true }) },
      }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /closes the connection on port 443/, fix: /log of the server/ },
  },
  {
    title: 'the answer never ends',
    break: (internet, { certificate }) =>
      internet.web({
        host: AUTOCONFIG,
        https: {
          certificate,
          answer: () => ({ status: 200, endless: true, body: 'x'.repeat(65_536) }),
        },
      }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /longer than 1 MB/, fix: /right server/ },
  },
  {
    title: 'the service fails',
    break: everywhere(AUTOCONFIG, status(503)),
    clients: { ...ALL_AUTOCONFIG, apple: 'no' },
    first: { problem: `${DOCUMENT} fails with status 503.`, fix: /log of the service/ },
  },
  {
    title: 'the service does not know the domain',
    break: everywhere(AUTOCONFIG, status(404)),
    clients: { ...ALL_AUTOCONFIG, apple: 'no' },
    first: {
      problem: `${DOCUMENT} knows nothing of it (404).`,
      fix: `Lead ${AUTOCONFIG} to this service, or restart it with the settings that hold ${DOMAIN}.`,
    },
  },
  {
    title: 'the service wants a password',
    break: everywhere(AUTOCONFIG, status(401)),
    clients: { ...ALL_AUTOCONFIG, apple: 'no' },
    first: { problem: /wants a password before it answers \(401\)/, fix: /everybody read it/ },
  },
  {
    title: 'the service forbids',
    break: everywhere(AUTOCONFIG, status(403)),
    clients: { ...ALL_AUTOCONFIG, apple: 'no' },
    first: { problem: /forbids the answer \(403\)/, fix: /no secret/ },
  },
  {
    title: 'a web site answers at autoconfig',
    break: everywhere(AUTOCONFIG, PAGE),
    clients: { ...ALL_AUTOCONFIG, apple: 'no' },
    first: {
      problem: `${DOCUMENT} answers 200 with something that is no configuration (text/html; charset=utf-8).`,
      fix: /or answer 404/,
    },
  },
  {
    title: 'the configuration is called text/plain',
    break: (internet, { answer, certificate }) =>
      internet.web({
        host: AUTOCONFIG,
        https: {
          certificate,
          answer: async (request) => ({
            ...(await answer(request)),
            ...(request.path.startsWith('/mail/') && { headers: { 'content-type': 'text/plain' } }),
          }),
        },
      }),
    clients: {},
    first: {
      problem: `${DOCUMENT} answers with a configuration that is not called text/xml (text/plain).`,
      fix: /as text\/xml/,
    },
  },
]

/** The service as it is, with something put over its answer to some paths. */
function changed(
  healthy: HealthyDomain,
  concerns: (path: string, method: string) => boolean,
  instead: (answer: WebAnswer, path: string) => WebAnswer,
): AnswerWeb {
  return async (request) => {
    const answer = await healthy.answer(request)
    return concerns(request.path, request.method) ? instead(answer, request.path) : answer
  }
}

const isDocument = (path: string) => path.startsWith('/mail/')

function redirectTo(location: string): WebAnswer {
  return { status: 302, headers: { location } }
}

export const REDIRECT_FAULTS: Fault[] = [
  {
    title: 'https leads to http',
    break: (internet, healthy) => {
      withoutSrv(internet)
      const { certificate } = healthy
      const answer = changed(healthy, isDocument, (_, path) =>
        redirectTo(`http://${AUTOCONFIG}${path}`),
      )
      return internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no' },
    first: {
      problem: `${DOCUMENT} redirects to http://${AUTOCONFIG}/mail/config-v1.1.xml, which not every client follows to plain http.`,
      fix: 'Answer at the first URL itself, without a redirect.',
    },
  },
  {
    title: 'a Location that is no whole URL',
    break: (internet, healthy) => {
      const { certificate } = healthy
      const answer = changed(healthy, isDocument, (answered, path) =>
        path.startsWith('/mail/config-v1.1.xml?from') || path.includes('&again')
          ? answered
          : redirectTo(`${path}${path.includes('?') ? '&' : '?'}again`),
      )
      return internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { deltaChat: 'no' },
    first: { problem: /Location that is no whole URL/, fix: /whole URL into Location/ },
  },
  {
    title: 'a circle',
    break: (internet, healthy) => {
      const answer = changed(healthy, isDocument, (_, path) =>
        redirectTo(`https://${AUTOCONFIG}${path}`),
      )
      return everywhere(AUTOCONFIG, answer)(internet, healthy)
    },
    clients: ALL_AUTOCONFIG,
    first: { problem: /leads in a circle/, fix: /instead of redirecting/ },
  },
  {
    title: 'a redirect to a name that is not there',
    break: (internet, healthy) => {
      const answer = changed(healthy, isDocument, () =>
        redirectTo('https://gone.example.lt/config.xml'),
      )
      return everywhere(AUTOCONFIG, answer)(internet, healthy)
    },
    clients: ALL_AUTOCONFIG,
    first: { problem: 'gone.example.lt has no address in DNS.', fix: /Mend the redirect/ },
  },
]

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

const EVERYBODY: Verdicts = {
  ...ALL_AUTOCONFIG,
  thunderbird: 'no',
  fairEmail: 'no',
  outlook: 'no',
  apple: 'no',
  pacc: 'no',
}
const IMAP = `imap ${MAIL_HOST}:993 SSL`
const SMTP = `smtp ${MAIL_HOST}:465 SSL`

export const MAIL_FAULTS: Fault[] = [
  {
    title: 'nothing listens for IMAP',
    break: (internet) => internet.down(MAIL_HOST, 993),
    clients: EVERYBODY,
    first: { problem: `${IMAP}: port 993 is closed.`, fix: /Start what should listen there/ },
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
      first: { problem: /does not speak TLS from the first byte/, fix: /TLS 1\.2/ },
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
      first: { problem: /turns clients away: "\* BYE too many connections"/, fix: /right server/ },
    },
  ),
  at(
    'SMTP turns clients away',
    { type: 'smtp', greeting: '421 busy' },
    {
      clients: EVERYBODY,
      first: { problem: /^smtp .*turns clients away: "421 busy"/, fix: /right server/ },
    },
  ),
  at(
    'IMAP says nothing',
    { fault: { how: 'silent' } },
    {
      clients: EVERYBODY,
      first: { problem: /^imap .*nobody answers on port 993 in time/, fix: /firewall/ },
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
  at('IMAP speaks octet by octet, which is no fault', { inOctets: true }, { clients: {} }),
]

export const DNS_FAULTS: Fault[] = [
  {
    title: 'the domain does not exist',
    break: async (internet) => {
      for (const name of [AUTOCONFIG, AUTODISCOVER, PACC, DOMAIN]) await forget(internet, name)
      withoutSrv(internet)
      for (const label of ['_imap', '_pop3', '_submission']) {
        internet.zone.remove(`${label}._tcp.${DOMAIN}`)
      }
      for (const name of ['_caldav', '_caldavs', '_carddav', '_carddavs', '_jmap', '_sieve']) {
        internet.zone.remove(`${name}._tcp.${DOMAIN}`)
      }
      internet.zone.remove(`_${PACC}`)
    },
    clients: EVERYBODY,
    first: { problem: `${DOMAIN} does not exist in DNS.`, fix: /Check the spelling/ },
  },
  {
    title: 'the name servers fail',
    break: (internet) => {
      internet.zone.fail(DOMAIN, 'SERVFAIL')
      internet.zone.fail(`*.${DOMAIN}`, 'SERVFAIL')
      return Promise.all(
        [AUTOCONFIG, AUTODISCOVER, PACC, DOMAIN].map((one) => unruled(internet, one)),
      )
    },
    clients: EVERYBODY,
    first: {
      problem: `${DOMAIN} cannot be resolved: its name servers fail (SERVFAIL).`,
      fix: /Mend the name servers/,
    },
  },
  {
    title: 'a wildcard leads every name to the web site',
    break: async (internet) => {
      for (const name of [AUTOCONFIG, AUTODISCOVER, PACC]) internet.zone.remove(name)
      internet.zone.add({ type: 'A', name: `*.${DOMAIN}`, address: internet.address })
      for (const host of [AUTOCONFIG, AUTODISCOVER, PACC]) {
        await internet.web({ host, https: { answer: PAGE }, http: { answer: PAGE } })
      }
    },
    clients: {
      ...ALL_AUTOCONFIG,
      thunderbird: 'no',
      outlook: 'no',
      cloud: 'no',
      apple: 'no',
      pacc: 'no',
    },
    first: {
      problem: new RegExp(
        `^${AUTOCONFIG} has no record of its own: the wildcard \\*\\.${DOMAIN} answers`,
      ),
      fix: 'Publish the addresses of the machine where the service runs.',
    },
  },
  {
    title: 'autoconfig leads elsewhere than the settings say',
    break: (internet) => {
      internet.zone.replace({ type: 'A', name: AUTODISCOVER, address: '127.0.0.9' })
    },
    clients: {},
    first: {
      problem: `${AUTODISCOVER} leads to 127.0.0.9; the settings say ${AUTOCONFIG} (127.0.0.1).`,
      fix: `Publish: ${AUTODISCOVER}. CNAME ${AUTOCONFIG}.`,
    },
  },
  {
    title: 'an SRV record is missing',
    break: (internet) => {
      internet.zone.remove(`_pop3s._tcp.${DOMAIN}`)
    },
    clients: {},
    first: {
      problem: `The SRV record _pop3s._tcp.${DOMAIN} is missing or another one.`,
      fix: `Publish: _pop3s._tcp.${DOMAIN}. SRV 10 1 995 ${MAIL_HOST}.`,
    },
  },
  {
    title: 'an SRV record leads to an old server',
    break: (internet) => {
      internet.zone.replace(srv('_imaps', 'old.example-hosting.net', 993))
    },
    clients: { fairEmail: 'no' },
    first: { problem: /^imap old\.example-hosting\.net:993 SSL: .* no address/, fix: /Publish/ },
  },
  {
    title: 'an SRV record for what is not offered',
    break: (internet) => {
      internet.zone.replace(srv('_imap', MAIL_HOST, 143))
    },
    clients: {},
    first: {
      problem: `Two answers for imap: ${MAIL_HOST}:143 STARTTLS (SRV records of ${DOMAIN}), ${MAIL_HOST}:993 SSL (the settings here).`,
      fix: /Let both say the same/,
    },
  },
  {
    title: 'an SRV record leads to an alias',
    break: (internet) => {
      internet.zone.replace(srv('_imaps', 'imap.example-hosting.net', 993))
      internet.zone.add({ type: 'CNAME', name: 'imap.example-hosting.net', target: MAIL_HOST })
    },
    clients: { fairEmail: 'no' },
    first: { problem: /./, fix: /./ },
  },
  {
    title: 'the digest in DNS is that of older settings',
    break: (internet) => {
      const text = 'v=UAAC1; a=sha256; d=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
      internet.zone.replace({ type: 'TXT', name: `_${PACC}`, text })
    },
    clients: { pacc: 'no' },
    first: {
      problem: `The TXT record _${PACC} does not vouch for what is served: the digest is another one.`,
      fix: /"mailconf dns" prints it/,
    },
  },
  {
    title: 'the digest is not in DNS',
    break: (internet) => {
      internet.zone.remove(`_${PACC}`)
    },
    clients: { pacc: 'no' },
    first: {
      problem: `The TXT record _${PACC} is missing, which vouches for the PACC answer.`,
      fix: /Publish/,
    },
  },
]

function srv(label: string, target: string, port: number) {
  const name = `${label}._tcp.${DOMAIN}`
  return { type: 'SRV', name, priority: 0, weight: 1, port, target } as const
}

async function unruled(internet: Internet, host: string): Promise<void> {
  await internet.down(host, 443)
  await internet.down(host, 80)
}

export const ANSWER_FAULTS: Fault[] = [
  {
    title: 'the service still runs with older settings',
    break: async (internet, { certificate }) => {
      const older = await internet.healthy(
        DOMAIN,
        settingsWith('hostname: old.example-hosting.net'),
      )
      for (const host of [AUTOCONFIG, AUTODISCOVER, PACC]) {
        const { answer } = older
        await internet.web({ host, https: { certificate, answer }, http: { answer } })
      }
    },
    clients: {},
    first: {
      problem: /^Two answers for imap: old\.example-hosting\.net:993 SSL \(https:/,
      fix: /./,
    },
  },
  {
    title: 'autodiscover is for another name',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [DOMAIN] })
      await internet.web({ host: AUTODISCOVER, https: { certificate, answer }, http: { answer } })
    },
    clients: { outlook: 'no' },
    first: {
      problem: `The certificate of ${AUTODISCOVER} is refused: it is for ${DOMAIN}, not for ${AUTODISCOVER}.`,
      fix: /./,
    },
  },
  {
    title: 'a bad certificate at autodiscover, and an SRV record to a good one',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [DOMAIN] })
      await internet.web({ host: AUTODISCOVER, https: { certificate, answer } })
      await internet.down(AUTODISCOVER, 80)
      internet.zone.add(srv('_autodiscover', AUTOCONFIG, 443))
    },
    clients: { outlook: 'partly' },
    first: { problem: /The certificate of autodiscover/, fix: /./ },
  },
  {
    title: 'autodiscover says no with status 200',
    break: (internet, healthy) =>
      everywhere(
        AUTODISCOVER,
        changed(healthy, isPox, () => xml(POX_ERROR)),
      )(internet, healthy),
    clients: { outlook: 'no' },
    first: {
      problem: `https://${AUTODISCOVER}/autodiscover/autodiscover.xml answers 200 with an error.`,
      fix: /status 404/,
    },
  },
  {
    title: 'a web site answers at autodiscover',
    break: everywhere(AUTODISCOVER, PAGE),
    clients: { outlook: 'no', cloud: 'no' },
    first: {
      problem: /answers 200 with something that is no autodiscover/,
      fix: /Answer 404 there/,
    },
  },
  {
    title: 'autodiscover names another port than autoconfig',
    break: (internet, healthy) => {
      const older = (answer: WebAnswer): WebAnswer => ({
        ...answer,
        body: String(answer.body).replace('<Port>993<', '<Port>1993<'),
      })
      return everywhere(AUTODISCOVER, changed(healthy, isPox, older))(internet, healthy)
    },
    clients: { outlook: 'no' },
    first: { problem: `imap ${MAIL_HOST}:1993 SSL: port 1993 is closed.`, fix: /./ },
  },
  {
    title: 'a certificate that ends soon',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [AUTOCONFIG], days: 5.5 })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: {},
    first: {
      problem: `The certificate of ${AUTOCONFIG} ends in 5 days.`,
      fix: /renewed automatically/,
    },
  },
]

const isPox = (path: string, method: string) =>
  method === 'POST' && path.toLowerCase().endsWith('/autodiscover.xml')

const POX_ERROR = `<?xml version="1.0"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response><Error Time="12:00:00" Id="1"><ErrorCode>500</ErrorCode><Message>No.</Message><DebugData/></Error></Response></Autodiscover>`

function xml(body: string): WebAnswer {
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body }
}

function settingsWith(line: string): string {
  return `publicUrl: https://${AUTOCONFIG}
providers:
  hosting:
    displayName: Example Hosting
    displayShortName: Hosting
    ${line}
    incomingServers: [imap, pop3]
    outgoingServers: [smtp]
domains:
  ${DOMAIN}: hosting
`
}
