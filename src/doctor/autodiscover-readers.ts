// Readers of autoconfig that turn to POX autodiscover when it fails them, each in its own way.
import type { Names } from '../probe/names.js'
import { poxBySrv, poxOnDomain, poxOnOwnName } from './autodiscover-urls.js'
import { type Cause, withoutQuery } from './cause.js'
import { POSTING, type PoxManners, poxAt, type PoxResult } from './pox.js'
import type { Question } from './question.js'
import type { FoundSettings, Step } from './search.js'
import type { Visits } from './visits.js'

interface PoxSearch {
  steps: readonly Step[]
  found?: FoundSettings
  /** Why there is none; undefined: it found nobody to ask. */
  cause?: Cause
}

export type SearchPox = (question: Question, visits: Visits, names: Names) => Promise<PoxSearch>

// After a redirect it goes on with GET, and takes what it finds there.
const THUNDERBIRD: PoxManners = { ...POSTING, afterRedirect: 'GET' }

/** In the order of preference; an answer with status 200 that holds no settings ends it. */
export const thunderbirdPox: SearchPox = async (question, visits, names) => {
  const { domain } = question
  const srv = await poxBySrv(names, domain)
  const urls = [
    poxOnOwnName(domain),
    poxOnDomain(domain),
    poxOnOwnName(domain, 'http'),
    ...(srv === undefined ? [] : [srv]),
  ]
  return searchIn(urls, THUNDERBIRD, question, visits)
}

export const fairEmailPox: SearchPox = ({ domain, ...question }, visits) =>
  searchIn(
    [poxOnDomain(domain), poxOnOwnName(domain)],
    { ...POSTING, manners: { ...POSTING.manners, checksName: false } },
    { domain, ...question },
    visits,
  )

/** It only ever GETs, without an address. */
export const deltaChatPox: SearchPox = ({ domain, ...question }, visits) =>
  searchIn(
    [poxOnDomain(domain), poxOnOwnName(domain)],
    {
      method: 'GET',
      afterRedirect: 'GET',
      manners: { ...POSTING.manners, mostRedirects: 10, relativeLocation: false },
    },
    { domain, ...question },
    visits,
  )

async function searchIn(
  urls: readonly string[],
  manners: PoxManners,
  question: Question,
  visits: Visits,
): Promise<PoxSearch> {
  const asked = urls.map((url) => poxAt(url, manners, question, visits))
  const steps: Step[] = []
  let cause: Cause | undefined
  for (const one of asked) {
    const result = await one
    steps.push({
      at: `${manners.method} ${withoutQuery(result.url)}`,
      result: result.result,
    })
    if (result.kind === 'settings') return { steps, found: foundIn(result) }
    if (result.kind === 'moved') return { steps }
    cause ??= result.cause
    if (result.kind === 'page' || result.kind === 'error') return { steps, cause: result.cause }
  }
  return { steps, ...(cause && { cause }) }
}

function foundIn({ url, servers }: PoxResult & { kind: 'settings' }): FoundSettings {
  return { at: url, servers, lacks: [], remarks: ['by autodiscover'] }
}
