// What can be wrong with the web servers that clients ask.
import { gzipSync } from 'node:zlib'
import type { WebAnswer } from '../internet/web.js'
import {
  DOMAIN,
  AUTOCONFIG,
  AUTODISCOVER,
  DOCUMENT,
  type Fault,
  PAGE,
  status,
  forget,
  withoutSrv,
  ALL_AUTOCONFIG,
  everywhere,
  changed,
} from './fault.js'

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
    first: { problem: /takes the connection on port 443, .* no answer in time/, fix: /log/ },
  },
  {
    title: 'bodies are compressed although nobody asked for that, which is no fault',
    break: (internet, healthy) =>
      internet.web({
        host: AUTOCONFIG,
        https: {
          certificate: healthy.certificate,
          answer: changed(
            healthy,
            () => true,
            (answer) => ({
              ...answer,
              headers: {
                'content-type': answer.headers?.['content-type'] ?? '',
                'content-encoding': 'gzip',
              },
              body: gzipSync(answer.body ?? ''),
            }),
          ),
        },
        http: { answer: healthy.answer },
      }),
    clients: {},
  },
  {
    title: 'an answer unpacks to more than anybody reads',
    break: (internet, { certificate }) =>
      internet.web({
        host: AUTOCONFIG,
        https: {
          certificate,
          answer: () => ({
            status: 200,
            headers: { 'content-type': 'text/xml', 'content-encoding': 'gzip' },
            body: gzipSync('x'.repeat(2_000_000)),
          }),
        },
      }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /longer than 1 MB/, fix: /right server/ },
  },
  {
    title: 'what answers over https is no web server',
    break: (internet, { certificate }) =>
      internet.mail({
        type: 'smtp',
        host: AUTOCONFIG,
        port: 443,
        socketType: 'SSL',
        certificate,
        greeting: '220 mail ESMTP',
      }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: { problem: /no HTTP that can be read/, fix: /web server/ },
  },
  {
    title: 'a header without a colon',
    break: (internet, { certificate }) =>
      internet.mail({
        type: 'smtp',
        host: AUTOCONFIG,
        port: 443,
        socketType: 'SSL',
        certificate,
        greeting: 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nX-Broken by a proxy\r\n\r\n<a/>',
      }),
    clients: { ios: 'no', deltaChat: 'no', apple: 'no' },
    first: {
      problem:
        /^autoconfig\.example\.lt: what answers on port 443 is no HTTP that can be read \(HPE_/,
      fix: /mend the headers/,
    },
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
      problem: `${DOCUMENT} has nothing for this domain (404).`,
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

const isDocument = (path: string) => path.startsWith('/mail/')

/** Over https alone: http has a good answer. */
function httpsAnswers(body: string): Fault['break'] {
  return (internet, healthy) => {
    withoutSrv(internet)
    const { certificate } = healthy
    const headers = { 'content-type': 'text/xml; charset=utf-8' }
    const answer = changed(healthy, isDocument, () => ({ status: 200, headers, body }))
    return internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
  }
}

function redirectTo(location: string): WebAnswer {
  return { status: 302, headers: { location } }
}

export const REDIRECT_FAULTS: Fault[] = [
  {
    title: 'broken XML under the name of XML hides what lies behind it',
    break: async (internet, healthy) => {
      await httpsAnswers('<clientConfig version="1.1"><emailProvider')(internet, healthy)
      for (const port of [443, 80]) await internet.down(AUTODISCOVER, port)
    },
    clients: { thunderbird: 'no', ios: 'no', deltaChat: 'no', outlook: 'no', kmail: 'no' },
    first: { problem: /no configuration \(text\/xml/, fix: /answer 404/ },
  },
  {
    title: 'nothing under the name of XML',
    break: httpsAnswers(''),
    clients: { ios: 'no', deltaChat: 'no', kmail: 'no' },
    first: { problem: /no configuration \(text\/xml/, fix: /answer 404/ },
  },
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
