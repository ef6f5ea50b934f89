// redirect: somebody else's service answers for a domain. Never one that sends the client back.
import { domainOfHost } from './domain.js'
import type { Path, Report, ReportBelow } from './problems.js'
import type { Redirect } from './schema.js'
import { nameInTable, type ShardedMap } from './sharded-map.js'
import type { Entry, General } from './table.js'

/** A client that is sent to another of our own names would be sent on for ever. */
export function refuseLoops(
  name: string,
  redirect: Redirect,
  { publicUrl, autodiscoverUrl }: General,
  error: ReportBelow,
): void {
  const ownHosts = [publicUrl, autodiscoverUrl.replaceAll('%EMAILDOMAIN%', name)].map(hostOf)
  for (const [format, target] of Object.entries(redirect)) {
    if (target === undefined) continue
    const host = hostOf(target)
    const domain = domainOfHost(host) ?? host
    const isSame = domain === name || (name.startsWith('*.') && domain.endsWith(name.slice(1)))
    if (isSame) error('leads back to the same domain', 'redirect', format)
    else if (ownHosts.includes(host)) error('leads back to this service', 'redirect', format)
  }
}

export interface RedirectedName {
  name: string
  redirect: Redirect
  path: Path
}

/** Two domains of ours that send a client to each other, or several in a circle. */
export function refuseCircles(
  redirected: readonly RedirectedName[],
  names: ShardedMap<Entry>,
  report: Report,
): void {
  for (const { name: start, redirect, path } of redirected) {
    for (const format of Object.keys(redirect) as (keyof Redirect)[]) {
      const way = [start]
      for (let next = nextName(start, format, names); next !== undefined;) {
        const isClosed = way.includes(next)
        way.push(next)
        // Told at each name of the circle, since each can break it; who only leads into one is not to blame.
        if (isClosed && next === start && way.length > 2) {
          const message = `leads in a circle: ${way.join(', ')}`
          report({ severity: 'error', path: [...path, format], message })
        }
        if (isClosed) break
        next = nextName(next, format, names)
      }
    }
  }
}

/** The name of ours, itself redirected, that a redirect leads to. */
function nextName(
  name: string,
  format: keyof Redirect,
  names: ShardedMap<Entry>,
): string | undefined {
  const entry = names.get(name)
  const target = entry?.kind === 'redirect' ? entry.redirect[format] : undefined
  const domain = target === undefined ? undefined : domainOfHost(hostOf(target))
  const next = domain === undefined ? undefined : nameInTable(domain, names)
  return next !== undefined && names.get(next)?.kind === 'redirect' ? next : undefined
}

function hostOf(url: string): string {
  return new URL(url).hostname
}
