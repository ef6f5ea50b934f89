// The thread that load-apart.ts starts: reads, checks and sends, one slice whenever one is asked for.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { generalToSlice, slicesOf } from '../settings/table-slices.js'
import { sampleOf } from '../settings/table-sample.js'
import type { LoadRequest, LoadMessage } from './load-apart.js'
import { readAgain, versionOf } from './read-files.js'
import { loadSettings } from './settings-file.js'

// Whoever wrote them wants to see the first ones; `check` has them all.
const MOST_PROBLEMS = 20

const port = parentPort
if (port === null) throw new Error('this is for a thread of its own')
const send = (message: LoadMessage) => {
  port.postMessage(message)
}

async function answer({ file, defaultPublicUrl, known, served }: LoadRequest): Promise<void> {
  const now = await readAgain(known)
  if (versionOf(now) === versionOf(known)) {
    send({ kind: 'unchanged', files: now })
    return
  }
  const { table, problems, files } = await loadSettings(file, defaultPublicUrl)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.length - errors.length
  const version = versionOf(files)
  if (table === undefined) {
    const first = errors.slice(0, MOST_PROBLEMS)
    send({ kind: 'refused', files, problems: first, errors: errors.length, warnings })
    return
  }
  if (version === served) {
    send({ kind: 'served', files })
    return
  }
  send({ kind: 'sound', files, version, warnings, sample: sampleOf(table) })
  for (const slice of slicesOf(table)) {
    await asked()
    send({ kind: 'slice', slice })
  }
  await asked()
  send({ kind: 'end', general: generalToSlice(table) })
}

/** Slices that nobody waits for would be taken all at once. */
async function asked(): Promise<void> {
  await once(port as NonNullable<typeof port>, 'message')
}

await answer(workerData as LoadRequest)
// The port would keep the thread alive.
port.close()
