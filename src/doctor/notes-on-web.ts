// Certificates of web servers that are good today and not for long.
import type { Cause } from './cause.js'
import { daysOfCertificate, endsSoon } from './servers.js'
import type { Visits } from './visits.js'

export function notesOnWeb(visits: Visits): Cause[] {
  const ends = new Map<string, number>()
  for (const { url, outcome } of visits.all()) {
    const tls = outcome.ok ? outcome.tls : undefined
    const days = tls === undefined ? undefined : daysOfCertificate(tls.validTo)
    if (days !== undefined) ends.set(new URL(url).hostname, days)
  }
  return [...ends].map(([host, days]) => endsSoon(host, days))
}
