// SIGHUP: from an admin, to have the settings read again; from a terminal that is closed, to end.
import { closeSync, openSync } from 'node:fs'
import process from 'node:process'

export interface Hangups {
  /** Calls this at each SIGHUP, and now if one came before. */
  follow: (reload: () => void) => void
}

/** From the start on: without a listener, SIGHUP ends the process. */
export function listenForHangups(): Hangups {
  let reload: (() => void) | undefined
  let came = false
  const hadTerminal = hasTerminal()
  const listener = () => {
    came = true
    if (hadTerminal && !hasTerminal()) end()
    else reload?.()
  }
  // Nobody would find a service that goes on behind a closed window, and its port would stay taken. By the signal
  // itself: on its way out, Node waits for ever for a terminal that is gone.
  const end = () => {
    process.removeListener('SIGHUP', listener)
    process.kill(process.pid, 'SIGHUP')
  }
  process.on('SIGHUP', listener)
  return {
    follow(follower) {
      reload = follower
      if (came) reload()
    },
  }
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return false
  }
}
