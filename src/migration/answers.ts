// What a service says to one mailbox, format by format: another service asked over HTTP, ours asked in this process.
import { parseXml } from '../format/read-xml-document.js'
import type { XmlElement } from '../format/xml-document.js'
import type { Network } from '../probe/network.js'
import { ask } from '../probe/web.js'
import type { AnnouncedServer } from '../protocols/announced.js'
import { parseAutodiscover } from '../protocols/autodiscover/parse.js'
import { requestDocument } from '../protocols/autodiscover/request-document.js'
import { announcedInPacc } from '../protocols/pacc/announced.js'
import { protocols } from '../protocols/registry.js'
import { type Address, formatAddress } from '../settings/address.js'
import { SERVICE_LABELS } from '../settings/domain.js'
import { lookUp } from '../settings/lookup.js'
import type { Table } from '../settings/table.js'
import type { ServiceUrl } from './service-url.js'
import { fetchDocument } from './web-document.js'

export const COMPARED_FORMATS = ['autoconfig', 'autodiscover', 'pacc'] as const
export type ComparedFormat = (typeof COMPARED_FORMATS)[number]

export type ServiceAnswer =
  | { kind: 'document'; root: XmlElement }
  | { kind: 'servers'; servers: readonly AnnouncedServer[] }
  /** Somebody else has the answer, or another address. */
  | { kind: 'elsewhere'; target: string }
  | { kind: 'none'; why: string }
  /** Nobody could be talked to. */
  | { kind: 'unreachable'; why: string }

export type ServiceAnswers = Readonly<Record<ComparedFormat, ServiceAnswer>>

interface Reply {
  status: number
  location?: string | undefined
  bytes: Uint8Array
}

const LONGEST_MS = 10_000

/**
 * Asks at the URL, and for the other formats where it is: POX and PACC have paths of their own. One after the other,
 * so that a service meets as many requests at once as mailboxes.
 */
export async function askThem(
  service: ServiceUrl,
  address: Address,
  network: Network,
): Promise<ServiceAnswers> {
  const url = service.urlFor(address.domain, formatAddress(address))
  if (!URL.canParse(url)) return nobodyThere('this mailbox makes no URL of it')
  const { origin } = new URL(url)
  const fetched = await fetchDocument(url, network)
  if (!fetched.ok) return nobodyThere(fetched.fault)
  const { status, bytes } = fetched
  const exchange = async (format: 'autodiscover' | 'pacc'): Promise<ServiceAnswer> => {
    const request = { url: `${origin}${pathOf(format)}`, ...REQUESTS[format](address) }
    const outcome = await ask(request, network, LONGEST_MS)
    return outcome.ok
      ? read(format, replyOf(outcome.status, outcome.headers, outcome.body), address)
      : { kind: 'unreachable', why: outcome.message }
  }
  return {
    autoconfig: read('autoconfig', { status, bytes }, address),
    autodiscover: await exchange('autodiscover'),
    pacc: await exchange('pacc'),
  }
}

function nobodyThere(why: string): ServiceAnswers {
  const unreachable = { kind: 'unreachable', why } as const
  return { autoconfig: unreachable, autodiscover: unreachable, pacc: unreachable }
}

const REQUESTS = {
  autodiscover: (address: Address) => ({
    method: 'POST' as const,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: requestDocument(formatAddress(address)),
  }),
  // Nothing but the host tells the domain.
  pacc: ({ domain }: Address) => ({
    method: 'GET' as const,
    headers: { host: `${SERVICE_LABELS.pacc}.${domain}` },
  }),
}

function pathOf(format: ComparedFormat): string {
  return protocols.find(({ name }) => name === format)?.endpoints[0]?.path ?? ''
}

/** What a client would be answered that asks us. */
export async function askUs(table: Table, address: Address): Promise<ServiceAnswers> {
  const found = await lookUp(table, { address })
  const options = {
    table: () => table,
    credentials: () => undefined,
    clock: () => new Date(),
  }
  const answers = COMPARED_FORMATS.map(async (format) => {
    const answer = await protocols.find(({ name }) => name === format)?.render?.(found, options)
    const { status = 404, headers = {}, body = '' } = answer ?? {}
    return [format, read(format, replyOf(status, headers, Buffer.from(body)), address)] as const
  })
  return Object.fromEntries(await Promise.all(answers)) as ServiceAnswers
}

function replyOf(
  status: number,
  { location }: { location?: string | undefined },
  bytes: Uint8Array,
): Reply {
  return { status, location, bytes }
}

function read(
  format: ComparedFormat,
  { status, location, bytes }: Reply,
  address: Address,
): ServiceAnswer {
  if (status >= 300 && status <= 399 && location !== undefined) {
    return { kind: 'elsewhere', target: location }
  }
  if (status !== 200) return { kind: 'none', why: `status ${status}` }
  switch (format) {
    case 'autoconfig': {
      const parsed = parseXml(bytes)
      if (!parsed.ok) return { kind: 'none', why: parsed.message }
      const { root } = parsed
      return root.element === 'clientConfig'
        ? { kind: 'document', root }
        : { kind: 'none', why: 'its root is not clientConfig' }
    }
    case 'autodiscover':
      return readPox(bytes)
    case 'pacc': {
      const announced = announcedInPacc(bytes, address)
      return announced.kind === 'settings'
        ? { kind: 'servers', servers: announced.servers }
        : { kind: 'none', why: announced.message }
    }
  }
}

function readPox(bytes: Uint8Array): ServiceAnswer {
  const answer = parseAutodiscover(bytes)
  switch (answer.kind) {
    case 'settings':
      return { kind: 'servers', servers: answer.servers }
    case 'redirectAddr':
      return { kind: 'elsewhere', target: answer.address }
    case 'redirectUrl':
      return { kind: 'elsewhere', target: answer.url }
    case 'error':
      return { kind: 'none', why: `error ${answer.code ?? 'without a code'}` }
    case 'unreadable':
      return { kind: 'none', why: answer.message }
  }
}
