// Readers of autoconfig that turn to POX autodiscover when it fails them, each in its own way.
import type { AnnouncedServer } from '../../protocols/announced.js'
import type { Names } from '../../probe/names.js'
import { socketTypeOfMailPort } from './socket-types.js'
import { poxBySrv, poxOnDomain, poxOnOwnName } from './autodiscover-urls.js'
import { type Cause, withoutQuery } from '../cause.js'
import { asksFirst, MOVED, POSTING, type PoxManners, poxAt, type PoxResult } from './pox.js'
import type { Question } from '../question.js'
import type { FoundSettings, Step } from './search.js'
import type { Visits } from './visits.js'

export interface PoxSearch {
  steps: readonly Step[]
  found?: FoundSettings
  /** Why the client looks no further. */
  end?: Cause
}

export type SearchPox = (question: Question, visits: Visits, names: Names) => Promise<PoxSearch>

/** In the order of preference; an answer with status 200 that holds no settings ends it. */
export const thunderbirdPox: SearchPox = async (question, visits, names) => {
  const { domain } = question
  const srv = await poxBySrv(names, domain, 'weight')
  const urls = [
    poxOnOwnName(domain),
    poxOnDomain(domain),
    poxOnOwnName(domain, 'http'),
    ...(srv === undefined ? [] : [srv]),
  ]
  const reader: PoxReader = {
    ...{ ...POSTING, afterRedirect: 'GET, and POST where that fails', followsRedirectUrl: false },
    endsAt: ['elsewhere', 'error', 'page'],
    understandsMoved: true,
    encrypts: 'unless told not to',
    // It asks the person about the target of an SRV record, too.
    confirms: (url) => (url === srv ? new URL(url).hostname : undefined),
  }
  return searchIn(urls, reader, question, visits)
}

export const fairEmailPox: SearchPox = (question, visits) =>
  searchIn(
    [poxOnDomain(question.domain), poxOnOwnName(question.domain)],
    {
      ...{ ...POSTING, followsRedirectUrl: false },
      manners: { ...POSTING.manners, checksName: false },
      endsAt: [],
      understandsMoved: false,
      encrypts: 'always',
    },
    question,
    visits,
  )

/** It only ever GETs, without an address, and goes on only where nobody answers. */
export const deltaChatPox: SearchPox = (question, visits) =>
  searchIn(
    [poxOnDomain(question.domain), poxOnOwnName(question.domain)],
    {
      ...{ ...POSTING, method: 'GET' },
      manners: { ...POSTING.manners, mostRedirects: 10, relativeLocation: false },
      endsAt: ['elsewhere', 'moved', 'error', 'page', 'refused'],
      understandsMoved: false,
      encrypts: 'unless told not to',
    },
    question,
    visits,
  )

interface PoxReader extends PoxManners {
  /** The answers without settings that end its search. */
  endsAt: readonly PoxResult['kind'][]
  /** Whether it starts again with another address that it is told. */
  understandsMoved: boolean
  encrypts: 'always' | 'unless told not to'
  /** The host that it asks the person about before it asks there at all. */
  confirms?: (url: string) => string | undefined
}

async function searchIn(
  urls: readonly string[],
  reader: PoxReader,
  question: Question,
  visits: Visits,
): Promise<PoxSearch> {
  const asked = urls.map((url) => [url, poxAt(url, reader, question, visits)] as const)
  const steps: Step[] = []
  for (const [url, one] of asked) {
    const result = await one
    steps.push({ at: `${reader.method} ${withoutQuery(result.url)}`, result: result.result })
    if (result.kind === 'settings') {
      const host = reader.confirms?.(url) ?? result.redirectedTo
      const remarks = ['by autodiscover', ...asksFirst(host, question.domain)]
      const servers = result.servers.map((server) => withSocketTypeOfPort(server, reader))
      return { steps, found: { at: result.url, servers, lacks: [], remarks } }
    }
    if (result.kind === 'moved' && reader.understandsMoved) {
      const found = { at: result.url, servers: undefined, lacks: [], remarks: [MOVED] }
      return { steps, found }
    }
    if (reader.endsAt.includes(result.kind)) return { steps, end: result.cause }
  }
  return { steps }
}

/** Other than Outlook, these take the kind of TLS from the port. */
function withSocketTypeOfPort(server: AnnouncedServer, { encrypts }: PoxReader): AnnouncedServer {
  const { port, socketType } = server
  if (port === undefined || (socketType === 'plain' && encrypts === 'unless told not to')) {
    return server
  }
  return { ...server, socketType: socketTypeOfMailPort(port) }
}
