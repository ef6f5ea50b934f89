// SRV records that lead to an alias: resolvers may refuse to follow them (RFC 2782, "Target").
import type { DnsRecord } from './record.js'

/** A sentence for each target that `findCname` knows as an alias. */
export async function aliasTargets(
  records: readonly DnsRecord[],
  findCname: (name: string) => Promise<string | undefined>,
): Promise<string[]> {
  const targets = records.flatMap((record) =>
    record.type === 'SRV' && record.target !== '.' ? record.target : [],
  )
  const sentences = [...new Set(targets)].map(async (target) => {
    const canonical = await findCname(target)
    return canonical === undefined
      ? []
      : [`SRV records lead to ${target}, which is an alias of ${canonical}: write that name.`]
  })
  return (await Promise.all(sentences)).flat()
}
