// Caddy with the shipped file, on free loopback ports, with certificates of its own authority.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Proxy } from './contract.js'
import { handshake } from './handshake.js'
import { findProgram, freePort, startProgram, temporaryFolder, waitUntil } from './support.js'

export const caddyfile = 'config/caddy/Caddyfile'

// Lines that stand in the shipped file's first block where an admin would name a mail address.
const trialOptions = ['local_certs', 'skip_install_trust', 'admin off']

/** What the shipped file reads from its environment. */
export const names = {
  MAIL_DOMAIN: 'example.lt',
  PACC_HOST: 'ua-auto-config.example.lt',
  PUBLIC_HOST: 'setup.example.lt',
}

/** Comes back when it has a certificate for each name; `stop` takes everything away again. */
export async function startCaddy(
  upstreamPort: number,
  bind: readonly string[] = ['127.0.0.1'],
): Promise<Proxy> {
  const caddy = findProgram('caddy')
  const folder = await temporaryFolder('caddy')
  const httpPort = await freePort()
  const httpsPort = await freePort()
  const program = startProgram(caddy, ['run', '--config', caddyfile, '--adapter', 'caddyfile'], {
    env: {
      HOME: folder.path,
      XDG_DATA_HOME: folder.path,
      XDG_CONFIG_HOME: folder.path,
      ...names,
      MAILCONF_UPSTREAM: `127.0.0.1:${upstreamPort}`,
      CADDY_HTTP_PORT: String(httpPort),
      CADDY_HTTPS_PORT: String(httpsPort),
      CADDY_GLOBAL_OPTIONS: [...trialOptions, `default_bind ${bind.join(' ')}`].join('\n'),
    },
  })
  const stop = async () => {
    await program.stop()
    await folder.remove()
  }
  const root = join(folder.path, 'caddy/pki/authorities/local/root.crt')
  let ca = ''
  try {
    await waitUntil('Caddy has its certificates', async () => {
      if (!program.running()) throw new Error(`Caddy ended at once: ${program.stderr()}`)
      ca = await readFile(root, 'utf8').catch(() => '')
      if (ca === '') return false
      const served = ['autoconfig.example.lt', 'autodiscover.example.lt']
      served.push(names.PACC_HOST, names.PUBLIC_HOST)
      const proofs = served.map((servername) => handshake({ port: httpsPort, ca, servername }))
      return (await Promise.all(proofs)).every((outcome) => outcome === 'proved')
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { httpPort, httpsPort, ca, log: async () => program.stdout() + program.stderr(), stop }
}
