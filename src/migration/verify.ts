// Whether the settings that came out say what went in: every document is compared with what would be served for it.
import { createHash } from 'node:crypto'
import { canonicalJson } from '../format/canonical-json.js'
import { type Difference, differences } from '../protocols/autoconfig/equality.js'
import { clientConfig } from '../protocols/autoconfig/document.js'
import { resolveProvider } from '../settings/provider.js'
import type { WrittenProvider } from '../settings/schema.js'
import type { MemoryTable } from '../settings/table.js'
import type { CollectedProvider } from './collection.js'
import { tidied } from './factor.js'
import type { Findings } from './findings.js'
import { ownDomains } from './imported.js'

const SHOWN = 5

/** `table`: of the settings as they were written. Every difference is a problem of its document. */
export function verify(
  providers: readonly CollectedProvider[],
  table: MemoryTable,
  findings: Findings,
): void {
  for (const { key, document } of providers) {
    if (document === undefined) continue
    const { name, provider, expected } = document
    const served = table.providers.get(key)
    const [firstDomain = ''] = ownDomains(provider)
    const domains = served?.domains ?? []
    const answer = served && clientConfig(served, { defaultId: firstDomain, domains })
    const found =
      answer === undefined
        ? [{ path: 'clientConfig', left: '', right: undefined }]
        : differences(expected, answer)
    for (const one of found.slice(0, SHOWN)) {
      findings.problem(name, `would not be served as it is: ${describe(one)}`)
    }
  }
}

function describe({ path, left, right }: Difference): string {
  if (right === undefined) return `${path} would be missing`
  if (left === undefined) return `${path} would be added`
  return `${path} would be another`
}

/** The same for domains that are mapped to a provider: `meanings` holds what was found out of each. */
export function verifyMapped(
  meanings: ReadonlyMap<string, string>,
  mapped: ReadonlyMap<string, unknown>,
  table: MemoryTable,
  findings: Findings,
): void {
  for (const [domain, meaning] of meanings) {
    if (!mapped.has(domain)) continue
    const entry = table.find(domain)
    const served =
      entry?.kind === 'settings' ? digest({ ...entry.provider, key: '', domains: [] }) : ''
    if (served !== meaning) findings.problem(domain, 'would not be served as it was found')
  }
}

/** A digest of everything that a provider says, however it is written. */
export function meaningOf(provider: WrittenProvider): string {
  const { domains: _, ...others } = tidied(provider)
  return digest(
    resolveProvider(
      '',
      others,
      () => [],
      () => undefined,
    ),
  )
}

function digest(value: object): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64')
}
