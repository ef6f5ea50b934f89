// What a row about a fault is, and the domain that it happens to.
import type { HealthyDomain } from '../internet/healthy.js'
import type { Internet } from '../internet/internet.js'
import type { AnswerWeb, WebAnswer } from '../internet/web.js'
import type { Verdicts } from './examined.js'

export const DOMAIN = 'example.lt'
export const MAIL_HOST = 'mail.example-hosting.net'
export const AUTOCONFIG = `autoconfig.${DOMAIN}`
export const AUTODISCOVER = `autodiscover.${DOMAIN}`
export const PACC = `ua-auto-config.${DOMAIN}`
export const DOCUMENT = `https://${AUTOCONFIG}/mail/config-v1.1.xml`

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

export const status =
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

export const ALL_AUTOCONFIG: Verdicts = {
  android: 'no',
  ios: 'no',
  deltaChat: 'no',
  nextcloud: 'no',
  evolution: 'no',
  kmail: 'no',
}

/** A host that answers in the same way over https and http. */
export function everywhere(host: string, answer: AnswerWeb): Fault['break'] {
  return (internet, { certificate }) =>
    internet.web({ host, https: { certificate, answer }, http: { answer } })
}

/** The service as it is, with something put over its answer to some paths. */
export function changed(
  healthy: HealthyDomain,
  concerns: (path: string, method: string) => boolean,
  instead: (answer: WebAnswer, path: string) => WebAnswer,
): AnswerWeb {
  return async (request) => {
    const answer = await healthy.answer(request)
    return concerns(request.path, request.method) ? instead(answer, request.path) : answer
  }
}

export const EVERYBODY: Verdicts = {
  ...ALL_AUTOCONFIG,
  thunderbird: 'no',
  fairEmail: 'no',
  outlook: 'no',
  apple: 'no',
  pacc: 'no',
}

export function srv(label: string, target: string, port: number) {
  const name = `${label}._tcp.${DOMAIN}`
  return { type: 'SRV', name, priority: 0, weight: 1, port, target } as const
}
export const IMAP = `imap ${MAIL_HOST}:993 SSL`

/** The usual settings with other lines for the provider, which may say `incomingServers` and `socketType` anew. */
export function settingsFor(...lines: string[]): string {
  const usual = ['socketType: SSL', 'incomingServers: [imap, pop3]', 'outgoingServers: [smtp]']
  const said = (line: string) => lines.some((one) => one.split(':')[0] === line.split(':')[0])
  const provider = [
    ...['displayName: Example Hosting', 'displayShortName: Hosting', `hostname: ${MAIL_HOST}`],
    ...usual.filter((line) => !said(line)),
    ...lines,
  ]
  return `publicUrl: https://${AUTOCONFIG}
providers:
  hosting:
${provider.map((line) => `    ${line}\n`).join('')}domains:
  ${DOMAIN}: hosting
`
}
