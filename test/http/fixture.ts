// One table for this folder, and requests in the three dialects. The table never changes.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { fileURLToPath } from 'node:url'
import type { MemoryTable } from '../../src/settings/table.js'
import { loadSettings } from '../../src/store/settings-file.js'

const FILE = fileURLToPath(new URL('settings.yaml', import.meta.url))
const loaded = await loadSettings(FILE, 'https://cfg.house.example')
if (loaded.table === undefined) throw new Error(JSON.stringify(loaded.problems))

export const table: MemoryTable = loaded.table

export const AUTOCONFIG = '/mail/config-v1.1.xml'
export const WELL_KNOWN = '/.well-known/autoconfig/mail/config-v1.1.xml'
export const POX = '/autodiscover/autodiscover.xml'
export const JSON_V2 = '/autodiscover/autodiscover.json'
export const PACC = '/.well-known/user-agent-configuration.json'

/** Names that nobody hosts: what is asked for must then come from elsewhere in the request. */
export const FOREIGN_HOST = 'nobody.invalid'

const REQUEST_SCHEMA =
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006'
const RESPONSE_SCHEMA =
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'

/** The body that Outlook sends. `address` is XML already, so that it may be hostile. */
export function poxBody(address: string, prolog = ''): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?>${prolog}<Autodiscover xmlns="${REQUEST_SCHEMA}">` +
    `<Request><EMailAddress>${address}</EMailAddress>` +
    `<AcceptableResponseSchema>${RESPONSE_SCHEMA}</AcceptableResponseSchema>` +
    '</Request></Autodiscover>'
  )
}

export async function post(
  app: FastifyInstance,
  payload: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: POX,
    headers: { host: FOREIGN_HOST, 'content-type': 'text/xml', ...headers },
    payload: Buffer.from(payload),
  })
}

/** `query` as it goes over the wire. */
export async function get(
  app: FastifyInstance,
  url: string,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'GET', url, headers: { host: FOREIGN_HOST, ...headers } })
}

/** What two answers to the same question may differ in: the clock. */
export function withoutTime(text: string): string {
  return text.replace(/ Time="[^"]*"/, '')
}
