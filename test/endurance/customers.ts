// The customers of a run. Each has hosts that nobody else has, so that whose answer it is shows in every answer.
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendLines } from '../helpers/long-file.js'

export const domainOf = (customer: number) => `c${customer}.example`

/** Each change of a customer is a version, and each version a port that stands nowhere else. */
export const portOf = (version: number) => 10_000 + version

export const serversOf = (customer: number, version: number) => ({
  incomingServers: [server('imap', customer, version)],
  outgoingServers: [server('smtp', customer, version)],
})

const server = (type: string, customer: number, version: number) => ({
  type,
  hostname: `${type}.${customer}.example`,
  port: portOf(version),
  socketType: 'SSL',
})

const HEAD = `publicUrl: https://setup.example.net
providers:
  shared:
    displayName: Shared
    incomingServers: [{ type: imap, hostname: imap.shared.example }]
    outgoingServers: [{ type: smtp, hostname: smtp.shared.example }]
domainFiles: [list.tsv]
domains:
`

/** As `known` customers have it who have servers of their own. Replaces the file in one step. */
export async function writeSettings(file: string, known: number, version: number): Promise<void> {
  const lines = Array.from({ length: known }, (_, customer) => {
    const own = { provider: 'shared', ...serversOf(customer, version) }
    return `  ${domainOf(customer)}: ${JSON.stringify(own)}\n`
  })
  await writeFile(`${file}.new`, HEAD + lines.join(''))
  await rename(`${file}.new`, file)
}

/** Settings in a folder of their own: `known` customers in the map, all others up to `domains` in a list. */
export async function makeSettings(known: number, domains: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mailconf-endurance-'))
  const file = join(folder, 'settings.yaml')
  await writeSettings(file, known, 0)
  await writeList(file, known, domains)
  return file
}

/** Replaces the list in one step. */
export async function writeList(file: string, known: number, domains: number): Promise<void> {
  const list = join(file, '../list.tsv')
  await rm(`${list}.new`, { force: true })
  await appendLines(`${list}.new`, [known, domains], (index) => `${domainOf(index)}\tshared\n`)
  await rename(`${list}.new`, list)
}
