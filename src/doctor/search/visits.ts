// Everything that is fetched in one examination: each URL once, redirects followed and remembered step by step,
// so that each client can be asked how far it would have gone.
import type { Network } from '../../probe/network.js'
import {
  ask,
  isRedirect,
  redirectTarget,
  type WebAnswer,
  type WebOutcome,
  type WebRequest,
} from '../../probe/web.js'
import { type Cause, causeOfCertificate, causeOfFailure, withoutQuery } from '../cause.js'

export interface Hop {
  url: string
  outcome: WebOutcome
}

export interface Visits {
  /** The whole way, at least one hop; the last is no redirect, unless it leads in a circle or nowhere. */
  get(url: string): Promise<readonly Hop[]>
  /** One exchange: clients differ in what they do after a redirect of a POST. */
  post(url: string, body: string, contentType: string): Promise<Hop>
  /** Every hop so far. */
  all(): readonly Hop[]
}

const HEADERS = { 'user-agent': 'mailconf doctor', accept: '*/*' } as const
const MOST_HOPS = 20

export function createVisits(network: Network): Visits {
  const ways = new Map<string, Promise<readonly Hop[]>>()
  const single = new Map<string, Promise<Hop>>()
  const hops: Hop[] = []
  const once = (wanted: WebRequest): Promise<Hop> => {
    const key = `${wanted.method} ${wanted.url}`
    const known = single.get(key) ?? exchange(wanted)
    single.set(key, known)
    return known
  }
  const exchange = async (wanted: WebRequest): Promise<Hop> => {
    const headers = { ...HEADERS, ...wanted.headers }
    const hop = { url: wanted.url, outcome: await ask({ ...wanted, headers }, network) }
    hops.push(hop)
    return hop
  }
  const follow = async (url: string): Promise<readonly Hop[]> => {
    const way: Hop[] = []
    for (let next: string | undefined = url; next !== undefined && way.length <= MOST_HOPS;) {
      const hop = await once({ method: 'GET', url: next })
      way.push(hop)
      next = targetOf(hop)
      if (way.some((one) => one.url === next)) break
    }
    return way
  }
  return {
    get(url) {
      const known = ways.get(url) ?? follow(url)
      ways.set(url, known)
      return known
    },
    post: (url, body, contentType) =>
      once({ method: 'POST', url, body, headers: { 'content-type': contentType } }),
    all: () => hops,
  }
}

/** Where an answer leads; undefined where it is none that leads to the web. */
export function targetOf({ url, outcome }: Hop): string | undefined {
  const target = outcome.ok && isRedirect(outcome) ? redirectTarget(outcome, url) : undefined
  return target !== undefined && /^https?:/.test(target) ? target : undefined
}

/** How a client takes redirects and certificates. */
export interface Manners {
  mostRedirects: number
  /** Whether it goes from one scheme to another. */
  schemes: 'any' | 'never to http' | 'the same'
  /** Whether it understands a `Location` that is no whole URL. */
  relativeLocation: boolean
  checksName: boolean
}

export const BROWSER: Manners = {
  mostRedirects: MOST_HOPS,
  schemes: 'any',
  relativeLocation: true,
  checksName: true,
}

export type Arrival =
  | { ok: true; url: string; answer: WebAnswer; isSecure: boolean }
  | { ok: false; url: string; result: string; cause: Cause }

/** How far a client of these manners gets on a way. `publish`: what to do where the first host has no address. */
export function arrive(way: readonly Hop[], manners: Manners, publish: string): Arrival {
  for (const [index, hop] of way.entries()) {
    const { url, outcome } = hop
    const fail = (cause: Cause): Arrival => ({ ok: false, url, result: cause.problem, cause })
    const { host, hostname } = new URL(url)
    if (!outcome.ok) {
      return fail(causeOfFailure(host, outcome, index === 0 ? publish : LEADS_NOWHERE))
    }
    const refused = causeOfCertificate(hostname, outcome.tls, manners.checksName)
    if (refused !== undefined) return fail(refused)
    const next = way[index + 1]
    if (next === undefined) {
      if (targetOf(hop) !== undefined) return fail(inCircles(url))
      const isSecure = way.every((one) => one.url.startsWith('https:'))
      return { ok: true, url, answer: outcome, isSecure }
    }
    const unable = whyNotFollowed(hop, next, index, manners)
    if (unable !== undefined) return fail(unable)
  }
  throw new Error('a way has at least one hop')
}

/** What to do where the name that a redirect leads to has no address. */
export const LEADS_NOWHERE = 'Mend the redirect that leads there, or publish that name.'

function inCircles(url: string): Cause {
  return {
    problem: `${withoutQuery(url)} leads in a circle, or through too many redirects.`,
    fix: 'Answer there instead of redirecting.',
  }
}

function whyNotFollowed(hop: Hop, next: Hop, index: number, manners: Manners): Cause | undefined {
  const from = new URL(hop.url)
  const to = new URL(next.url)
  const location = hop.outcome.ok ? (hop.outcome.headers.location ?? '') : ''
  const refuse = (why: string): Cause => ({
    problem: `${withoutQuery(hop.url)} redirects to ${withoutQuery(next.url)}, ${why}.`,
    fix: 'Answer at the first URL itself, without a redirect.',
  })
  if (index >= manners.mostRedirects) return refuse('one redirect too many')
  if (!manners.relativeLocation && !URL.canParse(location)) {
    return {
      ...refuse('with a Location that is no whole URL'),
      fix: 'Write the whole URL into Location, or answer without a redirect.',
    }
  }
  const isOtherScheme = from.protocol !== to.protocol
  if (manners.schemes === 'the same' && isOtherScheme) {
    return refuse('which not every client follows to another scheme')
  }
  return manners.schemes === 'never to http' && isOtherScheme && to.protocol === 'http:'
    ? refuse('which not every client follows to plain http')
    : undefined
}
