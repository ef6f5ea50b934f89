// The zone as it is against the records that the settings ask for, and the traps of DNS that no client names.
import { aliasTargets } from '../dns/alias-targets.js'
import type { DnsRecord, Srv } from '../dns/record.js'
import { recordLine } from '../dns/zone.js'
import type { Names } from '../probe/names.js'
import type { Cause } from './cause.js'

/** Missing, wrong and surplus records, each with the line to publish. */
export async function checkRecords(expected: readonly DnsRecord[], names: Names): Promise<Cause[]> {
  const owners = new Map<string, DnsRecord[]>()
  for (const record of expected) {
    const key = `${record.type} ${record.name}`
    owners.set(key, [...(owners.get(key) ?? []), record])
  }
  const checked = [...owners.values()].map(async (records) => {
    const [first] = records
    switch (first?.type) {
      case 'CNAME':
        return checkAlias(first.name, first.target, names)
      case 'SRV':
        return checkSrv(
          records.filter((one) => one.type === 'SRV'),
          names,
        )
      case 'TXT':
        return checkText(first.name, first.text, names)
      case undefined:
        return []
    }
  })
  return (await Promise.all(checked)).flat()
}

async function checkAlias(name: string, target: string, names: Names): Promise<Cause[]> {
  const [there, wanted] = await Promise.all([names.addresses(name), names.addresses(target)])
  const publish = `Publish: ${recordLine({ type: 'CNAME', name, target })}`
  if (there.kind === 'none') return [{ problem: `${name} has no address in DNS.`, fix: publish }]
  if (there.kind === 'failed' || wanted.kind !== 'found') return []
  const isSame = there.records.some((address) => wanted.records.includes(address))
  return isSame
    ? []
    : [
        {
          problem: `${name} leads to ${there.records.join(', ')}; the settings say ${target} (${wanted.records.join(', ')}).`,
          fix: publish,
        },
      ]
}

async function checkSrv(expected: readonly Srv[], names: Names): Promise<Cause[]> {
  const [first] = expected
  if (first === undefined) return []
  const { name } = first
  const resolved = await names.resolve('SRV', name)
  if (resolved.kind === 'failed') return []
  const isOffered = expected.some(({ target }) => target !== '.')
  const found =
    resolved.kind === 'none'
      ? []
      : resolved.records.map(({ name: target, ...rest }) => ({ ...rest, target: target || '.' }))
  const has = (wanted: Srv) =>
    found.some(
      ({ target, port, priority }) =>
        target.toLowerCase() === wanted.target &&
        port === wanted.port &&
        priority === wanted.priority,
    )
  const missing = isOffered ? expected.filter((one) => !has(one)) : []
  const wanted = ({ target, port }: Omit<Srv, 'name' | 'type'>) =>
    expected.some((one) => one.target === target.toLowerCase() && one.port === port)
  const surplus = found.filter((one) => one.target !== '.' && !wanted(one))
  if (missing.length === 0) return surplus.map((one) => surplusRecord(name, one))
  const instead = found.length === 0 ? 'is missing' : `says ${found.map(srvData).join(' and ')}`
  return [
    {
      problem: `The SRV record ${name} ${instead}; the settings ask for ${missing.map(srvData).join(' and ')}.`,
      fix: `Publish: ${expected.map(recordLine).join('\n')}`,
    },
  ]
}

function srvData({ priority, weight, port, target }: Omit<Srv, 'name' | 'type'>): string {
  return `${priority} ${weight} ${port} ${target}`
}

function surplusRecord(
  name: string,
  { target, port }: Pick<Srv, 'target' | 'port'>,
  fix = 'Remove it: some clients believe SRV records more than anything else.',
): Cause {
  return {
    problem: `The SRV record ${name} leads to ${target}:${port}, and the settings name nothing there.`,
    fix,
  }
}

/** Where no record is asked for, those that lead to none of the hosts that answer for the settings. */
export async function checkAutodiscoverSrv(
  name: string,
  hosts: readonly string[],
  names: Names,
): Promise<Cause[]> {
  const resolved = await names.resolve('SRV', name)
  if (resolved.kind !== 'found') return []
  const isOurs = (target: string) => ['', '.', ...hosts].includes(target.toLowerCase())
  const found = resolved.records.map(async ({ name: target, port }) => {
    if (isOurs(target)) return []
    // That the target is an alias is told for itself.
    const alias = await names.resolve('CNAME', target)
    if (alias.kind === 'found' && alias.records.some(isOurs)) return []
    return [
      surplusRecord(name, { target, port }, 'Remove it: Outlook and Thunderbird may go there.'),
    ]
  })
  return (await Promise.all(found)).flat()
}

/** Records of other purposes stand under the same name: only those that begin alike count. */
async function checkText(name: string, text: string, names: Names): Promise<Cause[]> {
  const resolved = await names.resolve('TXT', name)
  if (resolved.kind === 'failed') return []
  const texts = resolved.kind === 'none' ? [] : resolved.records.map((strings) => strings.join(''))
  if (texts.includes(text)) return []
  const start = text.slice(0, text.indexOf('=') + 1)
  const other = texts.some((one) => one.startsWith(start))
  return [
    {
      problem: `The TXT record ${name} (${start}…) ${other ? 'is another one' : 'is missing'}.`,
      fix: `Publish: ${recordLine({ type: 'TXT', name, text })}`,
    },
  ]
}

/** SRV records of the zone whose target is an alias. */
export async function checkTargets(owners: readonly string[], names: Names): Promise<Cause[]> {
  const found = await Promise.all(
    owners.map(async (name) => {
      const resolved = await names.resolve('SRV', name)
      return resolved.kind !== 'found'
        ? []
        : resolved.records.map(({ name: target, priority, weight, port }) => {
            return { type: 'SRV', name, priority, weight, port, target: target || '.' } as const
          })
    }),
  )
  const findCname = async (name: string) => {
    const resolved = await names.resolve('CNAME', name)
    return resolved.kind === 'found' ? resolved.records[0] : undefined
  }
  const sentences = await aliasTargets(found.flat(), findCname)
  return sentences.map((problem) => ({
    problem,
    fix: 'Resolvers and clients may refuse to follow an alias there (RFC 2782).',
  }))
}

/** The hosts that lead where a name leads that nobody made: a wildcard answers for everything below the domain. */
export async function findWildcard(
  domain: string,
  hosts: readonly string[],
  names: Names,
): Promise<ReadonlySet<string>> {
  const nobody = await names.addresses(`mailconf-doctor-${Date.now().toString(36)}.${domain}`)
  if (nobody.kind !== 'found') return new Set()
  const same = await Promise.all(
    hosts.map(async (host) => {
      const there = await names.addresses(host)
      const isSame =
        there.kind === 'found' && there.records.every((one) => nobody.records.includes(one))
      return isSame ? [host] : []
    }),
  )
  return new Set(same.flat())
}

/** The authorities that may issue for a name (RFC 8659): its own records, or those of the nearest parent that has any. */
export async function authoritiesFor(
  host: string,
  names: Names,
): Promise<{ at: string; authorities: readonly string[] } | undefined> {
  for (let at = host; at.includes('.'); at = at.slice(at.indexOf('.') + 1)) {
    const resolved = await names.resolve('CAA', at)
    if (resolved.kind !== 'found') continue
    const issue = resolved.records.flatMap((record) => record.issue ?? [])
    return {
      at,
      authorities: issue
        .map((text) => text.split(';')[0]?.trim() ?? '')
        .filter((one) => one !== ''),
    }
  }
  return undefined
}
