// What the process is doing, as hooks and readiness read it: plain flags, so that a request costs nothing.

export interface ServiceState {
  /** Going down: still answering, but telling everybody to reconnect elsewhere. */
  draining: boolean
  /** Too far behind: new requests are refused before the queue grows. */
  overloaded: boolean
}

const CHECK_EVERY_MS = 100
const LONGEST_DELAY_MS = 500

export interface WatchedState extends ServiceState {
  close(): void
}

/**
 * Keeps `overloaded` up to date from how late a timer comes. Not from Node's histogram of the loop's delay:
 * that stays empty just when every turn of the loop takes longer than the time between two looks at it.
 */
export function watchState(): WatchedState {
  const state: WatchedState = {
    draining: false,
    overloaded: false,
    close() {
      clearInterval(timer)
    },
  }
  let last = performance.now()
  let wasLate = false
  const timer = setInterval(() => {
    const now = performance.now()
    const isLate = now - last - CHECK_EVERY_MS > LONGEST_DELAY_MS
    // One long pause is over when it is seen; only a delay that lasts is overload.
    state.overloaded = isLate && wasLate
    wasLate = isLate
    last = now
  }, CHECK_EVERY_MS)
  timer.unref()
  return state
}
