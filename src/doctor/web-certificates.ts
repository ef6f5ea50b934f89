// The certificate of every web server that was asked over https.
import { isIspdb } from './autoconfig-urls.js'
import { type Cause, causeOfCertificate } from './cause.js'
import { daysLeft, endsSoon, SOON_DAYS } from './days-left.js'
import type { Visits } from './visits.js'

export interface WebCertificate {
  host: string
  daysLeft: number
  /** Why clients refuse it; undefined: they do not. */
  fault?: string
}

export function webCertificates(visits: Visits): WebCertificate[] {
  const byHost = new Map<string, WebCertificate>()
  for (const { url, outcome } of visits.all()) {
    const tls = outcome.ok ? outcome.tls : undefined
    if (tls === undefined || isIspdb(url)) continue
    const host = new URL(url).hostname
    const fault = causeOfCertificate(host, tls, true)?.problem
    byHost.set(host, { host, daysLeft: daysLeft(tls.validTo), ...(fault && { fault }) })
  }
  return [...byHost.values()]
}

/** Good today and not for long. */
export function endingSoon(certificates: readonly WebCertificate[]): Cause[] {
  return certificates
    .filter(({ daysLeft: days, fault }) => fault === undefined && days < SOON_DAYS)
    .map(({ host, daysLeft: days }) => endsSoon(host, days))
}
