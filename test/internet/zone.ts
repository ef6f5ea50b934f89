// What a resolver would find: records by name and type, names that do not exist, and questions that fail.
import type { DnsRecord } from '../../src/dns/record.js'

export type ZoneRecord =
  | DnsRecord
  | { type: 'A' | 'AAAA'; name: string; address: string }
  | { type: 'NS'; name: string; target: string }
  | { type: 'MX'; name: string; preference: number; target: string }
  | {
      type: 'CAA'
      name: string
      flags?: number
      tag: 'issue' | 'issuewild' | 'iodef'
      value: string
    }
type ZoneRecordType = ZoneRecord['type']

/** `silent`: no answer ever comes. */
type Failure = 'SERVFAIL' | 'REFUSED' | 'silent'

export interface Finding {
  /** NOERROR without records: the name exists, and has other types. */
  outcome: 'NOERROR' | 'NXDOMAIN' | Failure
  /** Aliases that led on, then the records asked for. */
  records: ZoneRecord[]
  /** The name that the outcome is about: the asked one, or where its aliases lead. */
  name: string
}

export interface Zone {
  /** Throws where an alias would have company: no zone can hold that. */
  add(...records: readonly ZoneRecord[]): void
  /** Puts records in the place of those with the same name and type, and of what cannot stand beside them. */
  replace(...records: readonly ZoneRecord[]): void
  /** Takes away the records of a name: all, or those of a type. */
  remove(name: string, type?: ZoneRecordType): void
  /** Questions for a name fail, for all types or some; with `*.` in front, for every name below. */
  fail(name: string, how: Failure, types?: readonly string[]): void
  lookUp(name: string, type: string): Finding
}

export function createZone(): Zone {
  const records: ZoneRecord[] = []
  const failures: { name: string; how: Failure; types: readonly string[] | undefined }[] = []

  const drop = (goes: (record: ZoneRecord) => boolean) => {
    records.splice(0, records.length, ...records.filter((record) => !goes(record)))
  }
  const exists = (name: string) => records.some((record) => isAtOrBelow(record.name, name))

  /** The records of a name or of the wildcard that stands for it (RFC 4592); undefined: no such name. */
  const recordsAt = (name: string): ZoneRecord[] | undefined => {
    const owner = exists(name) ? name : `*${dotted(closestEncloser(name, exists))}`
    return exists(owner) ? records.filter((record) => record.name === owner) : undefined
  }
  const failureOf = (name: string, type: string) =>
    failures.findLast(
      (failure) => covers(failure.name, name) && (failure.types?.includes(type) ?? true),
    )?.how

  const add = (added: readonly ZoneRecord[]) => {
    for (const record of added.map(canonical)) {
      const beside = records.filter(({ name }) => name === record.name)
      if ([record, ...beside].some(isAlias) && beside.length > 0) {
        throw new Error(`${record.name}: an alias stands alone`)
      }
      records.push(record)
    }
  }

  return {
    add(...added) {
      add(added)
    },
    replace(...added) {
      for (const one of added.map(canonical)) {
        const clashes = (other: ZoneRecord) =>
          other.type === one.type || isAlias(other) || isAlias(one)
        drop((other) => other.name === one.name && clashes(other))
      }
      add(added)
    },
    remove(name, type) {
      const gone = canonicalName(name)
      drop((record) => record.name === gone && (type === undefined || record.type === type))
    },
    fail(name, how, types) {
      failures.push({ name: canonicalName(name), how, types })
    },
    lookUp(asked, type) {
      const found: ZoneRecord[] = []
      const passed = new Set<string>()
      let name = canonicalName(asked)
      for (;;) {
        const owner = name
        const failure = passed.has(owner) ? 'SERVFAIL' : failureOf(owner, type)
        if (failure !== undefined) return { outcome: failure, records: [], name: owner }
        passed.add(owner)
        const all = recordsAt(owner)?.map((record) => ({ ...record, name: owner }))
        if (all === undefined) return { outcome: 'NXDOMAIN', records: found, name: owner }
        const own = all.filter((record) => type === 'ANY' || record.type === type)
        const alias = all.find(isAlias)
        found.push(...(own.length > 0 || alias === undefined ? own : [alias]))
        if (own.length > 0 || alias === undefined) {
          return { outcome: 'NOERROR', records: found, name: owner }
        }
        name = canonicalName(alias.target)
      }
    },
  }
}

type Alias = Extract<ZoneRecord, { type: 'CNAME' }>

function isAlias(record: ZoneRecord): record is Alias {
  return record.type === 'CNAME'
}

function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}

function canonical(record: ZoneRecord): ZoneRecord {
  return { ...record, name: canonicalName(record.name) }
}

function isAtOrBelow(name: string, above: string): boolean {
  return name === above || name.endsWith(dotted(above))
}

function covers(pattern: string, name: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern
}

/** The root is the empty name, and has no dot. */
function dotted(name: string): string {
  return name === '' ? '' : `.${name}`
}

function closestEncloser(name: string, exists: (name: string) => boolean): string {
  let above = name
  do {
    const dot = above.indexOf('.')
    above = dot === -1 ? '' : above.slice(dot + 1)
  } while (above !== '' && !exists(above))
  return above
}
