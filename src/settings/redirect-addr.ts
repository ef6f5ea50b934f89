// redirectAddr: every mailbox of a domain stands for one of another domain.
import { parseDomain } from './domain.js'
import { type PlaceholderValues, replacePlaceholders } from './placeholders.js'
import { parseAddress } from './address.js'
import type { Entry } from './table.js'

export interface MoveTarget {
  /** `%EMAILLOCALPART%`, or one mailbox that takes all, or a mixture of both. */
  localPart: string
  domain: string
}

/** `"%EMAILLOCALPART%@other.example"` or `"all@other.example"`; the domain is a plain name. */
export function parseRedirectAddr(text: string): MoveTarget | undefined {
  const at = text.lastIndexOf('@')
  const localPart = text.slice(0, Math.max(at, 0))
  const domain = parseDomain(text.slice(at + 1))
  if (domain === undefined || localPart === '') return undefined
  const example = parseAddress(`${localPart.replaceAll('%EMAILLOCALPART%', 'x')}@${domain}`)
  return example === undefined || example.localPart.includes('%')
    ? undefined
    : { localPart, domain }
}

/** An entry as it answers for mailboxes that moved there: its placeholders speak of the new address. */
export function moveEntry(target: Entry, { localPart, domain }: MoveTarget): Entry {
  const values: PlaceholderValues = {
    EMAILADDRESS: `${localPart}@${domain}`,
    EMAILLOCALPART: localPart,
    EMAILDOMAIN: domain,
  }
  switch (target.kind) {
    case 'none':
    case 'redirect':
      return target
    case 'moved':
      return { kind: 'moved', address: replacePlaceholders(target.address, values) }
    case 'settings':
      return {
        ...target,
        provider: replaceInside(target.provider, values),
        publishes: 'asked domain',
        address: replacePlaceholders(target.address, values),
        shared: false,
      }
  }
}

function replaceInside<Value>(value: Value, values: PlaceholderValues): Value {
  if (typeof value === 'string') return replacePlaceholders(value, values) as Value
  if (Array.isArray(value)) return value.map((one: unknown) => replaceInside(one, values)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, replaceInside(one as unknown, values)]),
  ) as Value
}
