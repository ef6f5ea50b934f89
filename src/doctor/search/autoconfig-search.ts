// A reader of autoconfig walks its URLs: which document it takes, or what stops it.
import type { XmlElement } from '../../format/xml-document.js'
import { judgeAutoconfig } from '../../protocols/autoconfig/clients.js'
import { announcedInRoot } from '../../protocols/autoconfig/announced.js'
import type { AnnouncedServer } from '../../protocols/announced.js'
import { type AutoconfigClient, EVOLUTION_USER } from './autoconfig-clients.js'
import { isIspdb } from './autoconfig-urls.js'
import type { PoxSearch } from './autodiscover-readers.js'
import { type Cause, withoutQuery } from '../cause.js'
import type { MailExchanger } from './mail-exchanger.js'
import { emailOf, publishAlias, type Question } from '../question.js'
import type { FoundSettings, Search, Step } from './search.js'
import { causeOfRefusal } from './unstated.js'
import { arrive, type Visits } from './visits.js'

/** Where one part of a search led: on to the next part, to settings, or to its end. */
type Outcome = 'on' | { found: FoundSettings } | { end: Cause }

/** `pox`: its search by autodiscover, which runs beside the others. */
export async function searchAutoconfig(
  reader: AutoconfigClient,
  question: Question,
  visits: Visits,
  exchanger: Promise<MailExchanger | undefined>,
  pox: Promise<PoxSearch> | undefined,
): Promise<Search> {
  const { client } = reader
  const { domain } = question
  const email = emailOf(question)
  const steps: Step[] = []
  const causes: { url: string; cause: Cause }[] = []
  let lastStatus: number | undefined
  /** What tells more than a place where nothing was: a page, or a document that it cannot use. */
  let telling: Cause | undefined

  const firstOwnCause = () => causes.find(({ url }) => !isIspdb(url))?.cause

  /** `end`: an answer that the client takes for the end of the group. */
  const walk = async (urls: readonly string[]): Promise<Outcome> => {
    for (const url of urls) {
      const read = await readAt(url, reader, question, visits)
      steps.push({ at: `GET ${withoutQuery(url)}`, result: read.result })
      lastStatus = read.status
      if (read.kind === 'document') return { found: read.found }
      const { cause } = read
      causes.push({ url, cause })
      if (read.kind === 'next') {
        if (read.isUnusable) telling ??= cause
        continue
      }
      // A page hides what lies behind it; a refusal only tells that the first place should have answered.
      return { end: read.isPage ? cause : (firstOwnCause() ?? cause) }
    }
    return 'on'
  }

  const walkAll = async (groups: readonly (readonly string[])[] = []): Promise<Outcome> => {
    for (const url of groups.flat()) void visits.get(url)
    for (const group of groups) {
      const outcome = await walk(group)
      if (outcome === 'on') continue
      if ('found' in outcome || reader.stops === 'everything') return outcome
      telling ??= outcome.end
    }
    return 'on'
  }

  const byMailExchanger = async (): Promise<Outcome> => {
    if (reader.mxOnlyAfter404 === true && lastStatus !== 404) return 'on'
    const mx = await exchanger
    return mx === undefined ? 'on' : walkAll(reader.urlsByMx?.(mx, email))
  }

  const byAutodiscover = async (): Promise<Outcome> => {
    const searched = await pox
    if (searched === undefined) return 'on'
    steps.push(...searched.steps)
    if (searched.found !== undefined) return { found: searched.found }
    return searched.end === undefined ? 'on' : { end: firstOwnCause() ?? searched.end }
  }

  const further =
    reader.autodiscover?.when === 'before the mail exchanger'
      ? [byAutodiscover, byMailExchanger]
      : [byMailExchanger, byAutodiscover]
  const parts = [
    () => walkAll(reader.urls(domain, email)),
    ...further,
    () => walkAll(reader.lastUrls?.(domain)),
  ]
  for (const part of parts) {
    const outcome = await part()
    if (outcome === 'on') continue
    if ('end' in outcome) return { client, steps, cause: outcome.end }
    const passedOver = telling ?? firstOwnCause()
    return { client, steps, found: outcome.found, ...(passedOver && { cause: passedOver }) }
  }
  return { client, steps, cause: telling ?? firstOwnCause() ?? NOWHERE }
}

const NOWHERE: Cause = { problem: 'There is nowhere to look.', fix: 'Name a domain.' }

type ReadAt = { result: string; status: number | undefined } & (
  | { kind: 'document'; found: FoundSettings }
  /** `isPage`: something was there; `isUnusable`: a document, even. */
  | { kind: 'next' | 'stop'; cause: Cause; isPage: boolean; isUnusable: boolean }
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
    const nothing = { status: undefined, isPage: false, isUnusable: false }
    return { kind: 'next', result, cause, ...nothing }
  }
  const { answer, isSecure } = arrival
  const reading = reader.reads(answer)
  const { status } = answer
  if (reading.kind === 'document') {
    const { works, because = '' } = judge(reading.root, reader)
    if (works !== 'no') {
      const found: FoundSettings = {
        at: url,
        servers: serversIn(reading.root, question),
        ...(reader.passesOver && { usable: serversIn(reader.passesOver(reading.root), question) }),
        lacks: works === 'partly' ? [because] : [],
        remarks: isSecure ? [] : [OVER_HTTP],
      }
      return { kind: 'document', found, status, result: 'a configuration' }
    }
    const kind = reader.afterUnusable === 'the next URL' ? 'next' : 'stop'
    const problem = `${withoutQuery(url)} cannot be used: ${because}.`
    const cause = { problem, fix: MEND_SETTINGS }
    return { kind, cause, status, result: because, isPage: true, isUnusable: true }
  }
  const place = withoutQuery(arrival.url)
  const isPage = status >= 200 && status <= 299
  const cause = isPage
    ? { problem: `${place} ${reading.why}.`, fix: NOT_FOUND_INSTEAD }
    : causeOfRefusal(arrival.url, status, 'autoconfig', question)
  return { kind: reading.kind, result: reading.why, cause, status, isPage, isUnusable: false }
}

const OVER_HTTP = 'over plain http: whoever is on the way could name other servers'

const MEND_SETTINGS =
  'Mend the settings that it comes from; "mailconf check" judges them in the same way.'

const NOT_FOUND_INSTEAD =
  'Serve the configuration there as text/xml, or answer 404: some clients look no further after a page.'

function judge(root: XmlElement, { client }: AutoconfigClient) {
  const verdict = judgeAutoconfig(root).find((one) => one.client === client)
  if (verdict === undefined) throw new Error(`nobody judges for ${client}`)
  return verdict
}

function serversIn(root: XmlElement, { address }: Question): readonly AnnouncedServer[] {
  const announced = announcedInRoot(root, address)
  if (announced.kind === 'unreadable') return []
  // A service that writes the address itself gives Evolution that of the stand-in, and Evolution puts it right.
  return announced.servers.map((server) => ({
    ...server,
    username: server.username?.replace(EVOLUTION_USER, () => address.localPart),
  }))
}
