// The private network's inhabitants: a resolver, Caddy with an authority of its own, and the service behind it;
// once more without Caddy, for domains that have no certificates.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { handshakeAgain } from '../proxies/handshake.js'
import {
  findProgram,
  requireBuild,
  startedHere,
  startProgram,
  startService,
  temporaryFolder,
  waitUntil,
} from '../proxies/support.js'
import { startDnsServer } from '../internet/dns-server.js'
import { createKeeper } from '../internet/keeper.js'
import { createZone } from '../internet/zone.js'
import { ADDRESSES, records, settingsText } from './cases.js'

const DNS_PORT = 53
const HTTP_PORT = 80
const HTTPS_PORT = 443
const SERVICE_PORT = 8080
const ADMIN_PORT = 8081

export interface Lab {
  /** The certificate that all others are signed with, in PEM. */
  authority: string
  stop: () => Promise<void>
}

/** Throws outside the private network, whose ports nobody else has. */
export async function startLab(): Promise<Lab> {
  if (process.env['MAILCONF_PRIVATE_NETWORK'] !== 'yes') {
    throw new Error('these tests need a network of their own: run them with npm run test:clients')
  }
  requireBuild()
  const here = startedHere()
  const keeper = createKeeper()
  const folder = await temporaryFolder('clients')
  const stop = async () => {
    await here.stop()
    await keeper.end()
    await folder.remove()
  }
  try {
    const zone = createZone()
    zone.add(...records())
    const dns = await startDnsServer(zone, keeper, () => undefined, DNS_PORT)
    here.add({ stop: dns.close })
    const settings = join(folder.path, 'settings.yaml')
    await writeFile(settings, settingsText())
    const serve = (host: string, port: number) =>
      startService({
        command: [process.execPath, 'dist/main.js', 'serve', '--config', settings],
        port,
        env: { HOST: host, ADMIN_HOST: host, ADMIN_PORT: String(ADMIN_PORT), DRAIN_SECONDS: '0' },
      })
    here.add(await serve('127.0.0.1', SERVICE_PORT))
    here.add(await serve(ADDRESSES.http, HTTP_PORT))
    const authority = await startCaddy(folder.path, here)
    await fetchCertificates(authority)
    return { authority, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startCaddy(folder: string, here: ReturnType<typeof startedHere>): Promise<string> {
  const caddy = here.add(
    startProgram(
      findProgram('caddy'),
      ['run', '--config', 'config/caddy/customers.Caddyfile', '--adapter', 'caddyfile'],
      {
        env: {
          HOME: folder,
          XDG_DATA_HOME: folder,
          XDG_CONFIG_HOME: folder,
          MAILCONF_UPSTREAM: `127.0.0.1:${SERVICE_PORT}`,
          MAILCONF_ADMIN: `127.0.0.1:${ADMIN_PORT}`,
          CADDY_GLOBAL_OPTIONS: [
            ...['local_certs', 'skip_install_trust', 'admin off'],
            `default_bind ${ADDRESSES.https}`,
          ].join('\n'),
        },
      },
    ),
  )
  let authority = ''
  await waitUntil('Caddy has an authority of its own', async () => {
    if (!caddy.running()) throw new Error(`Caddy ended at once: ${caddy.stderr()}`)
    const file = join(folder, 'caddy/pki/authorities/local/root.crt')
    authority = await readFile(file, 'utf8').catch(() => '')
    return authority !== ''
  })
  return authority
}

/** Of every name that leads to Caddy and that the service hosts: else the first client would wait for them. */
async function fetchCertificates(ca: string): Promise<void> {
  const names = records().flatMap((one) =>
    one.type === 'A' && one.address === ADDRESSES.https && /^auto/.test(one.name) ? [one.name] : [],
  )
  for (const servername of names) {
    const host = ADDRESSES.https
    const outcome = await handshakeAgain({ host, port: HTTPS_PORT, ca, servername })
    if (outcome !== 'proved') throw new Error(`no certificate for ${servername}: ${outcome}`)
  }
}
