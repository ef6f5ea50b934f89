// One request, one answer, and on every profile what must always hold.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { fileURLToPath } from 'node:url'
import { parse } from 'plist'
import { expect } from 'vitest'
import type { AppOptions } from '../../../src/http/app.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { startApp, type TestApp } from '../../helpers/app.js'
import { type Dict, isDict, payloadsOf, textViolations, violations } from './vocabulary.js'

export const PATH = '/email.mobileconfig'

const FILE = fileURLToPath(new URL('fixture.yaml', import.meta.url))
const loaded = await loadSettings(FILE, 'https://unused.example')
if (loaded.table === undefined) throw new Error(JSON.stringify(loaded.problems))

/** Never changed, so tests may share it. */
export const table: MemoryTable = loaded.table

export interface Apple extends TestApp {
  /** `query` as it goes over the wire; profiles are checked before they come back. */
  ask(query: string, options?: InjectOptions): Promise<LightMyRequestResponse>
}

export async function startApple(
  options: Partial<AppOptions> & { from?: MemoryTable } = {},
): Promise<Apple> {
  const { from = table, ...others } = options
  const started = await startApp(from, others)
  return {
    ...started,
    async ask(query, more = {}) {
      const url = `${PATH}?${query}`
      const headers = { host: 'setup.example.net' }
      const answer = await started.app.inject({ method: 'GET', url, headers, ...more })
      const isXml = answer.statusCode === 200 && answer.body.startsWith('<?xml')
      if (isXml) profileOf(answer.body)
      return answer
    },
  }
}

/** A profile as Apple's parser would read it; throws, as a device refuses, what the schema does not allow. */
export function profileOf(xml: string): Dict {
  const dict = parse(xml)
  if (!isDict(dict)) throw new Error('no dictionary')
  expect([...textViolations(xml), ...violations(dict)]).toEqual([])
  const payloads = [dict, ...payloadsOf(dict)]
  for (const key of ['PayloadUUID', 'PayloadIdentifier']) {
    expect(new Set(payloads.map((one) => one[key])).size).toBe(payloads.length)
  }
  return dict
}

/** The top level and the mail payload in one, which share no key but the common ones. */
export function mailOf(xml: string): Dict {
  const [mail = {}] = payloadsOf(profileOf(xml))
  return mail
}
