// What can be wrong in the zone of the domain.
import type { Internet } from '../internet/internet.js'
import {
  DOMAIN,
  MAIL_HOST,
  AUTOCONFIG,
  AUTODISCOVER,
  PACC,
  type Fault,
  PAGE,
  forget,
  withoutSrv,
  ALL_AUTOCONFIG,
  EVERYBODY,
  settingsFor,
  srv,
} from './fault.js'

const CENTRAL = 'autodiscover.example-hosting.net'
const SERVICE = 'cfg.example-hosting.net'

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
        `^${AUTOCONFIG} seems to have no record of its own: the wildcard \\*\\.${DOMAIN} leads`,
      ),
      fix: 'Publish the addresses of the machine where the service runs.',
    },
  },
  {
    title: 'a wildcard leads every name to the service, whose certificate has expired',
    settings: settingsFor().replace(/^publicUrl.*$/m, `publicUrl: https://${SERVICE}`),
    break: async (internet, { answer, hosts }) => {
      for (const name of [AUTOCONFIG, AUTODISCOVER, PACC]) internet.zone.remove(name)
      internet.zone.add({ type: 'A', name: `*.${DOMAIN}`, address: internet.address })
      const certificate = await internet.certificate({ names: hosts, days: -1 })
      await internet.web({ host: AUTOCONFIG, https: { certificate, answer } })
    },
    clients: { ios: 'no', deltaChat: 'no' },
    first: { problem: /^The certificate of autoconfig.* has expired on/, fix: /renew it/ },
  },
  {
    title: 'the SRV record of autodiscover leads to an alias',
    break: (internet) => {
      internet.zone.add(srv('_autodiscover', 'alias.example-hosting.net', 443), {
        ...{ type: 'CNAME', name: 'alias.example-hosting.net', target: AUTOCONFIG },
      })
    },
    clients: {},
    first: { problem: /alias\.example-hosting\.net/, fix: /RFC 2782/ },
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
      problem: `The SRV record _pop3s._tcp.${DOMAIN} is missing; the settings ask for 10 1 995 ${MAIL_HOST}.`,
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
    first: { problem: 'imap imap.example-hosting.net:993 SSL: port 993 is closed.', fix: /^Start/ },
  },
  {
    title: 'an SRV record of autodiscover to somewhere else, where the settings ask for none',
    break: (internet) => {
      const host = 'old.example-hosting.net'
      internet.zone.add(srv('_autodiscover', host, 443), {
        ...{ type: 'A', name: host, address: internet.address },
      })
    },
    clients: {},
    first: {
      problem: `The SRV record _autodiscover._tcp.${DOMAIN} leads to old.example-hosting.net:443, and the settings name nothing there.`,
      fix: /^Remove it: Outlook/,
    },
  },
  {
    title: 'an SRV record of autodiscover to the service, which is no fault',
    break: (internet) => {
      internet.zone.add(srv('_autodiscover', AUTOCONFIG, 443))
    },
    clients: {},
  },
  {
    title: 'one SRV record of autodiscover more than the settings ask for',
    settings: `autodiscoverUrl: https://${CENTRAL}/autodiscover/autodiscover.xml\n${settingsFor()}`,
    break: (internet) => {
      const host = 'old.example-hosting.net'
      internet.zone.add(srv('_autodiscover', host, 443), {
        ...{ type: 'A', name: host, address: internet.address },
      })
    },
    clients: {},
    first: {
      problem: `The SRV record _autodiscover._tcp.${DOMAIN} leads to old.example-hosting.net:443, and the settings name nothing there.`,
      fix: /^Remove it/,
    },
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
      fix: /^Publish: _ua-auto-config\.example\.lt\. TXT "v=UAAC1; a=sha256; d=/,
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

async function unruled(internet: Internet, host: string): Promise<void> {
  await internet.down(host, 443)
  await internet.down(host, 80)
}
