// A document at a URL, as a client would fetch it: redirects followed, certificates checked, nothing long.
import type { Network } from '../probe/network.js'
import { ask, isRedirect, redirectTarget } from '../probe/web.js'

export type Fetched =
  | { ok: true; status: number; bytes: Uint8Array }
  /** Why there is no answer, as a clause. */
  | { ok: false; fault: string }

const MOST_REDIRECTS = 10
const LONGEST_MS = 10_000

/** Refused: a certificate that is not to be trusted, and a redirect from https to http. */
export async function fetchDocument(start: string, network: Network): Promise<Fetched> {
  // Filled in, a URL with places in it may be none.
  if (!URL.canParse(start)) return { ok: false, fault: 'there is no such URL' }
  let url = start
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const outcome = await ask({ method: 'GET', url, headers: HEADERS }, network, LONGEST_MS)
    if (!outcome.ok) return { ok: false, fault: outcome.message }
    const distrust = outcome.tls?.chainFault ?? outcome.tls?.nameFault
    if (distrust !== undefined) return { ok: false, fault: `its certificate: ${distrust}` }
    if (!isRedirect(outcome)) {
      return { ok: true, status: outcome.status, bytes: outcome.body }
    }
    const next = redirectTarget(outcome, url)
    if (next === undefined) return { ok: false, fault: 'it redirects to nowhere' }
    if (!isWebUrl(next))
      return { ok: false, fault: 'it redirects to something that is no web page' }
    if (url.startsWith('https:') && !next.startsWith('https:')) {
      return { ok: false, fault: 'it redirects from https to http' }
    }
    url = next
  }
  return { ok: false, fault: `it redirects more than ${MOST_REDIRECTS} times` }
}

const HEADERS = { accept: 'text/xml, application/xml, */*;q=0.1', 'user-agent': 'mailconf' }

export function isWebUrl(text: string): boolean {
  return /^https?:\/\/./i.test(text) && URL.canParse(text)
}

/** Runs tasks, so many at once; results come in the order of the items. */
export async function* inParallel<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  let started = 0
  while (started < items.length || running.length > 0) {
    for (const item of items.slice(started, started + atOnce - running.length)) {
      running.push(run(item))
      started += 1
    }
    const first = running.shift()
    if (first !== undefined) yield await first
  }
}
