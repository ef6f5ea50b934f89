// Where POX autodiscover is asked ([MS-OXDISCO]; the order differs from client to client).
import { autodiscoverOwner } from '../../dns/pointers.js'
import type { Names } from '../../probe/names.js'

const PATH = '/autodiscover/autodiscover.xml'

export function poxOnDomain(domain: string): string {
  return `https://${domain}${PATH}`
}

export function poxOnOwnName(domain: string, scheme: 'https' | 'http' = 'https'): string {
  return `${scheme}://autodiscover.${domain}${PATH}`
}

/** Of several records the one with the lowest number counts. The port is ignored by all who read it. */
export async function poxBySrv(
  names: Names,
  domain: string,
  lowest: 'priority' | 'weight' = 'priority',
): Promise<string | undefined> {
  const resolved = await names.resolve('SRV', autodiscoverOwner(domain))
  if (resolved.kind !== 'found') return undefined
  const target = resolved.records.toSorted((a, b) => a[lowest] - b[lowest])[0]?.name
  return target === undefined || target === '' || target === '.'
    ? undefined
    : `https://${target}${PATH}`
}

/** JSON, as Microsoft's cloud service asks before anything else. */
export function jsonFromTheCloud(domain: string, email: string): string {
  const query = `Email=${encodeURIComponent(email)}&Protocol=ActiveSync&RedirectCount=1`
  return `https://autodiscover.${domain}/autodiscover/autodiscover.json?${query}`
}
