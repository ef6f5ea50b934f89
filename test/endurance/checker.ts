// Tells right answers from wrong ones: what a customer gets is one version of that customer's settings, whole.
import { domainOf, portOf } from './customers.js'
import type { Kind } from './questions.js'

export interface Checker {
  /** From now on these versions are right for this customer; what was asked before may still be of an older one. */
  allow(customer: number, versions: readonly number[]): void
  /** To call before the request is sent; gives what to do with the answer: what is wrong with it, if anything. */
  expect(kind: Kind, customer: number): (body: string) => string | undefined
}

const START = [0]

/** The first answer of a version is kept, and every other must be the same, byte for byte. */
export function createChecker(): Checker {
  const allowed = new Map<number, readonly number[]>()
  const kept = new Map<string, string>()

  const isKept = (kind: Kind, customer: number, version: number | undefined, body: string) => {
    const key = (of: number | undefined) => `${kind} ${customer} ${of ?? ''}`
    const before = kept.get(key(version))
    if (before !== undefined) return before === body
    kept.set(key(version), body)
    const first = kept.get(key(0))
    // Codes to scan and digests hold the port in another form.
    if (version === undefined || first === undefined || kind === 'page' || kind === 'profile') {
      return true
    }
    return first.replaceAll(`${portOf(0)}`, `${portOf(version)}`) === body
  }

  return {
    allow(customer, versions) {
      allowed.set(customer, versions)
    },
    expect(kind, customer) {
      const before = allowed.get(customer) ?? START
      return (body) => {
        const versions = [...new Set([...before, ...(allowed.get(customer) ?? START)])]
        const hosts = new Set(body.match(/\b(?:imap|smtp)\.\w+\.example\b/g))
        const isOwn = [...hosts].every((host) => host.split('.')[1] === `${customer}`)
        if (!isOwn) return "another customer's answer"
        if (kind === 'json') {
          if (!body.includes(domainOf(customer))) return 'an answer without the domain'
          return isKept(kind, customer, undefined, body) ? undefined : 'another answer than before'
        }
        if (hosts.size === 0) return 'an answer without servers'
        const ports = [...new Set(body.match(/(?<=[>:\s])1\d{4}(?=[<\s])/g))]
        const found = versions.filter((version) => ports.includes(`${portOf(version)}`))
        const [version] = found
        if (version === undefined) return 'an answer that is too old, or of nobody'
        if (found.length > 1 || ports.length > 1) return 'a mixture of two versions'
        return isKept(kind, customer, version, body) ? undefined : 'another answer than before'
      }
    },
  }
}
