// Loads changed settings while the service goes on: in a thread of its own, which sends the table in slices.
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { LocatedProblem } from '../settings/problems.js'
import type { MemoryTable } from '../settings/table.js'
import type { TableChange } from '../settings/table-change.js'
import { assembleTable, type SlicedGeneral, type TableSlice } from '../settings/table-slices.js'
import { type ReadFile, wereWritten } from './read-files.js'

export interface LoadRequest {
  file: string
  defaultPublicUrl: string
  /** What the last load read. */
  known: readonly ReadFile[]
  /** The version that is served. */
  served: string
}

interface Sound {
  files: readonly ReadFile[]
  version: string
  warnings: number
  /** Names to try the table with. */
  sample: readonly string[]
}

export type LoadedApart =
  /** Nothing that the last load read says anything else. */
  | { kind: 'unchanged'; files: readonly ReadFile[] }
  /** It was something else in between, and is again what is served. */
  | { kind: 'served'; files: readonly ReadFile[] }
  /** `problems`: the first errors. */
  | {
      kind: 'refused'
      files: readonly ReadFile[]
      problems: readonly LocatedProblem[]
      errors: number
      warnings: number
    }
  /** Somebody wrote while it was read: it may be a mixture. */
  | { kind: 'unsettled' }
  | (Sound & { kind: 'loaded'; table: MemoryTable; change: TableChange })

/** What the thread says; it waits for any message before each slice and before the end. */
export type LoadMessage =
  | Exclude<LoadedApart, { kind: 'loaded' | 'unsettled' }>
  | (Sound & { kind: 'sound' })
  | { kind: 'slice'; slice: TableSlice }
  | { kind: 'end'; general: SlicedGeneral }

const THREAD = new URL('./loading-thread.js', import.meta.url)

/**
 * Reads what the settings are now; `previous` is the table that is served, for what changed. Holds up nobody for
 * longer than a slice takes. Throws when the thread fails, for lack of memory for instance.
 */
export async function loadApart(
  request: LoadRequest,
  previous: MemoryTable,
  stop: AbortSignal,
  thread: URL = THREAD,
): Promise<LoadedApart> {
  stop.throwIfAborted()
  const worker = new Worker(thread, { workerData: request })
  const done = new AbortController()
  const messages = receive(worker, stop, done.signal)
  try {
    const first = await messages.next()
    if (first.kind === 'slice' || first.kind === 'end') throw new Error('a load without a start')
    if (first.kind !== 'unchanged' && (await wereWritten(first.files))) return { kind: 'unsettled' }
    if (first.kind !== 'sound') return first
    const assembly = assembleTable(previous)
    for (;;) {
      worker.postMessage('next')
      const message = await messages.next()
      if (message.kind === 'end') {
        return { ...first, kind: 'loaded', ...assembly.finish(message.general) }
      }
      if (message.kind !== 'slice') throw new Error('a load that starts twice')
      assembly.add(message.slice)
      await yieldToOthers()
    }
  } finally {
    done.abort()
    await worker.terminate()
  }
}

/** One message after the other; rejects when the thread ends before, or is to stop. */
function receive(
  worker: Worker,
  stop: AbortSignal,
  done: AbortSignal,
): { next(): Promise<LoadMessage> } {
  const arrived: LoadMessage[] = []
  let failure: Error | undefined
  let wake: () => void = () => undefined
  const fail = (error: Error) => {
    failure ??= error
    wake()
  }
  worker.on('message', (message: LoadMessage) => {
    arrived.push(message)
    wake()
  })
  worker.on('error', fail)
  worker.on('exit', () => {
    fail(new Error('the thread ended early'))
  })
  const stopped = () => {
    fail(new Error('the service stops'))
  }
  stop.addEventListener('abort', stopped, { signal: done })
  return {
    async next() {
      for (;;) {
        const message = arrived.shift()
        if (message !== undefined) return message
        if (failure !== undefined) throw failure
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
