// Entity tags of compiled answers, and whether a client has the answer already (RFC 9110, 8.8.3 and 13.1.2).
import type { Template } from '../format/template.js'

/** Strong: what a template and the domain in its slots give is the same bytes on every machine. */
export function etagFor(template: Template, domain: string): string {
  return template.rest.length === 0 ? `"${template.digest}"` : `"${template.digest}.${domain}"`
}

/**
 * The list in If-None-Match may hold `*` and weak tags. No pattern splits it: one that takes in blanks
 * looks at a long run of them again and again.
 */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  return (
    ifNoneMatch.trim() === '*' ||
    ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  )
}
