// One place where a client asks for POX autodiscover: what it gets there, redirects included.
import type { AnnouncedServer } from '../protocols/announced.js'
import { parseAutodiscover } from '../protocols/autodiscover/parse.js'
import { requestDocument } from '../protocols/autodiscover/request-document.js'
import { type Cause, causeOfCertificate, causeOfStatus, withoutQuery } from './cause.js'
import { addDomain, emailOf, publishAlias, type Question } from './question.js'
import { arrive, BROWSER, type Hop, type Manners, targetOf, type Visits } from './visits.js'

export type PoxResult = { url: string; result: string } & (
  | { kind: 'settings'; servers: readonly AnnouncedServer[]; redirectedTo: string | undefined }
  | { kind: 'moved'; address: string }
  /** An answer in its language that says no. */
  | { kind: 'error'; cause: Cause }
  /** A 200 that is nothing of the kind. */
  | { kind: 'page'; cause: Cause }
  /** Nobody answers, or with a status that sends every client on. */
  | { kind: 'nothing'; cause: Cause; badCertificate?: string }
)

export interface PoxManners {
  method: 'POST' | 'GET'
  /** How a client that has posted goes on after a redirect. */
  afterRedirect: 'POST' | 'GET'
  manners: Manners
}

const CONTENT_TYPE = 'text/xml; charset=utf-8'

/** Outlook and its kin: every redirect is posted to again. */
export const POSTING: PoxManners = { method: 'POST', afterRedirect: 'POST', manners: BROWSER }

export async function poxAt(
  url: string,
  { method, afterRedirect, manners }: PoxManners,
  question: Question,
  visits: Visits,
): Promise<PoxResult> {
  const way: Hop[] = []
  if (method === 'GET') way.push(...(await visits.get(url)))
  else {
    const body = requestDocument(emailOf(question))
    let next: string | undefined = url
    while (next !== undefined && way.length <= manners.mostRedirects) {
      const hop = await visits.post(next, body, CONTENT_TYPE)
      way.push(hop)
      next = targetOf(hop)
      if (next !== undefined && afterRedirect === 'GET') {
        way.push(...(await visits.get(next)))
        break
      }
      if (way.some((one) => one.url === next)) break
    }
  }
  return readWay(way, manners, question)
}

function readWay(way: readonly Hop[], manners: Manners, question: Question): PoxResult {
  const first = way[0]?.url ?? ''
  const arrival = arrive(way, manners, publishAlias(new URL(first).hostname, question))
  const { url } = arrival
  if (!arrival.ok) {
    const { cause, result } = arrival
    const bad = badCertificate(way, url)
    return { kind: 'nothing', url, cause, result, ...(bad && { badCertificate: bad }) }
  }
  const { status, body } = arrival.answer
  const redirectedTo = url === first ? undefined : new URL(url).hostname
  const parsed = parseAutodiscover(body)
  const isSuccess = status >= 200 && status <= 299
  if (!isSuccess) {
    const cause = causeOfStatus(url, status, addDomain(new URL(url).host, question))
    return { kind: 'nothing', url, result: `answers ${status}`, cause }
  }
  switch (parsed.kind) {
    case 'settings':
      return { kind: 'settings', url, result: 'settings', servers: parsed.servers, redirectedTo }
    case 'redirectAddr':
      return { kind: 'moved', url, result: 'another address', address: parsed.address }
    case 'redirectUrl':
    case 'error': {
      const what = parsed.kind === 'error' ? 'an error' : 'another URL, inside the document'
      const cause = {
        problem: `${withoutQuery(url)} answers ${status} with ${what}.`,
        fix: 'Answer with settings, or with status 404 so that clients look further.',
      }
      return { kind: 'error', url, result: what, cause }
    }
    case 'unreadable': {
      const type = arrival.answer.headers['content-type'] ?? 'no content type'
      const cause = {
        problem: `${withoutQuery(url)} answers ${status} with something that is no autodiscover (${type}).`,
        fix: 'Answer 404 there, or lead /autodiscover/ to the service that has the settings.',
      }
      return { kind: 'page', url, result: `a page (${type})`, cause }
    }
  }
}

function badCertificate(way: readonly Hop[], url: string): string | undefined {
  const hop = way.find((one) => one.url === url)
  const tls = hop?.outcome.ok === true ? hop.outcome.tls : undefined
  const { hostname } = new URL(url)
  return causeOfCertificate(hostname, tls, true) === undefined ? undefined : hostname
}
