// One request, one answer, and on every answer what must always hold: the invariants, and that
// simulated clients configure what the table says.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { InjectOptions } from 'fastify'
import { expect } from 'vitest'
import type { AppOptions } from '../../../src/http/app.js'
import { parseAddress } from '../../../src/settings/address.js'
import type { Found } from '../../../src/settings/lookup.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { startApp, type TestApp } from '../../helpers/app.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { disagreements } from './agreement.js'
import { type Seen, violations } from './invariants.js'

export const PATH = '/autodiscover/autodiscover.xml'

/** A table from a file of this folder; never changed, so tests may share it. */
export async function tableOfFile(name: string): Promise<MemoryTable> {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const { table, problems } = await loadSettings(file, 'https://setup.example.net')
  if (table === undefined) throw new Error(JSON.stringify(problems))
  return table
}

export function requestFile(name: string): Promise<Buffer> {
  return readFile(new URL(`requests/${name}`, import.meta.url))
}

export interface Ask extends Omit<InjectOptions, 'payload'> {
  body?: string | Uint8Array
}

export interface Pox extends TestApp {
  /** Sends a request and checks what holds for every answer. POST to the usual path if nothing is said. */
  ask(request: Ask): Promise<Seen>
}

export async function startPox(
  table: MemoryTable,
  options: Partial<AppOptions> & { trustProxy?: string[] } = {},
): Promise<Pox> {
  const started = await startApp(table, options)
  return {
    ...started,
    async ask({ body, ...request }) {
      const { method = 'POST', url = PATH } = request
      const payload = body === undefined ? {} : { payload: Buffer.from(body) }
      const response = await started.app.inject({ ...request, method, url, ...payload })
      const seen: Seen = {
        method,
        status: response.statusCode,
        headers: response.headers,
        body: response.body,
      }
      expectSound(seen, table)
      return seen
    },
  }
}

/** The checks of every answer, for answers that came over a socket too. */
export function expectSound(seen: Seen, table: MemoryTable): void {
  expect(violations(seen)).toEqual([])
  if (seen.status !== 200 || seen.body === '') return
  const root = parse(seen.body)
  if (textOf(root, 'Response', 'Account', 'Action') !== 'settings') return
  const found = askedFor(root, table)
  const { entry } = found
  if (entry.kind !== 'settings') throw new Error(`settings for ${found.domain}`)
  expect(
    disagreements(seen.body, entry.provider, {
      domain: found.domain,
      ...(found.address && { localPart: found.address.localPart }),
    }),
  ).toEqual([])
}

/** Whose settings an answer says it holds: the mailbox it names, or the domain for a GET. */
function askedFor(root: ReturnType<typeof parse>, table: MemoryTable): Found {
  const text = textOf(root, 'Response', 'User', 'AutoDiscoverSMTPAddress')
  const address = text === undefined ? undefined : parseAddress(text)
  const names = all(root, 'Response', 'Account', 'Protocol', 'DomainName')
  const domain = address?.domain ?? names[0]?.text ?? ''
  const entry = table.find(domain)
  if (entry === undefined) throw new Error(`settings for ${domain}, which is not hosted`)
  return address === undefined ? { domain, entry } : { domain, entry, address }
}

/** `IMAP mail.example.net:993 on/SSL ana@example.org`, as rows write what they expect. */
export function protocolsIn({ body }: Seen): string[] {
  return all(parse(body), 'Response', 'Account', 'Protocol').map((protocol) => {
    const of = (name: string) => textOf(protocol, name) ?? '-'
    if (of('Type').endsWith('DAV')) return `${of('Type')} ${of('Server')} ${of('LoginName')}`
    const login = textOf(protocol, 'LoginName') ?? `domain ${of('DomainName')}`
    return `${of('Type')} ${of('Server')}:${of('Port')} ${of('SSL')}/${of('Encryption')} ${login}`
  })
}

/** `600/400`: the error code of an answer and its status; `settings/200` and the like for others. */
export function errorIn({ body, status }: Seen): string {
  const root = parse(body)
  const code = textOf(root, 'Response', 'Error', 'ErrorCode')
  const action = textOf(root, 'Response', 'Account', 'Action') ?? 'mobilesync'
  return `${code ?? action}/${status}`
}
