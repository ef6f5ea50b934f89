// Classic Outlook, step by step (its order since 2016), and the cloud service that its successors ask.
import { autodiscoverOwner } from '../../dns/pointers.js'
import type { Names } from '../../probe/names.js'
import { CLASSIC_OUTLOOK } from '../../protocols/autodiscover/clients.js'
import { NEW_OUTLOOK } from '../../protocols/clients.js'
import { jsonFromTheCloud, poxBySrv, poxOnDomain, poxOnOwnName } from './autodiscover-urls.js'
import { type Cause, withoutQuery } from '../cause.js'
import { asksFirst, MOVED, POSTING, poxAt, type PoxResult } from './pox.js'
import { emailOf, type Question } from '../question.js'
import type { Search, Step } from './search.js'
import { arrive, BROWSER, LEADS_NOWHERE, type Visits } from './visits.js'

export async function searchOutlook(
  question: Question,
  visits: Visits,
  names: Names,
): Promise<Search> {
  const { domain } = question
  const ways: Promise<Way>[] = [
    postTo(poxOnDomain(domain), question, visits),
    postTo(poxOnOwnName(domain), question, visits),
    byHttpRedirect(question, visits),
    bySrv(question, visits, names),
  ]
  const steps: Step[] = []
  const causes: Cause[] = []
  const lacks: string[] = []
  let warning: Cause | undefined
  for (const asked of ways) {
    const { step, result, confirms } = await asked
    steps.push(step)
    switch (result?.kind) {
      case undefined:
        break
      case 'settings': {
        const { url, servers, redirectedTo } = result
        const remarks = asksFirst(redirectedTo ?? confirms, domain)
        const found = { at: url, servers, lacks, remarks }
        return { client: CLASSIC_OUTLOOK, steps, found, ...(warning && { cause: warning }) }
      }
      case 'moved': {
        const found = { at: result.url, servers: undefined, lacks, remarks: [MOVED] }
        return { client: CLASSIC_OUTLOOK, steps, found, ...(warning && { cause: warning }) }
      }
      case 'error':
        return { client: CLASSIC_OUTLOOK, steps, cause: result.cause }
      case 'elsewhere':
      case 'page':
      case 'refused':
        causes.push(result.cause)
        break
      case 'nobody':
        causes.push(result.cause)
        if (result.badCertificate !== undefined) {
          warning ??= result.cause
          lacks.push(`first it warns of the certificate of ${result.badCertificate}`)
        }
    }
  }
  // The name in front of the domain is where the service should be; the domain is somebody's web server.
  const cause = causes[1] ?? causes[0]
  return { client: CLASSIC_OUTLOOK, steps, ...(cause && { cause }) }
}

/** One step of its order. */
interface Way {
  step: Step
  /** Undefined where there is nobody to post to, which is no fault: most services do without. */
  result?: PoxResult
  /** The host that it asks the person about. */
  confirms?: string
}

async function postTo(
  url: string,
  question: Question,
  visits: Visits,
  publish?: string,
): Promise<Way> {
  const result = await poxAt(
    url,
    POSTING,
    question,
    visits,
    publish === undefined ? {} : { publish },
  )
  return { step: { at: `POST ${withoutQuery(result.url)}`, result: result.result }, result }
}

/** Plain http is asked for a redirect only. */
async function byHttpRedirect(question: Question, visits: Visits): Promise<Way> {
  const url = poxOnOwnName(question.domain, 'http')
  const [first, ...further] = await visits.get(url)
  const target = further[0]?.url
  if (target?.startsWith('https:') !== true) {
    const outcome = first?.outcome
    const result = outcome?.ok === false ? outcome.message : 'no redirect to https'
    return { step: { at: `GET ${url}`, result } }
  }
  return {
    ...(await postTo(target, question, visits, LEADS_NOWHERE)),
    confirms: new URL(target).hostname,
  }
}

const SRV_LEADS_NOWHERE = 'Mend the SRV record that leads there, or publish that name.'

async function bySrv(question: Question, visits: Visits, names: Names): Promise<Way> {
  const url = await poxBySrv(names, question.domain)
  if (url === undefined) {
    return { step: { at: `SRV ${autodiscoverOwner(question.domain)}`, result: 'no record' } }
  }
  const { step, result } = await postTo(url, question, visits, SRV_LEADS_NOWHERE)
  return {
    step: { ...step, at: `SRV, ${step.at}` },
    ...(result && { result }),
    confirms: new URL(url).hostname,
  }
}

/** It looks for Exchange and ActiveSync, and sets up nothing else: whoever has IMAP types the values. */
export async function searchOutlookCloud(question: Question, visits: Visits): Promise<Search> {
  const url = jsonFromTheCloud(question.domain, emailOf(question))
  const arrival = arrive(await visits.get(url), BROWSER, '')
  const at = `GET ${withoutQuery(url)}`
  const byHand = 'it asks for Exchange only'
  if (!arrival.ok) {
    return { client: NEW_OUTLOOK, steps: [{ at, result: arrival.result }], byHand }
  }
  const { answer } = arrival
  const steps = [{ at, result: `answers ${answer.status}` }]
  const activeSync = answer.status === 200 ? activeSyncIn(answer.body) : undefined
  if (activeSync === 'no JSON') {
    const cause = {
      problem: `${withoutQuery(arrival.url)} answers 200 with a page, where Outlook expects JSON.`,
      fix: 'Answer 404 there, or lead /autodiscover/ to the service that has the settings.',
    }
    return { client: NEW_OUTLOOK, steps, cause }
  }
  return activeSync === undefined
    ? { client: NEW_OUTLOOK, steps, byHand }
    : {
        client: NEW_OUTLOOK,
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
