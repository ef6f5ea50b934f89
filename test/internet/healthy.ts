// A hosted domain in which everything is as it should be, with the real program behind its web servers.
// To break one thing, put something else in its place: internet.zone.replace, .web, .mail, .down.
import { join } from 'node:path'
import { hostnameForDomain } from '../../src/settings/hostname.js'
import { SERVICE_LABELS } from '../../src/settings/domain.js'
import type { MemoryTable } from '../../src/settings/table.js'
import { autodiscoverUrlFor } from '../../src/protocols/autodiscover-url.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { groupsOf } from '../dns/ask.js'
import { startApp } from '../helpers/app.js'
import { temporaryFolder } from '../helpers/settings.js'
import type { Certificate } from './authority.js'
import type { Internet } from './internet.js'
import type { MailServer, MailType } from './mail-server.js'
import type { AnswerWeb } from './web.js'

export interface HealthyDomain {
  domain: string
  /** The settings that all of it comes from, as a file. */
  settingsFile: string
  table: MemoryTable
  /** The names under which the service is reached; one certificate is for all of them. */
  hosts: readonly string[]
  certificate: Certificate
  /** The service, as it answers at each of its hosts. */
  answer: AnswerWeb
  mailServers: readonly MailServer[]
}

const PROVIDER_DOMAIN = 'example-hosting.net'
/** Of a client, as the front tells the service. */
const CLIENT_ADDRESS = '192.0.2.10'

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/** A provider with one server of each kind, in the names that most providers use. */
function usualSettings(domain: string): string {
  return `publicUrl: https://autoconfig.${domain}
providers:
  hosting:
    displayName: Example Hosting
    displayShortName: Hosting
    hostname: mail.${PROVIDER_DOMAIN}
    socketType: SSL
    incomingServers: [imap, pop3]
    outgoingServers: [smtp]
domains:
  ${domain}: hosting
`
}

/**
 * `settings` must hold the domain, without errors. Servers whose names differ from mailbox to mailbox,
 * and those of other protocols than mail, are not set up.
 */
export async function setUpHealthy(
  internet: Internet,
  domain: string,
  settings = usualSettings(domain),
): Promise<HealthyDomain> {
  const folder = await temporaryFolder({ 'settings.yaml': settings })
  const settingsFile = join(folder, 'settings.yaml')
  const { table, problems } = await loadSettings(settingsFile, `https://autoconfig.${domain}`)
  if (table === undefined) throw new Error(JSON.stringify(problems, undefined, 2))

  const hosts = serviceHosts(table, domain)
  const certificate = await internet.certificate({ names: hosts })
  const answer = await startFront(table)
  for (const host of hosts) {
    await internet.web({ host, https: { certificate, answer }, http: { answer } })
  }
  const nothing: AnswerWeb = () => ({ status: 404, body: 'Nothing here.\n' })
  await internet.web({ host: domain, https: { answer: nothing }, http: { answer: nothing } })
  const mailServers = mailServersOf(table, domain)
  for (const server of mailServers) await internet.mail(server)
  await internet.ispdb({})

  const relay = `mx.${PROVIDER_DOMAIN}`
  internet.zone.replace(...groupsOf(table, domain).flatMap(({ records }) => records))
  internet.zone.replace({ type: 'MX', name: domain, preference: 10, target: relay })
  for (const name of [domain, relay, ...hosts, ...mailServers.map(({ host }) => host)]) {
    const { records } = internet.zone.lookUp(name, 'A')
    if (records.length === 0) internet.zone.add({ type: 'A', name, address: internet.address })
  }
  return { domain, settingsFile, table, hosts, certificate, answer, mailServers }
}

function serviceHosts(table: MemoryTable, domain: string): string[] {
  const { publicUrl } = table.general
  const urls = [publicUrl, autodiscoverUrlFor(table.general, domain)]
  const { autoconfig, autodiscover, pacc } = SERVICE_LABELS
  const labelled = [autoconfig, autodiscover, pacc].map((label) => `${label}.${domain}`)
  return [...new Set([...urls.map((url) => new URL(url).hostname), ...labelled])]
}

/** The program behind a front that ends TLS, as it is run. */
async function startFront(table: MemoryTable): Promise<AnswerWeb> {
  const { app } = await startApp(table, { trustProxy: ['127.0.0.1'] })
  return async ({ scheme, method, path, headers, body }) => {
    const asked = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name))
    const {
      statusCode,
      headers: given,
      rawPayload,
    } = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...Object.fromEntries(asked),
        'x-forwarded-proto': scheme,
        'x-forwarded-for': CLIENT_ADDRESS,
      },
      payload: body,
    })
    const passed = Object.entries(given).flatMap(([name, value]) =>
      value === undefined || HOP_BY_HOP.has(name)
        ? []
        : [[name, Array.isArray(value) ? value : `${value}`] as const],
    )
    return { status: statusCode, headers: Object.fromEntries(passed), body: rawPayload }
  }
}

function mailServersOf(table: MemoryTable, domain: string): MailServer[] {
  const entry = table.find(domain)
  if (entry === undefined) throw new Error(`${domain} is not in the settings`)
  if (entry.kind !== 'settings') return []
  const { incomingServers, outgoingServers } = entry.provider
  const servers = [...incomingServers, ...outgoingServers].flatMap((server): MailServer[] => {
    const { type, hostname = '', port, socketType } = server
    const host = hostnameForDomain(hostname, domain)
    if (!isMailType(type) || host === undefined) return []
    return port === undefined || socketType === undefined ? [] : [{ type, host, port, socketType }]
  })
  const byPlace = servers.map((server) => [`${server.host}:${server.port}`, server] as const)
  return [...new Map(byPlace).values()]
}

function isMailType(type: string): type is MailType {
  return ['imap', 'pop3', 'smtp'].includes(type)
}
