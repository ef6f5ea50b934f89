// A private internet on loopback: names, web and mail servers under their public ports, and whom to trust.
// It answers any name and any port; clients come in by a resolver and by rules that lead to free ports.
import { join } from 'node:path'
import type { Server } from 'node:net'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../helpers/settings.js'
import { type Certificate, type CertificateOrder, createAuthority } from './authority.js'
import { dialogueServer } from './dialogue.js'
import { startDnsServer } from './dns-server.js'
import { type HealthyDomain, setUpHealthy } from './healthy.js'
import { imap } from './imap.js'
import { answerFromIspdb, ISPDB } from './ispdb.js'
import { createKeeper, LOOPBACK } from './keeper.js'
import type { MailServer } from './mail-server.js'
import { pop3 } from './pop3.js'
import { isUsual, smtp, startRealSmtpServer } from './smtp.js'
import { createWebServer, type WebRequest, type WebSite } from './web.js'
import { createZone, type Zone } from './zone.js'

export interface Internet {
  /** Of the DNS server, as `--resolver` takes it. */
  resolver: string
  zone: Zone
  /** What A records say. Without a rule for its port, a connection there is refused. */
  address: string
  /** The root of the trusted authority, in PEM; and a file with it, for NODE_EXTRA_CA_CERTS. */
  authority: string
  authorityFile: string
  /** The rules for all servers there are now, as `--connect-to` takes them. */
  readonly connectTo: string[]
  /** `--resolver` and every `--connect-to`, as they stand now. */
  readonly options: string[]
  certificate: (order: CertificateOrder) => Promise<Certificate>
  /** Opens a host's web servers. Where one stands already, the new one takes its place. */
  web: (site: WebSite) => Promise<void>
  /** Opens a mail server. Where a server stands already, the new one takes its place. */
  mail: (server: MailServer) => Promise<void>
  /** Closes the server at a host and port, and forgets its rule. */
  down: (host: string, port: number) => Promise<void>
  /** Opens the database of providers, with these documents beside those it has. */
  ispdb: (documents: Readonly<Record<string, string>>) => Promise<void>
  /** Sets up a domain in which everything is as it should be. */
  healthy: (domain: string, settings?: string) => Promise<HealthyDomain>
  /** Every question to the DNS server: `example.com MX`. */
  readonly questions: readonly string[]
  /** Every command to a mail server, without what follows it: `mail.example.net:993 CAPABILITY`. */
  readonly commands: readonly string[]
  /** Commands and requests that brought, or asked for, a login: a client that only looks makes none. */
  readonly loginAttempts: readonly string[]
}

const WEB_PORTS = { https: 443, http: 80 } as const
const DIALECTS = { imap, pop3, smtp } as const

/** Everything in it ends with the test. */
export async function startInternet(): Promise<Internet> {
  const keeper = createKeeper()
  onTestFinished(() => keeper.end())
  const zone = createZone()
  const questions: string[] = []
  const commands: string[] = []
  const loginAttempts: string[] = []
  const listed = new Map<string, string>()
  const open = new Map<string, { server: Server; port: number }>()

  const dns = await startDnsServer(zone, keeper, (question) => questions.push(question))
  onTestFinished(dns.close)
  const authority = await createAuthority()
  const folder = await temporaryFolder({ 'authority.pem': authority.root })
  const resolver = `${LOOPBACK}:${dns.port}`
  const rules = () => Array.from(open, ([place, { port }]) => `${place}:${LOOPBACK}:${port}`)

  const down = async (host: string, port: number) => {
    const place = placeOf(host, port)
    const standing = open.get(place)
    open.delete(place)
    if (standing !== undefined) await keeper.close(standing.server)
  }
  const put = async (host: string, port: number, server: Server) => {
    await down(host, port)
    open.set(placeOf(host, port), { server, port: await keeper.listen(server) })
  }

  const web = async ({ host, https, http }: WebSite) => {
    const heard = ({ scheme, path, headers }: WebRequest) => {
      if (headers.authorization !== undefined) loginAttempts.push(`${scheme}://${host}${path}`)
    }
    if (https !== undefined) {
      const certificate = https.certificate ?? (await authority.certificate({ names: [host] }))
      const tls = { certificate, only: https.only }
      const server = createWebServer('https', https.answer, keeper, heard, tls)
      await put(host, WEB_PORTS.https, server)
    }
    if (http !== undefined) {
      await put(host, WEB_PORTS.http, createWebServer('http', http.answer, keeper, heard))
    }
  }

  const mail = async (server: MailServer) => {
    const { type, host, port } = server
    const certificate = server.certificate ?? (await authority.certificate({ names: [host] }))
    const dialect = DIALECTS[type](server)
    const heard = (command: string) => {
      const said = `${placeOf(host, port)} ${command}`
      commands.push(said)
      if (dialect.logins.includes(command)) loginAttempts.push(said)
    }
    const isReal = type === 'smtp' && isUsual(server)
    await put(
      host,
      port,
      isReal
        ? await startRealSmtpServer(server, certificate, keeper, heard)
        : dialogueServer(server, dialect, certificate, keeper, heard),
    )
  }

  const ispdb = async (documents: Readonly<Record<string, string>>) => {
    for (const [domain, xml] of Object.entries(documents)) listed.set(domain.toLowerCase(), xml)
    for (const [host, prefix] of Object.entries(ISPDB)) {
      zone.replace({ type: 'A', name: host, address: LOOPBACK })
      await web({ host, https: { answer: answerFromIspdb(prefix, listed) } })
    }
  }

  const internet: Internet = {
    resolver,
    zone,
    address: LOOPBACK,
    authority: authority.root,
    authorityFile: join(folder, 'authority.pem'),
    get connectTo() {
      return rules()
    },
    get options() {
      return ['--resolver', resolver, ...rules().flatMap((rule) => ['--connect-to', rule])]
    },
    certificate: authority.certificate,
    web,
    mail,
    down,
    ispdb,
    healthy: (domain, settings) => setUpHealthy(internet, domain, settings),
    questions,
    commands,
    loginAttempts,
  }
  return internet
}

function placeOf(host: string, port: number): string {
  return `${host.toLowerCase()}:${port}`
}
