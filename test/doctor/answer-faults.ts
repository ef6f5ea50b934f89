// Answers that contradict each other or the settings, and autodiscover that goes astray.
import type { WebAnswer } from '../internet/web.js'
import {
  DOMAIN,
  MAIL_HOST,
  AUTOCONFIG,
  AUTODISCOVER,
  PACC,
  type Fault,
  PAGE,
  everywhere,
  changed,
  srv,
} from './fault.js'

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
      fix: /Let both say the same/,
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
      fix: /names autodiscover/,
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
    first: { problem: /The certificate of autodiscover/, fix: /names autodiscover/ },
  },
  {
    title: 'a bad certificate at the web server of the domain, which Outlook asks first',
    break: async (internet) => {
      const certificate = await internet.certificate({ names: ['shared.example.net'] })
      const answer = () => ({ status: 404, body: 'Nothing here.\n' })
      await internet.web({ host: DOMAIN, https: { certificate, answer } })
    },
    clients: { outlook: 'partly' },
    first: {
      problem: `The certificate of ${DOMAIN} is refused: it is for shared.example.net, not for ${DOMAIN}.`,
      fix: /names example\.lt, or lead/,
    },
  },
  {
    title: 'http of autodiscover is closed, which nobody needs as long as https answers',
    break: (internet) => internet.down(AUTODISCOVER, 80),
    clients: {},
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
    first: { problem: `imap ${MAIL_HOST}:1993 SSL: port 1993 is closed.`, fix: /^Start/ },
  },
  {
    title: 'a certificate that ends soon',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [AUTOCONFIG], days: 5.5, age: 84 })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: {},
    first: {
      problem: `The certificate of ${AUTOCONFIG} ends in 5 days.`,
      fix: /renewed automatically/,
    },
  },
  {
    title: 'a certificate made for a week, which is not to be renewed yet',
    break: async (internet, { answer }) => {
      const certificate = await internet.certificate({ names: [AUTOCONFIG], days: 5.5 })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: {},
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
