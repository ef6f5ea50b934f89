// What the application answers with imported settings.
import { expect } from 'vitest'
import { parseXml } from '../../src/format/read-xml-document.js'
import type { XmlElement } from '../../src/format/xml-document.js'
import { startApp } from '../helpers/app.js'
import { tableOf } from '../helpers/settings.js'

export async function served(settings: string, domain: string): Promise<XmlElement> {
  const { app } = await startApp(await tableOf(settings), { oddSettings: true })
  const { statusCode, payload } = await app.inject(`/v1.1/${domain}`)
  expect(statusCode).toBe(200)
  return read(payload)
}

export function read(text: string | Uint8Array): XmlElement {
  const parsed = parseXml(Buffer.from(text))
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.root
}

/** The domains of a document, as they are written. */
export function domainsIn(root: XmlElement): string[] {
  const [provider] = (root.children ?? []).filter(({ element }) => element === 'emailProvider')
  return (provider?.children ?? []).flatMap(({ element, text }) =>
    element === 'domain' ? [text ?? ''] : [],
  )
}
