// The connections that requests wait for: few, and none of them for long.
import type { Pool, PoolConfig, QueryResultRow } from 'pg'

export type Query = <Row extends QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>

export interface ReadingPool {
  query: Query
  close(): Promise<void>
}

/** `heard`: seconds that each query took, whether or not it succeeded. */
export async function openPool(
  url: string,
  heard: (seconds: number) => void,
): Promise<ReadingPool> {
  const { default: pg } = await import('pg')
  const config: PoolConfig = {
    ...CONNECTION,
    connectionString: url,
    max: CONNECTIONS,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1800,
  }
  const pool: Pool = new pg.Pool(config)
  // Without a listener, an idle connection that breaks ends the process.
  pool.on('error', () => undefined)
  let closing: Promise<void> | undefined
  return {
    async query<Row extends QueryResultRow>(sql: string, values: unknown[] = []) {
      const started = performance.now()
      try {
        // Without a name: prepared statements break behind a pooler.
        return (await pool.query<Row>(sql, values)).rows
      } finally {
        heard((performance.now() - started) / 1000)
      }
    },
    close: () => (closing ??= pool.end()),
  }
}

/** As many queries are answered at once. */
export const CONNECTIONS = 4

/** Of every connection of the service. A server that swallows packets is given up after these times. */
export const CONNECTION = {
  connectionTimeoutMillis: 1000,
  query_timeout: 1500,
  statement_timeout: 1200,
  keepAlive: true,
  application_name: 'mailconf',
} as const
