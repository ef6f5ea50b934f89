// PACC (draft-ietf-mailmaint-pacc): one URL over https, no redirect, and a digest in DNS that vouches for the answer.
import { digestOf, digestRecord, vouchesFor } from '../../dns/digest-record.js'
import { recordLine } from '../../dns/zone.js'
import type { Names, Resolved } from '../../probe/names.js'
import { announcedInPacc } from '../../protocols/pacc/announced.js'
import { PACC_CLIENTS } from '../../protocols/pacc/clients.js'
import { PATHS } from '../../settings/paths.js'
import { SERVICE_LABELS } from '../../settings/domain.js'
import { type Cause, causeOfStatus, withoutQuery } from '../cause.js'
import { addDomain, publishAlias, type Question } from '../question.js'
import type { Search, Step } from './search.js'
import { whyUnstated } from './unstated.js'
import { arrive, BROWSER, type Visits } from './visits.js'

export async function searchPacc(
  question: Question,
  visits: Visits,
  names: Names,
): Promise<Search> {
  const { domain } = question
  const host = `${SERVICE_LABELS.pacc}.${domain}`
  const owner = `_${host}`
  const url = `https://${host}${PATHS.pacc}`
  const [way, digests] = await Promise.all([visits.get(url), names.resolve('TXT', owner)])
  const arrival = arrive(way, { ...BROWSER, mostRedirects: 0 }, publishAlias(host, question))
  const at = `GET ${withoutQuery(url)}`
  // The clients have autoconfig as well.
  const cannot = whyUnstated('PACC', question)
  if (!arrival.ok) return giveUp([{ at, result: arrival.result }], cannot, arrival.cause)
  const { status, body } = arrival.answer
  if (status !== 200) {
    const cause = causeOfStatus(url, status, addDomain(host, question))
    return giveUp([{ at, result: `answers ${status}` }], cannot, cause)
  }
  const read = announcedInPacc(body, question.address)
  const steps: Step[] = [
    { at, result: read.kind === 'settings' ? 'a configuration' : read.message },
  ]
  if (read.kind === 'unreadable') {
    const problem = `${withoutQuery(url)} is no PACC configuration: ${read.message}.`
    return giveUp(steps, undefined, { problem, fix: 'Mend it, or answer 404 there.' })
  }
  const fault = faultOfDigest(owner, digests, body)
  steps.push({ at: `TXT ${owner}`, result: fault?.problem ?? 'vouches for it' })
  return fault === undefined
    ? {
        client: PACC_CLIENTS,
        steps,
        found: { at: url, servers: read.servers, lacks: [], remarks: [] },
      }
    : { client: PACC_CLIENTS, steps, cause: fault }
}

function giveUp(steps: Step[], byHand: string | undefined, cause: Cause): Search {
  return byHand === undefined
    ? { client: PACC_CLIENTS, steps, cause }
    : { client: PACC_CLIENTS, steps, byHand: `PACC cannot state these settings: ${byHand}` }
}

function faultOfDigest(
  owner: string,
  resolved: Resolved<readonly string[]>,
  body: Uint8Array,
): Cause | undefined {
  if (resolved.kind === 'failed') {
    return {
      problem: `${owner} cannot be resolved: ${resolved.message}.`,
      fix: 'Mend the name servers of its zone.',
    }
  }
  if (resolved.kind === 'none') {
    return {
      problem: `The TXT record ${owner} is missing, which vouches for the PACC answer.`,
      fix: publishDigest(owner, body),
    }
  }
  return vouchesFor(resolved.records, body)
    ? undefined
    : {
        problem: `The TXT record ${owner} does not vouch for what is served: the digest is another one.`,
        fix: publishDigest(owner, body),
      }
}

/** Of what is served now: after a change the old one may stay beside it for a while. */
function publishDigest(owner: string, body: Uint8Array): string {
  const text = digestRecord(digestOf(body))
  return `Publish: ${recordLine({ type: 'TXT', name: owner, text })}`
}
