// What the process is doing, as hooks and readiness read it: plain flags, so that a request costs nothing.
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface ServiceState {
  /** Going down: still answering, but telling everybody to reconnect elsewhere. */
  draining: boolean
  /** Too far behind: new requests are refused before the queue grows. */
  overloaded: boolean
}

const CHECK_EVERY_MS = 500
const LONGEST_DELAY_MS = 500

export interface WatchedState extends ServiceState {
  close(): void
}

/** Keeps `overloaded` up to date from the delay of the event loop. */
export function watchState(): WatchedState {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const state: WatchedState = {
    draining: false,
    overloaded: false,
    close() {
      clearInterval(timer)
      delay.disable()
    },
  }
  const timer = setInterval(() => {
    // One long pause is over when it is seen; only a delay that lasts is overload.
    state.overloaded = delay.percentile(50) / 1e6 > LONGEST_DELAY_MS
    delay.reset()
  }, CHECK_EVERY_MS)
  timer.unref()
  return state
}
