// What lies behind the causes that clients meet, and that no client names: a domain that is not there at all, a
// wildcard that leads service names to some web server, CAA records that keep a certificate from being made.
import type { Names } from '../probe/names.js'
import { SERVICE_LABELS } from '../settings/domain.js'
import type { Cause } from './cause.js'
import { authoritiesFor, findWildcard } from './dns-findings.js'
import { publishAlias, type Question } from './question.js'
import type { Visits } from './search/visits.js'

export interface Traps {
  /** A cause as a client met it → what is behind it, where that is known. */
  deeper: (cause: Cause) => Cause
  /** Whether nothing below the domain can work, so that nothing else is worth mending. */
  isFatal: boolean
}

export async function findTraps(question: Question, visits: Visits, names: Names): Promise<Traps> {
  const { domain, local } = question
  const { autoconfig, autodiscover, pacc } = SERVICE_LABELS
  const hosts = [autoconfig, autodiscover, pacc].map((label) => `${label}.${domain}`)
  const [domainFault, byWildcard, forbidding] = await Promise.all([
    findDomainFault(domain, names),
    leadsToService(question, names).then((isFine) =>
      isFine ? new Set<string>() : findWildcard(domain, hosts, names),
    ),
    Promise.all(
      hostsWithBadCertificate(visits).map(
        async (host) => [host, await authoritiesFor(host, names)] as const,
      ),
    ),
  ])
  const isNone = local?.found.entry.kind === 'none'
  const fatal = domainFault ?? (isNone ? noMail(domain) : undefined)
  const deeper = (cause: Cause): Cause => {
    if (fatal !== undefined) return fatal
    const mentions = (host: string) => new RegExp(`(^|[^\\w.-])${escapeRegExp(host)}([^\\w.-]|$)`)
    const host = hosts.find((one) => byWildcard.has(one) && mentions(one).test(cause.problem))
    if (host !== undefined) {
      return {
        problem: `${host} seems to have no record of its own: the wildcard *.${domain} leads to the same place.`,
        fix: publishAlias(host, question),
      }
    }
    const caa = forbidding.find(([one]) => mentions(one).test(cause.problem))?.[1]
    if (caa === undefined) return cause
    const { at, authorities } = caa
    const who = authorities.length === 0 ? 'nobody' : authorities.join(', ')
    return {
      problem: cause.problem,
      fix: `${cause.fix} The CAA records of ${at} allow ${who} to make one: does that fit?`,
    }
  }
  return { deeper, isFatal: fatal !== undefined }
}

function noMail(domain: string): Cause {
  return {
    problem: `The settings here say that ${domain} has no mail (none).`,
    fix: 'Name its provider there, if it has mail.',
  }
}

/** Whether the wildcard is how the names are meant to lead to the service. */
async function leadsToService({ domain, local }: Question, names: Names): Promise<boolean> {
  const service = local && new URL(local.table.general.publicUrl).hostname
  if (service === undefined || service.endsWith(`.${domain}`)) return false
  const wildcard = await findWildcard(domain, [service], names)
  return wildcard.has(service)
}

/** Then nothing below it can work. */
async function findDomainFault(domain: string, names: Names): Promise<Cause | undefined> {
  const resolved = await names.resolve('MX', domain)
  if (resolved.kind === 'failed') {
    return {
      problem: `${domain} cannot be resolved: ${resolved.message}.`,
      fix: 'Mend the name servers of its zone, or what stands between you and them (--resolver).',
    }
  }
  return resolved.kind === 'none' && !resolved.nameExists
    ? {
        problem: `${domain} does not exist in DNS.`,
        fix: 'Check the spelling; a new or expired registration shows like this too.',
      }
    : undefined
}

function hostsWithBadCertificate(visits: Visits): string[] {
  const hosts = visits.all().flatMap(({ url, outcome }) => {
    const tls = outcome.ok ? outcome.tls : undefined
    const isBad = tls !== undefined && (tls.chainFault ?? tls.nameFault) !== undefined
    const isRefused = !outcome.ok && outcome.reason === 'tls'
    return isBad || isRefused ? [new URL(url).hostname] : []
  })
  return [...new Set(hosts)]
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, (character) => `\\${character}`)
}
