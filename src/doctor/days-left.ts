// How long certificates are still good for.
import type { Cause } from './cause.js'

const DAY_MS = 86_400_000

/** Automatic renewal comes before this, at half or two thirds of the shortest lifetimes. */
export const SOON_DAYS = 14

/** Whole days; negative: since when it is not. */
export function daysLeft(validTo: Date): number {
  return Math.floor((validTo.getTime() - Date.now()) / DAY_MS)
}

export function endsSoon(host: string, days: number): Cause {
  return {
    problem: `The certificate of ${host} ends in ${days} ${days === 1 ? 'day' : 'days'}.`,
    fix: 'See to it that it is renewed automatically.',
  }
}
