// Classic Outlook, step by step (its order since 2016), and the cloud service that its successors ask.
import type { Names } from '../probe/names.js'
import { jsonFromTheCloud, poxBySrv, poxOnDomain, poxOnOwnName } from './autodiscover-urls.js'
import { type Cause, withoutQuery } from './cause.js'
import { POSTING, poxAt, type PoxResult } from './pox.js'
import { emailOf, type Question } from './question.js'
import type { Search, Step } from './search.js'
import { arrive, BROWSER, type Visits } from './visits.js'

const CLASSIC = 'Outlook (classic, old account wizard)'
const CLOUD = 'New Outlook, Outlook for Mac and mobile'

export async function searchOutlook(
  question: Question,
  visits: Visits,
  names: Names,
): Promise<Search> {
  const { domain } = question
  const srv = poxBySrv(names, domain)
  const ways: [step: string, ask: Promise<PoxResult | undefined>][] = [
    ['POST', poxAt(poxOnDomain(domain), POSTING, question, visits)],
    ['POST', poxAt(poxOnOwnName(domain), POSTING, question, visits)],
    ['GET', httpRedirect(question, visits)],
    ['SRV, POST', bySrv(srv, question, visits)],
  ]
  const steps: Step[] = []
  const causes: Cause[] = []
  const lacks: string[] = []
  let warning: Cause | undefined
  for (const [step, asked] of ways) {
    const result = await asked
    if (result === undefined) continue
    const { url } = result
    steps.push({ at: `${step} ${withoutQuery(url)}`, result: result.result })
    switch (result.kind) {
      case 'settings':
        return {
          client: CLASSIC,
          steps,
          found: {
            at: url,
            servers: result.servers,
            lacks,
            remarks: asksFirst(result.redirectedTo ?? viaSrv(step, url), domain),
          },
          ...(warning && { cause: warning }),
        }
      case 'moved':
        return {
          client: CLASSIC,
          steps,
          found: {
            at: url,
            servers: undefined,
            lacks: [],
            remarks: ['the mailbox has another domain: examine that one'],
          },
        }
      case 'error':
        return { client: CLASSIC, steps, cause: result.cause }
      case 'page':
        causes.push(result.cause)
        break
      case 'nothing':
        causes.push(result.cause)
        if (result.badCertificate !== undefined) {
          warning ??= result.cause
          lacks.push(`first it warns of the certificate of ${result.badCertificate}`)
        }
    }
  }
  // The name in front of the domain is where the service should be; the domain is somebody's web server.
  const cause = causes[1] ?? causes[0]
  return { client: CLASSIC, steps, ...(cause && { cause }) }
}

async function bySrv(
  srv: Promise<string | undefined>,
  question: Question,
  visits: Visits,
): Promise<PoxResult | undefined> {
  const url = await srv
  return url === undefined ? undefined : poxAt(url, POSTING, question, visits)
}

function viaSrv(step: string, url: string): string | undefined {
  return step.startsWith('SRV') ? new URL(url).hostname : undefined
}

function asksFirst(host: string | undefined, domain: string): string[] {
  return host === undefined || host === domain || host.endsWith(`.${domain}`)
    ? []
    : [`asks once whether ${host} may set the account up`]
}

/** Plain http is asked for a redirect only. Undefined where there is none: that is no fault, most services have none. */
async function httpRedirect(question: Question, visits: Visits): Promise<PoxResult | undefined> {
  const [first, ...further] = await visits.get(poxOnOwnName(question.domain, 'http'))
  const target = further[0]?.url
  if (first === undefined || target?.startsWith('https:') !== true) return undefined
  const result = await poxAt(target, POSTING, question, visits)
  return result.kind === 'settings' ? { ...result, redirectedTo: new URL(target).hostname } : result
}

/** It looks for Exchange and ActiveSync, and sets up nothing else: whoever has IMAP types the values. */
export async function searchOutlookCloud(question: Question, visits: Visits): Promise<Search> {
  const url = jsonFromTheCloud(question.domain, emailOf(question))
  const arrival = arrive(await visits.get(url), BROWSER, '')
  const at = `GET ${withoutQuery(url)}`
  const byHand = 'it asks for Exchange only'
  if (!arrival.ok) {
    return { client: CLOUD, steps: [{ at, result: arrival.result }], byHand }
  }
  const { answer } = arrival
  const steps = [{ at, result: `answers ${answer.status}` }]
  const activeSync = answer.status === 200 ? activeSyncIn(answer.body) : undefined
  if (activeSync === 'no JSON') {
    const cause = {
      problem: `${withoutQuery(arrival.url)} answers 200 with a page, where Outlook expects JSON.`,
      fix: 'Answer 404 there, or lead /autodiscover/ to the service that has the settings.',
    }
    return { client: CLOUD, steps, cause }
  }
  return activeSync === undefined
    ? { client: CLOUD, steps, byHand }
    : {
        client: CLOUD,
        steps,
        found: { at: url, servers: undefined, lacks: [], remarks: ['by ActiveSync'] },
      }
}

function activeSyncIn(body: Buffer): string | undefined {
  try {
    const { Protocol: protocol, Url: url } = JSON.parse(body.toString()) as Record<string, unknown>
    return protocol === 'ActiveSync' && typeof url === 'string' ? url : undefined
  } catch {
    return 'no JSON'
  }
}
