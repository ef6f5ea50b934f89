// DNS records as plain values: names without a final dot, in A-labels.

interface Cname {
  type: 'CNAME'
  name: string
  target: string
}

/** RFC 2782. The target "." says that the service is decidedly not offered. */
export interface Srv {
  type: 'SRV'
  name: string
  priority: number
  weight: number
  port: number
  target: string
}

interface Txt {
  type: 'TXT'
  name: string
  /** The whole, however many character strings it takes. */
  text: string
}

export type DnsRecord = Cname | Srv | Txt

/** Records that serve one purpose. */
export interface RecordGroup {
  /** What they are for and who uses them, in sentences. */
  about: readonly string[]
  records: readonly DnsRecord[]
  /** What cannot be stated, and why, in sentences. */
  leftOut: readonly string[]
}

export const SECONDS_TO_LIVE = 3600

/** The only record of its name. */
export function notOffered(name: string): Srv {
  return { type: 'SRV', name, priority: 0, weight: 0, port: 0, target: '.' }
}
