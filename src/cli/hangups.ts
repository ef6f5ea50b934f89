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
  process.on('SIGHUP', () => {
    came = true
    // Nobody would find a service that goes on behind a closed window, and the port stays taken.
    if (hadTerminal && !hasTerminal()) process.kill(process.pid, 'SIGTERM')
    else reload?.()
  })
  return {
    follow(listener) {
      reload = listener
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
