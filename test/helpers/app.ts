// The application on a table, closed when the test ends.
import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { type AppOptions, buildApp } from '../../src/http/app.js'
import { createLogger } from '../../src/http/logging.js'
import { createTraffic } from '../../src/http/traffic.js'
import { trustProxies } from '../../src/http/proxy-trust.js'
import type { Table } from '../../src/settings/table.js'

export interface TestApp {
  app: FastifyInstance
  /** Everything logged so far, at the lowest level. */
  log: () => string
  /** Opens a free port on loopback, for what only a socket shows. */
  listen: () => Promise<{ port: number; url: string }>
}

/** `trustProxy` is [] by default: app.inject() comes from 127.0.0.1, name it to play the proxy. */
export async function startApp(
  table: Table,
  { trustProxy = [], ...options }: Partial<AppOptions> & { trustProxy?: string[] } = {},
): Promise<TestApp> {
  let logged = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString()
      done()
    },
  })
  const app = await buildApp({
    table: () => table,
    logger: createLogger('trace', stream),
    logRequests: 'all',
    trustsProxy: trustProxies(trustProxy),
    state: { draining: false, overloaded: false },
    traffic: createTraffic([]),
    credentials: () => undefined,
    rateLimit: 0,
    ...options,
  })
  onTestFinished(() => app.close())
  return {
    app,
    log: () => logged,
    async listen() {
      await app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = app.server.address() as AddressInfo
      return { port, url: `http://127.0.0.1:${port}` }
    },
  }
}
