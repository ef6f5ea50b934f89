// One request, one answer, and on every answer what must always hold.
import { fileURLToPath } from 'node:url'
import type { InjectOptions } from 'fastify'
import { expect } from 'vitest'
import type { AppOptions } from '../../../src/http/app.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { startApp, type TestApp } from '../../helpers/app.js'
import { type Seen, violations } from './invariants.js'

export const PATH = '/autodiscover/autodiscover.json'

/** Never changed, so tests may share it. */
export async function fixtureTable(): Promise<MemoryTable> {
  const file = fileURLToPath(new URL('fixture.yaml', import.meta.url))
  const { table, problems } = await loadSettings(file, 'https://setup.example.net')
  if (table === undefined) throw new Error(JSON.stringify(problems))
  return table
}

export interface Json extends TestApp {
  /** GET by default; a host that hosts nothing unless one is named. */
  ask(url: string, request?: Omit<InjectOptions, 'url'>): Promise<Seen>
}

export async function startJson(
  table: MemoryTable,
  options: Partial<AppOptions> & { trustProxy?: string[] } = {},
): Promise<Json> {
  const started = await startApp(table, options)
  return {
    ...started,
    async ask(url, { method = 'GET', headers, ...request } = {}) {
      const response = await started.app.inject({
        ...request,
        method,
        url,
        headers: { host: 'autodiscover.example.net', ...headers },
      })
      const { statusCode: status, body } = response
      const seen: Seen = { method, status, headers: response.headers, body }
      expect(violations(seen)).toEqual([])
      return seen
    },
  }
}

/** `200 AutodiscoverV1 https://…` or `400 InvalidProtocol`, as rows write what they expect. */
export function said({ status, body }: Seen): string {
  const { Protocol, Url, ErrorCode } = JSON.parse(body) as Record<string, string>
  return ErrorCode === undefined ? `${status} ${Protocol} ${Url}` : `${status} ${ErrorCode}`
}
