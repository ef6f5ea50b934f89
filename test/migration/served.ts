// What the application answers with imported settings.
import { expect } from 'vitest'
import { parseXml, type XmlElement } from '../../src/format/xml-document.js'
import { ask } from '../protocols/autoconfig/ask.js'
import { startApp } from '../helpers/app.js'
import { tableOf } from '../helpers/settings.js'

export async function served(settings: string, domain: string): Promise<XmlElement> {
  const app = await startApp(await tableOf(settings))
  const { status, body } = await ask(app, { target: `/v1.1/${domain}` })
  expect(status).toBe(200)
  return read(body)
}

export function read(text: string | Uint8Array): XmlElement {
  const parsed = parseXml(Buffer.from(text))
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.root
}
