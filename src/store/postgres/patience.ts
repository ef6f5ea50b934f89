// How long a request waits for the database.

// Whoever waits looks up from time to time. A process that was busy itself has heard nothing meanwhile either, so
// what counts is how often in a row nothing had come, not for how long.
const LOOK_UP_EVERY_MS = 30
const SILENCES = 5
// Where the database does answer, but has a queue.
const LONGEST_WAIT_MS = 10_000

/**
 * Waits a moment, and on for as long as `isAnswering` says that others got their answers since it was last asked.
 * Undefined: nothing came in time, or the result failed.
 */
export async function waitPatiently<Value>(
  result: Promise<Value>,
  isAnswering: () => boolean,
): Promise<{ value: Value } | undefined> {
  const settled = result.then(
    (value) => ({ value }),
    () => undefined,
  )
  const end = performance.now() + LONGEST_WAIT_MS
  for (let silences = 0; silences < SILENCES && performance.now() < end;) {
    const outcome = await within(settled, LOOK_UP_EVERY_MS)
    if (outcome !== 'late') return outcome
    silences = isAnswering() ? 0 : silences + 1
  }
  return undefined
}

/** What it becomes in time. What has arrived already is in time, however busy the process was. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, 'late'), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
