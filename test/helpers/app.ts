// The application on a table, closed when the test ends.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { expect, onTestFinished } from 'vitest'
import { type AppOptions, buildApp } from '../../src/http/app.js'
import { createLogger } from '../../src/http/logging.js'
import { createTraffic } from '../../src/http/traffic.js'
import { trustProxies } from '../../src/http/proxy-trust.js'
import type { Table } from '../../src/settings/table.js'
import { faultsOf } from './judge-output.js'

export interface TestApp {
  app: FastifyInstance
  /** Everything logged so far, at the lowest level. */
  log: () => string
  /** Opens a free port on loopback, for what only a socket shows. */
  listen: () => Promise<{ port: number; url: string }>
}

export interface TestAppOptions extends Partial<AppOptions> {
  trustProxy?: string[]
  /** The table holds what autoconfig has no word for, or leaves out what it asks for. */
  oddSettings?: boolean
}

/** `trustProxy` is [] by default: app.inject() comes from 127.0.0.1, name it to play the proxy. */
export async function startApp(
  table: Table,
  { trustProxy = [], oddSettings = false, ...options }: TestAppOptions = {},
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
  judgeAnswers(app, oddSettings)
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

/** Whatever a test looks for in an answer: what it gets is sound, or the test fails. */
function judgeAnswers(app: FastifyInstance, oddSettings: boolean): void {
  const inject = app.inject.bind(app) as (options: unknown) => Promise<LightMyRequestResponse>
  app.inject = (async (options: unknown) => {
    const answer = await inject(options)
    const { method = '' } = answer.raw.req
    const { statusCode: status, headers, body, rawPayload: octets } = answer
    expect(faultsOf({ method, status, headers, body, octets, oddSettings })).toEqual([])
    return answer
  }) as typeof app.inject
}
