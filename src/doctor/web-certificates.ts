// The certificate of every web server that was asked over https.
import { isIspdb } from './search/autoconfig-urls.js'
import { type Cause, causeOfCertificate } from './cause.js'
import { daysLeft, endsSoon, soonEnded } from './days-left.js'
import type { Visits } from './search/visits.js'

export interface WebCertificate {
  host: string
  daysLeft: number
  /** Why clients refuse it; undefined: they do not. */
  fault?: string
}

export interface WebCertificates {
  all: readonly WebCertificate[]
  /** Those that are good today and not for long. */
  notes: readonly Cause[]
}

export function webCertificates(visits: Visits): WebCertificates {
  const byHost = new Map<string, WebCertificate>()
  const notes = new Map<string, Cause>()
  for (const { url, outcome } of visits.all()) {
    const tls = outcome.ok ? outcome.tls : undefined
    if (tls === undefined || isIspdb(url)) continue
    const host = new URL(url).hostname
    const fault = causeOfCertificate(host, tls, true)?.problem
    byHost.set(host, { host, daysLeft: daysLeft(tls.validTo), ...(fault && { fault }) })
    if (fault === undefined && endsSoon(tls)) notes.set(host, soonEnded(host, tls))
  }
  return { all: [...byHost.values()], notes: [...notes.values()] }
}
