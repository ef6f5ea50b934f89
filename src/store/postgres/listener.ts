// LISTEN on a connection of its own. What it hears is a hint; when it is deaf, settings change a few seconds later.
import type { Client } from 'pg'
import { CONNECTION } from './pool.js'

export interface Listener {
  /** How often the connection was made anew. */
  reconnects(): number
  close(): void
}

const HEARTBEAT_MS = 10_000
const RETRY_MS = { first: 200, last: 5000 }
// A replica takes no LISTEN.
const DEAF_RETRY_MS = 60_000

/**
 * `hint` is called at every notification, and when it listens again: what was said meanwhile is gone. Also when the
 * connection ends, so that a database that is away is noticed.
 */
export function startListener(url: string, hint: () => void): Listener {
  let isClosed = false
  let made = 0
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let wait = RETRY_MS.first

  const again = (after: number) => {
    clearTimeout(timer)
    if (isClosed) return
    timer = setTimeout(() => void connect(), after * (0.75 + Math.random() / 2))
  }
  const retryLater = () => {
    again(wait)
    wait = Math.min(wait * 2, RETRY_MS.last)
  }
  const drop = (mine: Client) => {
    if (client !== mine) return
    client = undefined
    // A connection that swallows packets would never end by itself.
    void mine.end().catch(() => undefined)
    if (!isClosed) hint()
    retryLater()
  }
  const beat = (mine: Client) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      mine.query('SELECT 1').then(
        () => {
          if (client === mine) beat(mine)
        },
        () => {
          drop(mine)
        },
      )
    }, HEARTBEAT_MS)
  }
  const connect = async () => {
    const { default: pg } = await import('pg')
    let mine: Client
    try {
      // Reads the certificates that the URL names.
      mine = new pg.Client({ ...CONNECTION, connectionString: url })
    } catch {
      hint()
      retryLater()
      return
    }
    client = mine
    mine.on('error', () => {
      drop(mine)
    })
    mine.on('end', () => {
      drop(mine)
    })
    mine.on('notification', hint)
    try {
      await mine.connect()
      await mine.query('LISTEN mailconf_settings')
    } catch (error) {
      const isReplica = (error as { code?: string }).code === '25006'
      if (isReplica) wait = DEAF_RETRY_MS
      drop(mine)
      return
    }
    made += 1
    wait = RETRY_MS.first
    hint()
    beat(mine)
  }
  void connect()
  return {
    reconnects: () => Math.max(0, made - 1),
    close() {
      isClosed = true
      clearTimeout(timer)
      void client?.end().catch(() => undefined)
    },
  }
}
