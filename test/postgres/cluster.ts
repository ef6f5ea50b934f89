// A PostgreSQL of our own: on loopback, in a temporary folder, as the user postgres, for as long as a file's tests.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../helpers/service.js'

/** Appears wherever a URL of a database does; nowhere else may it. */
export const PASSWORD = 'CANARY-pw-91c2'

export interface Cluster {
  port: number
  /** Makes an empty database of its own; `port`: of whatever stands in between. */
  database(): Promise<Database>
  /** SIGKILL for the postmaster and for all that it has started. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it and takes its folder away: for `beforeAll` to return. */
  stop: () => Promise<void>
}

export interface Database {
  name: string
  url: string
  /** The same through another port, or as another role with the same password. */
  urlOf: (options: { port?: number; role?: string }) => string
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** A connection of its own, ended with the cluster. */
  client(): Promise<pg.Client>
}

function binaries(): string {
  const root = '/usr/lib/postgresql'
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  if (newest === undefined)
    throw new Error('PostgreSQL is not installed: apt-get install postgresql')
  return join(root, newest, 'bin')
}

/** Root may not run it: then it is the user that Debian's package makes. */
async function owner(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const idOf = async (flag: string) =>
    Number((await promisify(execFile)('id', [flag, 'postgres'])).stdout)
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

/** Starts it; whoever starts it stops it. */
export async function startCluster(): Promise<Cluster> {
  const [bin, as, port] = [binaries(), await owner(), await freePort()]
  const folder = await mkdtemp(join(tmpdir(), 'mailconf-postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, PASSWORD)
  if (as.uid !== undefined && as.gid !== undefined) {
    await chown(folder, as.uid, as.gid)
    await chown(passwordFile, as.uid, as.gid)
  }
  const auth = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const init = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync', ...auth]
  await promisify(execFile)(join(bin, 'initdb'), init, { ...as, cwd: folder, env: {} })
  let postmaster: ChildProcess | undefined
  const clients: pg.Client[] = []

  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString })
    client.on('error', () => undefined)
    await client.connect()
    clients.push(client)
    return client
  }
  const urlOf = (name: string, { port: other = port, role = 'postgres' } = {}) =>
    `postgresql://${role}:${PASSWORD}@127.0.0.1:${other}/${name}`

  const cluster: Cluster = {
    port,
    async start() {
      const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder }
      const flags = Object.entries({ ...settings, fsync: 'off', max_connections: 60 })
      const args = ['-D', data, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
      // It may be that processes of one that was killed are still at their end.
      for (let tries = 0; ; tries += 1) {
        const child = spawn(join(bin, 'postgres'), args, {
          ...as,
          cwd: folder,
          env: {},
          stdio: 'ignore',
        })
        postmaster = child
        const isUp = await isListening(urlOf('postgres'), child)
        if (isUp) return
        if (tries > 20) throw new Error('PostgreSQL does not start')
        await sleep(250)
      }
    },
    async kill() {
      if (postmaster === undefined) return
      const ended = once(postmaster, 'exit')
      const others = await childrenOf(postmaster)
      postmaster.kill('SIGKILL')
      for (const pid of others) killIfThere(pid)
      await ended
    },
    async stop() {
      for (const client of clients) await client.end().catch(() => undefined)
      if (
        postmaster !== undefined &&
        postmaster.exitCode === null &&
        postmaster.signalCode === null
      ) {
        const ended = once(postmaster, 'exit')
        postmaster.kill('SIGINT')
        await ended
      }
      await rm(folder, { recursive: true, force: true })
    },
    async database() {
      const name = `test_${Math.random().toString(36).slice(2, 10)}`
      const admin = await connect(urlOf('postgres'))
      await admin.query(`CREATE DATABASE ${name}`)
      await admin.end()
      let client: pg.Client | undefined
      return {
        name,
        url: urlOf(name),
        urlOf: (options) => urlOf(name, options),
        client: () => connect(urlOf(name)),
        async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
          client ??= await connect(urlOf(name))
          try {
            return (await client.query<Row>(sql, values)).rows
          } catch (error) {
            client = undefined
            throw error
          }
        },
      }
    },
  }
  await cluster.start()
  return cluster
}

async function childrenOf({ pid = 0 }: ChildProcess): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return (text.match(/\d+/g) ?? []).map(Number)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It noticed that the postmaster is gone, and went.
  }
}

async function isListening(connectionString: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      await sleep(50)
    }
  }
  return false
}
