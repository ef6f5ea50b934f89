// A reader of autoconfig walks its URLs: which document it takes, or what stops it.
import type { XmlElement } from '../format/xml-document.js'
import { judgeAutoconfig } from '../protocols/autoconfig/clients.js'
import { announcedInAutoconfig } from '../protocols/autoconfig/announced.js'
import type { AnnouncedServer } from '../protocols/announced.js'
import type { AutoconfigClient } from './autoconfig-clients.js'
import { isIspdb } from './autoconfig-urls.js'
import { type Cause, causeOfStatus, withoutQuery } from './cause.js'
import type { MailExchanger } from './mail-exchanger.js'
import { addDomain, emailOf, publishAlias, type Question } from './question.js'
import type { FoundSettings, Step } from './search.js'
import { arrive, type Visits } from './visits.js'

/** What the URLs of a client gave, before it tries anything else. */
export type AutoconfigResult = { steps: readonly Step[] } &
  /** `passedOver`: why it was not found where it should be in the first place. */
  (
    | { kind: 'found'; found: FoundSettings; passedOver?: Cause }
    /** `final`: it looks no further, whatever else there is. */
    | { kind: 'nothing'; cause: Cause; final: boolean }
  )

export async function searchAutoconfig(
  reader: AutoconfigClient,
  question: Question,
  visits: Visits,
  exchanger: Promise<MailExchanger | undefined>,
): Promise<AutoconfigResult> {
  const email = emailOf(question)
  const own = reader.urls(question.domain, email)
  for (const url of own.flat()) void visits.get(url)
  const steps: Step[] = []
  const causes: { url: string; cause: Cause }[] = []
  let lastStatus: number | undefined

  const firstOwnCause = () => causes.find(({ url }) => !isIspdb(url))?.cause

  /** Through one group; `stop`: an answer that the client takes for the end of it. */
  const walk = async (urls: readonly string[]): Promise<AutoconfigResult | 'on' | Cause> => {
    for (const url of urls) {
      const read = await readAt(url, reader, question, visits)
      steps.push({ at: `GET ${withoutQuery(url)}`, result: read.result })
      lastStatus = read.status
      if (read.kind === 'document') return judged(read, url)
      causes.push({ url, cause: read.cause })
      // A page hides what lies behind it; a refusal only tells that the first place should have answered.
      if (read.kind === 'stop') return read.isPage ? read.cause : (firstOwnCause() ?? read.cause)
    }
    return 'on'
  }

  const judged = (document: Document, url: string): AutoconfigResult => {
    const { root, body, isSecure } = document
    const verdict = judgeAutoconfig(root).find(({ client }) => client === reader.client)
    if (verdict === undefined) throw new Error(`nobody judges for ${reader.client}`)
    const { works, because = '' } = verdict
    if (works === 'no') {
      const cause = {
        problem: `${withoutQuery(url)} cannot be used: ${because}.`,
        fix: 'Mend the settings that it comes from; "mailconf check" judges them in the same way.',
      }
      return { kind: 'nothing', cause, final: true, steps }
    }
    const found: FoundSettings = {
      at: url,
      servers: serversIn(body, question),
      lacks: works === 'partly' ? [because] : [],
      remarks: isSecure ? [] : ['over plain http: the person is asked to confirm the servers'],
    }
    const passedOver = firstOwnCause()
    return { kind: 'found', found, steps, ...(passedOver && { passedOver }) }
  }

  const walkAll = async (groups: readonly (readonly string[])[]) => {
    let stopped: Cause | undefined
    for (const group of groups) {
      const result = await walk(group)
      if (result === 'on') continue
      if ('steps' in result) return result
      stopped ??= result
      if (reader.stops === 'everything') return nothing(result, true)
    }
    return stopped
  }

  const nothing = (cause: Cause, final: boolean): AutoconfigResult => ({
    kind: 'nothing',
    cause,
    final,
    steps,
  })

  const result = await walkAll(own)
  if (result !== undefined && 'steps' in result) return result
  const wantsMx = reader.mxOnlyAfter404 !== true || lastStatus === 404
  const mx = wantsMx ? await exchanger : undefined
  if (mx !== undefined) {
    const groups = reader.urlsByMx?.(mx, email) ?? []
    for (const url of groups.flat()) void visits.get(url)
    const byMx = await walkAll(groups)
    if (byMx !== undefined && 'steps' in byMx) return byMx
  }
  return nothing(result ?? firstOwnCause() ?? NOWHERE, false)
}

const NOWHERE: Cause = { problem: 'There is nowhere to look.', fix: 'Name a domain.' }

interface Document {
  root: XmlElement
  body: Uint8Array
  isSecure: boolean
}

function serversIn(body: Uint8Array, { address }: Question): readonly AnnouncedServer[] {
  const announced = announcedInAutoconfig(body, address)
  return announced.kind === 'settings' ? announced.servers : []
}

type ReadAt = { result: string; status: number | undefined } & (
  ({ kind: 'document' } & Document) | { kind: 'next' | 'stop'; cause: Cause; isPage: boolean }
)

async function readAt(
  url: string,
  reader: AutoconfigClient,
  question: Question,
  visits: Visits,
): Promise<ReadAt> {
  const { hostname } = new URL(url)
  const way = await visits.get(url)
  const arrival = arrive(way, reader.manners, publishAlias(hostname, question))
  if (!arrival.ok) {
    const { result, cause } = arrival
    return { kind: 'next', result, cause, status: undefined, isPage: false }
  }
  const { answer, isSecure } = arrival
  const reading = reader.reads(answer)
  const { status } = answer
  if (reading.kind === 'document') {
    const { body } = answer
    const result = 'a configuration'
    return { kind: 'document', root: reading.root, body, isSecure, status, result }
  }
  const place = withoutQuery(arrival.url)
  const isPage = status >= 200 && status <= 299
  const cause = isPage
    ? { problem: `${place} ${reading.why}.`, fix: NOT_FOUND_INSTEAD }
    : causeOfStatus(arrival.url, status, addDomain(new URL(arrival.url).host, question))
  return { kind: reading.kind, result: reading.why, cause, status, isPage }
}

const NOT_FOUND_INSTEAD =
  'Serve the configuration there as text/xml, or answer 404: some clients look no further after a page.'
