// How long certificates are still good for.
import type { Cause } from './cause.js'

const DAY_MS = 86_400_000
const SOON_MS = 14 * DAY_MS
// Automatic renewal comes before this, also of certificates that are made for days or hours.
const LAST_PART = 0.2

interface Validity {
  validFrom: Date
  validTo: Date
}

/** Whole days; negative: since when it is not. */
export function daysLeft(validTo: Date): number {
  return Math.floor((validTo.getTime() - Date.now()) / DAY_MS)
}

/** Whether it should have been renewed by now. One that has ended already is a fault, and no concern of this. */
export function endsSoon({ validFrom, validTo }: Validity): boolean {
  const left = validTo.getTime() - Date.now()
  const lifetime = validTo.getTime() - validFrom.getTime()
  return left > 0 && left < Math.min(SOON_MS, lifetime * LAST_PART)
}

/** `what`: a host, or what else has a certificate. */
export function soonEnded(what: string, { validTo }: Pick<Validity, 'validTo'>): Cause {
  const days = daysLeft(validTo)
  const time = days === 0 ? 'today or tomorrow' : `in ${days} ${days === 1 ? 'day' : 'days'}`
  return {
    problem: `The certificate of ${what} ends ${time}.`,
    fix: 'See to it that it is renewed automatically.',
  }
}
