// When to read the settings again: after a change, or when told to, and never while somebody is still writing.
import { setTimeout as sleep } from 'node:timers/promises'
import { type ReadFile, stampsOf, wereWritten } from './read-files.js'
import { watchFiles } from './watch-files.js'

export interface SettingsWatch {
  /** Asks for a look at the files, at once or after the one that is going on. */
  trigger: () => void
  /** Ends what is going on. */
  close: () => Promise<void>
}

export type Reloaded =
  /** The files that the settings rest on from now on. */
  | readonly ReadFile[]
  /** Somebody was writing: they are read once more, when that is over. */
  | 'unsettled'
  /** They could not be read at all, and would not be now: the next change is waited for. */
  | 'failed'

/** Reads the settings again and does what follows from it. Never throws. */
export type Reload = (stop: AbortSignal) => Promise<Reloaded>

interface Timing {
  /** How often the files are looked at. */
  everyMs?: number
  /** For how long nobody may have written before they are read: a deployment replaces several, one after the other. */
  quietMs?: number
}

/** `files`: those of the load that is in use. A change since then counts, too. */
export function watchSettings(
  files: readonly ReadFile[],
  reload: Reload,
  { everyMs = 2_000, quietMs = 500 }: Timing = {},
): SettingsWatch {
  const stop = new AbortController()
  const { signal } = stop
  let watched = files
  let wanted = false
  let running: Promise<void> | undefined

  const names = () => [...new Set(watched.map(({ file }) => file))]
  const untilQuiet = async () => {
    for (let before = await stampsOf(names()); ;) {
      await sleep(quietMs, undefined, { signal })
      const now = await stampsOf(names())
      if (now === before) return
      before = now
    }
  }
  const run = async () => {
    while (wanted && !signal.aborted) {
      await untilQuiet()
      wanted = false
      const read = await reload(signal)
      if (read === 'unsettled') wanted = true
      else if (read !== 'failed') await follow(read)
    }
  }
  const trigger = () => {
    wanted = true
    running ??= run()
      // Only the end of the service interrupts it.
      .catch(() => undefined)
      .finally(() => {
        running = undefined
      })
  }
  const follow = async (read: readonly ReadFile[]) => {
    const isOther = read.length !== watched.length || read.some(isNew(watched))
    watched = read
    if (isOther && !signal.aborted) {
      unwatch()
      unwatch = watchFiles(names(), everyMs, trigger)
    }
    // What was written between its being read and being watched.
    if (await wereWritten(watched)) trigger()
  }
  let unwatch = watchFiles(names(), everyMs, trigger)
  void wereWritten(watched).then((written) => {
    if (written && !signal.aborted) trigger()
  })
  return {
    trigger,
    async close() {
      stop.abort()
      unwatch()
      await running
    },
  }
}

function isNew(known: readonly ReadFile[]): (read: ReadFile) => boolean {
  const names = new Set(known.map(({ file }) => file))
  return ({ file }) => !names.has(file)
}
