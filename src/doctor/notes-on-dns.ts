// The zone against what `dns DOMAIN` would have published.
import { mailLabels } from '../dns/places.js'
import { recordsFor } from '../dns/records.js'
import { autodiscoverOwner } from '../dns/pointers.js'
import type { DnsRecord } from '../dns/record.js'
import { ownerOf } from '../dns/srv.js'
import { SERVICE_LABELS } from '../settings/domain.js'
import type { Names } from '../probe/names.js'
import { autodiscoverUrlFor } from '../protocols/autodiscover-url.js'
import { paccDigest } from '../protocols/pacc/answer.js'
import type { Cause } from './cause.js'
import { checkAutodiscoverSrv, checkRecords, checkTargets } from './dns-findings.js'
import type { Question } from './question.js'

export async function notesOnDns(question: Question, names: Names): Promise<Cause[]> {
  const { domain } = question
  const owners = [
    ...mailLabels().map(({ label }) => ownerOf(label, domain)),
    autodiscoverOwner(domain),
  ]
  const expected = expectedRecords(question)
  const [records, surplus, targets] = await Promise.all([
    checkRecords(expected, names),
    checkSurplusAutodiscover(question, expected, names),
    checkTargets(owners, names),
  ])
  return [...records, ...surplus, ...targets]
}

/** Where the settings ask for a record, others beside it are found with that. */
async function checkSurplusAutodiscover(
  { domain, local }: Question,
  expected: readonly DnsRecord[],
  names: Names,
): Promise<Cause[]> {
  const owner = autodiscoverOwner(domain)
  if (local === undefined || expected.some(({ name }) => name === owner)) return []
  const { entry } = local.found
  const { general } = local.table
  const url =
    entry.kind === 'redirect' ? entry.redirect.autodiscover : autodiscoverUrlFor(general, domain)
  if (url === undefined) return []
  const ours = [url, general.publicUrl].map((one) => new URL(one).hostname)
  const labelled = Object.values(SERVICE_LABELS).map((label) => `${label}.${domain}`)
  return checkAutodiscoverSrv(owner, [...ours, ...labelled], names)
}

function expectedRecords({ domain, local }: Question) {
  if (local === undefined) return []
  const { table, found } = local
  const groups = recordsFor({
    domain,
    entry: found.entry,
    general: table.general,
    digest: paccDigest(found),
    autodiscoverUrl: autodiscoverUrlFor(table.general, domain),
  })
  // The digest is held against what is served, by those who read it.
  const digest = `_${SERVICE_LABELS.pacc}.${domain}`
  return groups.flatMap(({ records }) => records).filter(({ name }) => name !== digest)
}
