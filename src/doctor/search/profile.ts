// Profiles for Apple's devices: a link that a person opens, so the question is whether there is one that works.
import type { Validity } from '../../format/cms.js'
import { announcedInProfile, signerOfProfile } from '../../protocols/apple/announced.js'
import { PROFILE_CLIENTS } from '../../protocols/apple/clients.js'
import { PROFILE_TYPE } from '../../protocols/apple/media-type.js'
import { SERVICE_LABELS } from '../../settings/domain.js'
import { PATHS } from '../../settings/paths.js'
import { type Cause, withoutQuery } from '../cause.js'
import { endsSoon, soonEnded } from '../days-left.js'
import { addDomain, emailOf, publishAlias, type Question } from '../question.js'
import type { Search, Step } from './search.js'
import { causeOfRefusal } from './unstated.js'
import { arrive, BROWSER, type Visits } from './visits.js'

/** The link as people get it; of a service that is not known, where this and another make have it. */
function links({ domain, local }: Question, email: string): string[] {
  const address = encodeURIComponent(email)
  const publicUrl = local?.table.general.publicUrl
  if (publicUrl?.startsWith('https:') === true) {
    return [`${publicUrl}${PATHS.profile}?email=${address}`]
  }
  return [SERVICE_LABELS.autoconfig, SERVICE_LABELS.autodiscover].flatMap((label) => [
    `https://${label}.${domain}${PATHS.profile}?email=${address}`,
    `https://${label}.${domain}${PATHS.profileAlias}/?emailaddress=${address}`,
  ])
}

export async function searchProfile(question: Question, visits: Visits): Promise<Search> {
  const urls = links(question, emailOf(question))
  for (const url of urls) void visits.get(url)
  const steps: Step[] = []
  let firstCause: Cause | undefined
  for (const url of urls) {
    const { hostname } = new URL(url)
    const arrival = arrive(await visits.get(url), BROWSER, publishAlias(hostname, question))
    const at = `GET ${withoutQuery(url)}`
    if (!arrival.ok) {
      steps.push({ at, result: arrival.result })
      firstCause ??= arrival.cause
      continue
    }
    const { status, headers, body } = arrival.answer
    const isProfile = status === 200 && headers['content-type']?.startsWith(PROFILE_TYPE) === true
    if (!isProfile) {
      steps.push({ at, result: status === 200 ? 'no profile' : `answers ${status}` })
      firstCause ??= causeOfNoProfile(url, status, hostname, question)
      continue
    }
    const read = await announcedInProfile(body)
    if (read.kind === 'unreadable') {
      steps.push({ at, result: read.message })
      const problem = `${withoutQuery(url)} is a profile that no device takes: ${read.message}.`
      firstCause ??= { problem, fix: 'Mend the service that makes it.' }
      continue
    }
    steps.push({ at, result: 'a profile' })
    return {
      client: PROFILE_CLIENTS,
      steps,
      found: { at: url, servers: read.servers, lacks: [], remarks: [] },
      notes: notesOnSigner(url, await signerOfProfile(body)),
    }
  }
  return { client: PROFILE_CLIENTS, steps, ...(firstCause && { cause: firstCause }) }
}

/** Devices install what is signed badly, under a warning. */
function notesOnSigner(url: string, signer: Validity | undefined): Cause[] {
  if (signer === undefined) return []
  const what = `the signature of ${withoutQuery(url)}`
  if (endsSoon(signer)) return [soonEnded(what, signer)]
  if (signer.validTo.getTime() > Date.now()) return []
  const day = signer.validTo.toISOString().slice(0, 10)
  return [
    {
      problem: `The certificate of ${what} has expired on ${day}: devices say "Not Verified".`,
      fix: 'Sign with a renewed certificate, and see to it that it is renewed automatically.',
    },
  ]
}

function causeOfNoProfile(
  url: string,
  status: number,
  hostname: string,
  question: Question,
): Cause {
  if (status !== 200) return causeOfRefusal(url, status, 'profiles', question)
  return {
    problem: `${withoutQuery(url)} answers with something that is no profile.`,
    fix: addDomain(hostname, question),
  }
}
