// One poll after the other; sooner after a failure, and never two at a time.

export interface Polling {
  /** Resolves after the first success, or when it has taken too long. */
  start(): Promise<void>
  /** Polls now rather than in a few seconds. */
  hurry: () => void
  stop(): void
}

const START_WITHIN_MS = 3000

const EVERY_MS = 5000
const RETRY_MS = { first: 200, last: 5000 }

/** `failed` hears why a poll did not succeed. */
export function keepPolling(poll: () => Promise<void>, failed: (error: unknown) => void): Polling {
  let timer: NodeJS.Timeout | undefined
  let retry = RETRY_MS.first
  let hurries = 0
  let isRunning = false
  let isStopped = false
  let started: () => void = () => undefined

  const next = (after: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void run(), after * (0.8 + Math.random() * 0.4))
  }
  const run = async () => {
    isRunning = true
    const before = hurries
    try {
      await poll()
      retry = RETRY_MS.first
      started()
      next(hurries === before ? EVERY_MS : 0)
    } catch (error) {
      failed(error)
      next(retry)
      retry = Math.min(retry * 2, RETRY_MS.last)
    } finally {
      isRunning = false
    }
  }
  return {
    async start() {
      const first = new Promise<void>((resolve) => {
        started = resolve
      })
      const late = new AbortController()
      const tooLong = new Promise<void>((resolve) => {
        const waiting = setTimeout(resolve, START_WITHIN_MS)
        late.signal.addEventListener('abort', () => {
          clearTimeout(waiting)
        })
      })
      void run()
      await Promise.race([first, tooLong])
      late.abort()
    },
    hurry() {
      hurries += 1
      if (!isRunning) next(0)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
