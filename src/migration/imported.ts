// What one document says, on its way into the settings.
import { parseXml } from '../format/read-xml-document.js'
import type { XmlElement } from '../format/xml-document.js'
import { clientConfig } from '../protocols/autoconfig/document.js'
import { parseClientConfig } from '../protocols/autoconfig/parse.js'
import { buildTable } from '../settings/build-table.js'
import { parseDomain } from '../settings/domain.js'
import { resolveProvider } from '../settings/provider.js'
import type { WrittenProvider } from '../settings/schema.js'
import type { Findings } from './findings.js'

export interface ImportedDocument {
  /** What people call it: a file, a URL. */
  name: string
  /** As the document states it, its own domains included. */
  provider: WrittenProvider
  /** What is to be served for it again. */
  expected: XmlElement
}

/** Octets that should be a clientConfig document. What settings never hold is noted; garbage is a problem. */
export function readDocument(
  name: string,
  bytes: Uint8Array,
  findings: Findings,
): ImportedDocument | undefined {
  const refuse = (why: string) => {
    findings.problem(name, `not imported: ${why}`)
  }
  const xml = parseXml(bytes)
  if (!xml.ok) {
    refuse(firstLine(xml.message))
    return undefined
  }
  const parsed = parseClientConfig(xml.root)
  if (!parsed.ok) {
    refuse(parsed.message)
    return undefined
  }
  const { provider, lost } = parsed
  const rendered = renderedAgain(provider)
  const error = errorIn(provider)
  if (rendered === undefined || error !== undefined) {
    refuse(error ?? 'it names no mail server')
    return undefined
  }
  for (const message of new Set(lost)) findings.note(name, message)
  for (const { element, text = '' } of provider.extensions ?? []) {
    if (element !== 'domain') continue
    findings.note(name, `"${text}" stays in the document, and is not hosted`)
  }
  return { name, provider, expected: lost.length === 0 ? xml.root : rendered }
}

/** Why no settings could hold a provider: it would keep all others from being loaded. */
export function errorIn(provider: WrittenProvider): string | undefined {
  let found: string | undefined
  // Nothing of these is asked for.
  const beside = { publicUrl: 'https://localhost', images: new Map(), resolvePath: String }
  buildTable({ providers: { it: provider } }, beside, ({ severity, message }) => {
    if (severity === 'error') found ??= message
  })
  return found
}

function renderedAgain(written: WrittenProvider): XmlElement | undefined {
  const resolved = resolveProvider(
    '',
    written,
    () => [],
    () => undefined,
  )
  return clientConfig(resolved, { defaultId: '', domains: resolved.domains })
}

/** The provider's own domains, in A-labels, each once. */
export function ownDomains({ domains = [] }: WrittenProvider): string[] {
  const names = domains.map((one) => parseDomain(typeof one === 'string' ? one : one.name))
  return [...new Set(names.filter((name) => name !== undefined))]
}

/** A document without some of its domains. */
export function withoutDomains(
  { name, provider, expected }: ImportedDocument,
  lost: ReadonlySet<string>,
): ImportedDocument {
  const isLost = (text: string) => lost.has(parseDomain(text) ?? '')
  const { domains = [] } = provider
  return {
    name,
    provider: {
      ...provider,
      domains: domains.filter((one) => !isLost(typeof one === 'string' ? one : one.name)),
    },
    expected: {
      ...expected,
      children: expected.children?.map((child) =>
        child.element === 'emailProvider'
          ? { ...child, children: child.children?.filter((one) => !isDomain(one, isLost)) }
          : child,
      ),
    },
  }
}

function isDomain({ element, text = '' }: XmlElement, isLost: (text: string) => boolean): boolean {
  return element === 'domain' && isLost(text)
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text
}
