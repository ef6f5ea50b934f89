// A load process as the scenarios see it.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Target } from './ask.js'
import { emptyTally, type Tally } from './tally.js'

export interface Load {
  targets: readonly Target[]
  /** Customers from 0 up to this one are asked for. */
  customers: number
  of: 'known' | 'unknown'
  /** A fifth of all requests is nonsense. */
  noise: boolean
  /** Requests a second; or as many clients, each with a pause between two requests. */
  rate?: number
  keepAlive?: number
  oneShot?: number
  pauseMs?: number
}

interface Allowed {
  first: number
  last: number
  versions: readonly number[]
}

export type ToLoad = { load: Load } | { stop: true } | { allow: Allowed }
export type FromLoad =
  { warm: true } | { allowed: true } | { tally: Tally } | { ended: Tally } | { failed: string }

export interface RunningLoad {
  /** As it was a second ago at most. */
  tally(): Tally
  /** These versions are right for these customers from when it resolves. */
  allow(allowed: Allowed): Promise<void>
  stop(): Promise<Tally>
}

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url))

/** Resolves when all known customers have been asked for once, and the load has begun. */
export async function startLoad(load: Load): Promise<RunningLoad> {
  const child = fork(PROCESS, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let last = emptyTally()
  child.on('message', (message: FromLoad) => {
    if ('tally' in message) last = message.tally
  })
  const send = (message: ToLoad) => {
    child.send(message)
  }
  send({ load })
  await told(child, 'warm')
  return {
    tally: () => last,
    async allow(allowed) {
      const done = told(child, 'allowed')
      send({ allow: allowed })
      await done
    },
    async stop() {
      const end = told(child, 'ended')
      send({ stop: true })
      const message = await end
      child.disconnect()
      return 'ended' in message ? message.ended : last
    },
  }
}

function told(child: ChildProcess, what: 'warm' | 'allowed' | 'ended'): Promise<FromLoad> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      child.off('message', hear)
      child.off('exit', exited)
      settle()
    }
    const hear = (message: FromLoad) => {
      if (what in message) {
        finish(() => {
          resolve(message)
        })
      } else if ('failed' in message) {
        const { failed } = message
        finish(() => {
          reject(new Error(failed))
        })
      }
    }
    const exited = () => {
      finish(() => {
        reject(new Error('the load process ended'))
      })
    }
    child.on('message', hear)
    child.on('exit', exited)
  })
}
