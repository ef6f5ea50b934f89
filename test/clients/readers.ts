// Other clients' own readers, each a script in the language of the client, and what their words mean.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../proxies/support.js'
import type { ReadServer, Way } from './cases.js'

const FOLDER = fileURLToPath(new URL('readers/', import.meta.url))
const NOTHING_FOUND = 3

/** As the scripts print it. */
interface Printed {
  incoming: PrintedServer[]
  outgoing: PrintedServer[]
  /** `METHOD URL STATUS` of every request, in their order. */
  asked: string[]
}

interface PrintedServer extends Pick<ReadServer, 'type' | 'hostname' | 'port' | 'username'> {
  socketType: string | boolean | null
}

export interface Reader {
  client: string
  script: string
  /** The Debian package that says which version it is. */
  debianPackage: string
  /** How it finds us; by the others it does not look. */
  ways: readonly Way[]
  /** Its word for the TLS of a server; undefined: it has no word that tells them apart. */
  socketType: (server: PrintedServer) => string | undefined
}

export const READERS: readonly Reader[] = [
  {
    client: 'Evolution',
    script: 'evolution.py',
    debianPackage: 'libevolution',
    ways: ['https', 'http', 'all'],
    socketType: ({ socketType }) =>
      ({ 'ssl-on-alternate-port': 'SSL', 'starttls-on-standard-port': 'STARTTLS' })[
        String(socketType)
      ],
  },
  {
    client: 'Horde',
    script: 'horde.php',
    debianPackage: 'php-horde-mail-autoconfig',
    ways: ['http', 'all'],
    // Without a word for it, it insists on STARTTLS.
    socketType: ({ socketType }) => (socketType === 'tls' ? 'SSL' : 'STARTTLS'),
  },
  {
    client: 'exchangelib',
    script: 'exchangelib.py',
    debianPackage: 'python3-exchangelib',
    ways: ['autodiscover', 'all'],
    // It knows TLS or none.
    socketType: ({ socketType }) => (socketType === true ? undefined : 'plain'),
  },
]

/** What a reader makes of an address; undefined where it finds nothing. `authorities`: a file of certificates to trust. */
export async function read(
  { script }: Reader,
  address: string,
  authorities: string,
): Promise<Printed | undefined> {
  const { code, stdout, stderr } = await runProgram(`${FOLDER}${script}`, [address], {
    env: { SSL_CERT_FILE: authorities, LANG: 'C.UTF-8' },
  })
  if (code === NOTHING_FOUND) return undefined
  if (code !== 0) throw new Error(`${script} cannot run (exit ${code}): ${stderr}`)
  return JSON.parse(stdout) as Printed
}

/** As dpkg knows it, without what Debian adds. */
export async function versionOf({ debianPackage }: Reader): Promise<string> {
  const { stdout } = await runProgram('dpkg-query', ['-W', '-f', '${Version}', debianPackage], {
    env: { PATH: process.env['PATH'] ?? '' },
  })
  return /^(?:\d+:)?([\d.]+)/.exec(stdout)?.[1] ?? stdout
}
