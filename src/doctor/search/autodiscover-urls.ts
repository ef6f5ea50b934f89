// Where POX autodiscover is asked ([MS-OXDISCO]; the order differs from client to client).
import { autodiscoverOwner } from '../../dns/pointers.js'
import { SERVICE_LABELS } from '../../settings/domain.js'
import { PATHS } from '../../settings/paths.js'
import type { Names } from '../../probe/names.js'

export function poxOnDomain(domain: string): string {
  return `https://${domain}${PATHS.autodiscover}`
}

export function poxOnOwnName(domain: string, scheme: 'https' | 'http' = 'https'): string {
  return `${scheme}://${SERVICE_LABELS.autodiscover}.${domain}${PATHS.autodiscover}`
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
  const url = `https://${target ?? ''}${PATHS.autodiscover}`
  // A record can hold what is no name of a host.
  const isHost = target !== undefined && target !== '' && target !== '.' && URL.canParse(url)
  return isHost ? url : undefined
}

/** JSON, as Microsoft's cloud service asks before anything else. */
export function jsonFromTheCloud(domain: string, email: string): string {
  const query = `Email=${encodeURIComponent(email)}&Protocol=ActiveSync&RedirectCount=1`
  return `https://${SERVICE_LABELS.autodiscover}.${domain}${PATHS.autodiscoverJson}?${query}`
}
