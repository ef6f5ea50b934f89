// Whether the settings that came out say what went in: every document is compared with what would be served for it.
import { type Difference, differences } from '../protocols/autoconfig/equality.js'
import { clientConfig } from '../protocols/autoconfig/document.js'
import type { MemoryTable } from '../settings/table.js'
import type { CollectedProvider } from './collection.js'
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
