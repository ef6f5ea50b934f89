// Progress on a terminal, for whatever takes more than two seconds.
import type { Output } from './command.js'

const AFTER_MS = 2000
const EVERY_MS = 250

export interface SlowProgress {
  /** Shows a line, unless it is too early or the last one is too young. */
  show(line: () => string): void
  /** Takes the line away: before anything else is written, and at the end. */
  clear(): void
}

export function slowProgress({ progress }: Output): SlowProgress {
  let next = Date.now() + AFTER_MS
  let isShown = false
  return {
    show(line) {
      if (progress === undefined || Date.now() < next) return
      next = Date.now() + EVERY_MS
      isShown = true
      progress(line())
    },
    clear() {
      if (isShown) progress?.('')
      isShown = false
    },
  }
}
