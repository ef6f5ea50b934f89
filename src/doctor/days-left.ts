// How long certificates are still good for.
import type { TlsSession } from '../probe/certificate.js'
import type { Cause } from './cause.js'

const DAY_MS = 86_400_000
const SOON_MS = 14 * DAY_MS
// Automatic renewal comes before this, also of certificates that are made for days or hours.
const LAST_PART = 0.2

/** Whole days; negative: since when it is not. */
export function daysLeft(validTo: Date): number {
  return Math.floor((validTo.getTime() - Date.now()) / DAY_MS)
}

/** Whether it should have been renewed by now. One that has ended already is a fault, and no concern of this. */
export function endsSoon({ validFrom, validTo }: TlsSession): boolean {
  const left = validTo.getTime() - Date.now()
  const lifetime = validTo.getTime() - validFrom.getTime()
  return left > 0 && left < Math.min(SOON_MS, lifetime * LAST_PART)
}

export function soonEnded(host: string, { validTo }: TlsSession): Cause {
  const days = daysLeft(validTo)
  const time = days === 0 ? 'today or tomorrow' : `in ${days} ${days === 1 ? 'day' : 'days'}`
  return {
    problem: `The certificate of ${host} ends ${time}.`,
    fix: 'See to it that it is renewed automatically.',
  }
}
