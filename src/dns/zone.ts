// Records as text for a zone file (RFC 1035, section 5), and as JSON for programs.
import { type DnsRecord, type RecordGroup, SECONDS_TO_LIVE } from './record.js'

const LONGEST_STRING = 255

/** Names are absolute, so that the lines fit into any zone file of the domain. */
export function zoneText(domain: string, groups: readonly RecordGroup[]): string {
  const records = groups.flatMap((group) => group.records)
  const columns = [
    ({ name }: DnsRecord) => `${name}.`,
    () => `${SECONDS_TO_LIVE}`,
    () => 'IN',
    ({ type }: DnsRecord) => type,
  ]
  const widths = columns.map((cell) => Math.max(0, ...records.map((one) => cell(one).length)))
  const line = (record: DnsRecord) =>
    [...columns.map((cell, index) => cell(record).padEnd(widths[index] ?? 0)), data(record)].join(
      '  ',
    )
  const blocks = groups.map(({ about, records: own, leftOut }) => [
    ...[...about, ...leftOut].map(comment),
    ...own.map(line),
  ])
  return [
    [`${domain}: records for mail clients, to be added to its zone.`].map(comment),
    ...blocks,
    CAA,
  ]
    .map((block) => `${block.join('\n')}\n`)
    .join('\n')
}

// No record: which authority makes the certificates is not ours to know.
const CAA = [
  'Certificates: if this zone or that of a target has CAA records, they must allow the authority that makes',
  'those of the names above. Behind a CNAME, the CAA records of its target count first (RFC 8659).',
].map(comment)

function comment(sentence: string): string {
  return `; ${sentence}`
}

function data(record: DnsRecord): string {
  switch (record.type) {
    case 'CNAME':
      return absolute(record.target)
    case 'SRV': {
      const { priority, weight, port, target } = record
      return `${priority} ${weight} ${port} ${absolute(target)}`
    }
    case 'TXT':
      return characterStrings(record.text).map(quoted).join(' ')
  }
}

/** One record as a zone file has it, without its time to live: for sentences. */
export function recordLine(record: DnsRecord): string {
  return `${record.name}. ${record.type} ${data(record)}`
}

function absolute(name: string): string {
  return name === '.' ? name : `${name}.`
}

/** Readers of a TXT record put its strings together again without anything between them. */
export function characterStrings(text: string): Buffer[] {
  const octets = Buffer.from(text)
  const count = Math.max(1, Math.ceil(octets.length / LONGEST_STRING))
  return Array.from({ length: count }, (_, index) =>
    octets.subarray(index * LONGEST_STRING, (index + 1) * LONGEST_STRING),
  )
}

function quoted(octets: Buffer): string {
  const escaped = Array.from(octets, (octet) => {
    if (octet === 0x22 || octet === 0x5c) return `\\${String.fromCharCode(octet)}`
    const isPrintable = octet >= 0x20 && octet <= 0x7e
    return isPrintable ? String.fromCharCode(octet) : `\\${`${octet}`.padStart(3, '0')}`
  })
  return `"${escaped.join('')}"`
}

/** The same records without comments. */
export function zoneJson(domain: string, groups: readonly RecordGroup[]): string {
  const records = groups
    .flatMap((group) => group.records)
    .map(({ name, type, ...rest }) => ({ name, type, ttl: SECONDS_TO_LIVE, ...rest }))
  const leftOut = groups.flatMap((group) => group.leftOut)
  return `${JSON.stringify({ domain, records, leftOut }, undefined, 2)}\n`
}
