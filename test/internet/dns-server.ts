// A resolver over UDP and TCP on one port, that knows one zone and nothing else.
import * as packet from 'dns-packet'
import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type Socket } from 'node:net'
import { characterStrings } from '../../src/dns/zone.js'
import { type Keeper, LOOPBACK } from './keeper.js'
import type { Finding, Zone, ZoneRecord } from './zone.js'

const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const
const SECONDS_TO_LIVE = 60
/** What a client without EDNS takes over UDP (RFC 1035, section 4.2.1). */
const SHORTEST_LIMIT = 512
const LONGEST_OVER_TCP = 65_535
const LENGTH_OCTETS = 2

export interface DnsServer {
  port: number
  close: () => Promise<void>
}

/** `heard` is told every question, as `example.com MX`. Without a port, it takes a free one. */
export async function startDnsServer(
  zone: Zone,
  keeper: Keeper,
  heard: (question: string) => void,
  wanted = 0,
): Promise<DnsServer> {
  const answer = (query: Buffer, limit?: number) => answerTo(query, zone, heard, limit)
  // The port of one protocol may be taken in the other: then another one will do.
  for (;;) {
    const tcp = createServer((socket) => {
      answerOverTcp(socket, answer)
    })
    const port = await keeper.listen(tcp, wanted)
    const udp = await bind(port)
    if (udp === undefined) {
      await keeper.close(tcp)
      if (wanted !== 0) throw new Error(`port ${wanted} is taken`)
      continue
    }
    udp.on('message', (query, { address, port: from }) => {
      const bytes = answer(query)
      if (bytes !== undefined) udp.send(bytes, from, address)
    })
    return { port, close: () => new Promise((resolve) => udp.close(resolve)) }
  }
}

function bind(port: number): Promise<UdpSocket | undefined> {
  const udp = createSocket('udp4')
  return new Promise((resolve) => {
    udp.once('error', () => {
      udp.close()
      resolve(undefined)
    })
    udp.bind(port, LOOPBACK, () => {
      udp.removeAllListeners('error').on('error', () => undefined)
      resolve(udp)
    })
  })
}

function answerOverTcp(
  socket: Socket,
  answer: (query: Buffer, limit: number) => Buffer | undefined,
): void {
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    while (received.length >= LENGTH_OCTETS) {
      const end = LENGTH_OCTETS + received.readUInt16BE(0)
      if (received.length < end) return
      const bytes = answer(received.subarray(LENGTH_OCTETS, end), LONGEST_OVER_TCP)
      received = received.subarray(end)
      if (bytes === undefined) continue
      const length = Buffer.alloc(LENGTH_OCTETS)
      length.writeUInt16BE(bytes.length)
      socket.write(Buffer.concat([length, bytes]))
    }
  })
}

/** Undefined where nothing is to be said. Without a limit, it is the one that the query names. */
function answerTo(
  bytes: Buffer,
  zone: Zone,
  heard: (question: string) => void,
  limit?: number,
): Buffer | undefined {
  const query = decoded(bytes)
  const question = query?.questions?.[0]
  if (query === undefined || question === undefined) return undefined
  heard(`${question.name} ${question.type}`)
  const finding = zone.lookUp(question.name, question.type)
  if (finding.outcome === 'silent') return undefined
  const edns = query.additionals?.find((record) => record.type === 'OPT')
  const size = edns?.udpPayloadSize ?? SHORTEST_LIMIT
  const head: packet.Packet & { flags: number } = {
    type: 'response',
    id: query.id,
    flags:
      ((query.flags ?? 0) & packet.RECURSION_DESIRED) |
      packet.RECURSION_AVAILABLE |
      RCODES[finding.outcome],
    questions: [question],
    additionals: edns === undefined ? [] : [{ ...edns, options: [] }],
  }
  const whole = packet.encode({
    ...head,
    answers: finding.records.map(dataOf),
    authorities: authorityOf(finding, question.type),
  })
  if (whole.length <= (limit ?? Math.max(size, SHORTEST_LIMIT))) return whole
  return packet.encode({ ...head, flags: head.flags | packet.TRUNCATED_RESPONSE })
}

function decoded(bytes: Buffer): packet.DecodedPacket | undefined {
  try {
    return packet.decode(bytes)
  } catch {
    return undefined
  }
}

/** The SOA record by which a resolver tells "nothing there" from a referral (RFC 2308). */
function authorityOf({ outcome, records, name }: Finding, asked: string): packet.Answer[] {
  const isFound = records.some(({ type }) => type === asked || asked === 'ANY')
  if (isFound || (outcome !== 'NOERROR' && outcome !== 'NXDOMAIN')) return []
  const zoneName = name.split('.').slice(-2).join('.')
  const data = {
    mname: `ns.${zoneName}`,
    rname: `hostmaster.${zoneName}`,
    serial: 1,
    refresh: 3600,
    retry: 600,
    expire: 86_400,
    minimum: SECONDS_TO_LIVE,
  }
  return [{ type: 'SOA', name: zoneName, ttl: SECONDS_TO_LIVE, data }]
}

function dataOf(record: ZoneRecord): packet.Answer {
  const { name } = record
  const ttl = SECONDS_TO_LIVE
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { type: record.type, name, ttl, data: record.address }
    case 'CNAME':
    case 'NS':
      return { type: record.type, name, ttl, data: record.target }
    case 'TXT':
      return { type: 'TXT', name, ttl, data: characterStrings(record.text) }
    case 'MX':
      return {
        type: 'MX',
        name,
        ttl,
        data: { preference: record.preference, exchange: record.target },
      }
    case 'SRV': {
      const { priority, weight, port, target } = record
      return { type: 'SRV', name, ttl, data: { priority, weight, port, target } }
    }
    case 'CAA': {
      const { flags = 0, tag, value } = record
      return { type: 'CAA', name, ttl, data: { flags, tag, value } }
    }
  }
}
