// Keeps the snapshot up to date while the service runs, and reads it at the start.
import { whyUnreadable } from '../regular-file.js'
import { readSnapshot, type Snapshot, writeSnapshot } from './snapshot.js'

export interface Snapshots {
  /** Undefined where there is none, or none that can be used. */
  read(): Promise<Snapshot | undefined>
  /** What is known is no longer what stands in the file. */
  outdate(): void
  /** From now on the file is written whenever it is outdated, but not all the time. */
  start(): void
  /** Writes it for the last time. */
  close(): Promise<void>
}

const EVERY_MS = 60_000

/** `take` gives what is known; undefined: nothing worth keeping yet. `warn` hears a sentence. Without a file: does nothing. */
export function keepSnapshots(
  file: string | undefined,
  take: () => Snapshot | undefined,
  warn: (message: string) => void,
): Snapshots {
  if (file === undefined) return NO_SNAPSHOTS
  let isWritten = true
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  /** One after the other: they use the same temporary file. */
  const write = () => (writing = writing.then(writeOutdated))
  const writeOutdated = async () => {
    const snapshot = isWritten ? undefined : take()
    if (snapshot === undefined) return
    isWritten = true
    await writeSnapshot(file, snapshot).catch((error: unknown) => {
      isWritten = false
      warn(`SNAPSHOT_PATH: the file cannot be written: ${whyUnreadable(error)}`)
    })
  }
  return {
    read: () =>
      readSnapshot(file).catch((error: unknown) => {
        // Nothing was known yet.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
          warn(`SNAPSHOT_PATH: the file is not used: ${whyUnreadable(error)}`)
        }
        return undefined
      }),
    outdate() {
      isWritten = false
    },
    start() {
      timer = setInterval(() => void write(), EVERY_MS).unref()
    },
    async close() {
      clearInterval(timer)
      await write()
    },
  }
}

const NO_SNAPSHOTS: Snapshots = {
  read: () => Promise.resolve(undefined),
  outdate: () => undefined,
  start: () => undefined,
  close: () => Promise.resolve(),
}
