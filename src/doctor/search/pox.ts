// One place where a client asks for POX autodiscover: what it gets there, redirects included.
import type { AnnouncedServer } from '../../protocols/announced.js'
import { parseAutodiscover } from '../../protocols/autodiscover/parse.js'
import { requestDocument } from '../../protocols/autodiscover/request-document.js'
import { type Cause, causeOfCertificate, withoutQuery } from '../cause.js'
import { emailOf, publishAlias, type Question } from '../question.js'
import { causeOfRefusal } from './unstated.js'
import {
  arrive,
  BROWSER,
  type Hop,
  LEADS_NOWHERE,
  type Manners,
  targetOf,
  type Visits,
} from './visits.js'

export type PoxResult = { url: string; result: string } & (
  | {
      kind: 'settings'
      servers: readonly AnnouncedServer[]
      /** The host that a redirect led to, where the client asks the person about such hosts. */
      redirectedTo: string | undefined
    }
  /** The mailbox has another address. */
  | { kind: 'moved'; cause: Cause }
  /** Another URL is named inside the document, and the client does not follow. */
  | { kind: 'elsewhere'; target: string; cause: Cause }
  /** An answer in its language that says no. */
  | { kind: 'error'; cause: Cause }
  /** A 200 that is nothing of the kind. */
  | { kind: 'page'; cause: Cause }
  /** A status that sends most clients on. */
  | { kind: 'refused'; cause: Cause }
  /** Nobody answers. */
  | { kind: 'nobody'; cause: Cause; badCertificate?: string }
)

export interface PoxManners {
  method: 'POST' | 'GET'
  /** How a client that has posted goes on after a redirect. */
  afterRedirect: 'POST' | 'GET, and POST where that fails'
  /** Whether it follows a URL inside the document. */
  followsRedirectUrl: boolean
  manners: Manners
}

const CONTENT_TYPE = 'text/xml; charset=utf-8'

/** Outlook: every redirect is posted to again. */
export const POSTING: PoxManners = {
  method: 'POST',
  afterRedirect: 'POST',
  followsRedirectUrl: true,
  manners: BROWSER,
}

const MOST_REDIRECT_URLS = 10

/** `publish`: what to do where the host has no address; by default, as for a name of the service. */
export async function poxAt(
  url: string,
  manners: PoxManners,
  question: Question,
  visits: Visits,
  { publish, followed = 0 }: { publish?: string; followed?: number } = {},
): Promise<PoxResult> {
  const way =
    manners.method === 'GET'
      ? { hops: await visits.get(url), isPosted: false }
      : await post(url, manners, question, visits)
  const result = readWay(way, manners.manners, question, publish)
  const isFollowed = manners.followsRedirectUrl && followed < MOST_REDIRECT_URLS
  if (result.kind !== 'elsewhere' || !isFollowed || !isWebUrl(result.target)) return result
  const there = await poxAt(result.target, manners, question, visits, {
    publish: LEADS_NOWHERE,
    followed: followed + 1,
  })
  return there.kind === 'settings' ? { ...there, redirectedTo: new URL(there.url).hostname } : there
}

function isWebUrl(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text)
}

interface Way {
  hops: readonly Hop[]
  /** Whether its last hop was a POST. */
  isPosted: boolean
}

async function post(
  url: string,
  { afterRedirect, manners }: PoxManners,
  question: Question,
  visits: Visits,
): Promise<Way> {
  const hops: Hop[] = []
  const body = requestDocument(emailOf(question))
  let next: string | undefined = url
  while (next !== undefined && hops.length <= manners.mostRedirects) {
    const hop = await visits.post(next, body, CONTENT_TYPE)
    hops.push(hop)
    next = targetOf(hop)
    if (next !== undefined && afterRedirect !== 'POST') {
      const further = await visits.get(next)
      if (isSuccess(further.at(-1))) return { hops: [...hops, ...further], isPosted: false }
    }
    if (hops.some((one) => one.url === next)) break
  }
  return { hops, isPosted: true }
}

function isSuccess(hop: Hop | undefined): boolean {
  return hop?.outcome.ok === true && hop.outcome.status >= 200 && hop.outcome.status <= 299
}

function readWay(
  { hops, isPosted }: Way,
  manners: Manners,
  question: Question,
  publish?: string,
): PoxResult {
  const first = hops[0]?.url ?? ''
  const arrival = arrive(hops, manners, publish ?? publishAlias(new URL(first).hostname, question))
  const { url } = arrival
  if (!arrival.ok) {
    const { cause, result } = arrival
    const bad = badCertificate(hops, url)
    return { kind: 'nobody', url, cause, result, ...(bad && { badCertificate: bad }) }
  }
  const { status, body } = arrival.answer
  if (status < 200 || status > 299) {
    const cause = causeOfRefusal(url, status, 'autodiscover', question)
    return { kind: 'refused', url, result: `answers ${status}`, cause }
  }
  const parsed = parseAutodiscover(body)
  switch (parsed.kind) {
    case 'settings': {
      const redirectedTo = url === first || !isPosted ? undefined : new URL(url).hostname
      return { kind: 'settings', url, result: 'settings', servers: parsed.servers, redirectedTo }
    }
    case 'redirectAddr': {
      const cause = {
        problem: `${withoutQuery(url)} says that the mailbox has another address, which not every client understands.`,
        fix: 'Let people type the new address.',
      }
      return { kind: 'moved', url, result: 'another address', cause }
    }
    case 'redirectUrl': {
      const cause = {
        problem: `${withoutQuery(url)} names another URL inside the document, which not every client follows.`,
        fix: 'Answer with the settings themselves, there or by autoconfig.',
      }
      return { kind: 'elsewhere', url, result: 'another URL', target: parsed.url, cause }
    }
    case 'error': {
      const cause = {
        problem: `${withoutQuery(url)} answers ${status} with an error.`,
        fix: 'Answer with settings, or with status 404 so that clients look further.',
      }
      return { kind: 'error', url, result: 'an error', cause }
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

/** What a client tells the person before it trusts a host that is none of the domain's. */
export function asksFirst(host: string | undefined, domain: string): string[] {
  return host === undefined || host === domain || host.endsWith(`.${domain}`)
    ? []
    : [`asks once whether ${host} may set the account up`]
}

/** Where a client that understands it starts again with another address. */
export const MOVED = 'the mailbox has another domain: examine that one'

function badCertificate(way: readonly Hop[], url: string): string | undefined {
  const hop = way.find((one) => one.url === url)
  const tls = hop?.outcome.ok === true ? hop.outcome.tls : undefined
  const { hostname } = new URL(url)
  return causeOfCertificate(hostname, tls, true) === undefined ? undefined : hostname
}
