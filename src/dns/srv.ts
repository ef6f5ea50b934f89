// Places of servers → SRV records, and the record that says "not offered" wherever that is so.
import type { Server } from '../settings/provider.js'
import {
  labelsOf,
  type Place,
  type Placed,
  placeOf,
  type SrvType,
  type Surroundings,
} from './places.js'
import { type DnsRecord, notOffered, type Srv } from './record.js'

const PRIORITY_STEP = 10
const WEIGHT = 1

export interface SrvStatements {
  records: DnsRecord[]
  /** Servers that no record can state, in sentences. */
  leftOut: string[]
}

/**
 * Records for those servers of a list that have one of the types. The first in the table gets the lowest priority,
 * across types: clients compare them to choose between IMAP and POP3 (RFC 6186, section 3.4). Nobody sorts.
 */
export function srvRecords(
  servers: readonly Server[],
  types: readonly SrvType[],
  around: Surroundings,
): SrvStatements {
  const placed = placesOf(servers, types, around)
  const places = distinct(placed)
  return {
    records: [
      ...places.map((place, index) => srv(place, around, index * PRIORITY_STEP)),
      ...notOfferedRecords(types, placed, around),
    ],
    leftOut: leftOutOf(placed),
  }
}

/**
 * The first server of a type over HTTP, with its path (RFC 6764, section 4). Only one: the TXT record holds
 * for all SRV records of its name.
 */
export function davRecords(
  servers: readonly Server[],
  type: SrvType,
  around: Surroundings,
): SrvStatements {
  const placed = placesOf(servers, [type], around)
  const [place] = distinct(placed)
  const records: DnsRecord[] = notOfferedRecords([type], placed, around)
  if (place === undefined) return { records, leftOut: leftOutOf(placed) }
  const stated = srv(place, around, 0)
  const path = { type: 'TXT', name: stated.name, text: `path=${place.path ?? '/'}` } as const
  return { records: [stated, path, ...records], leftOut: [] }
}

export function ownerOf(label: string, domain: string): string {
  return `${label}._tcp.${domain}`
}

function placesOf(
  servers: readonly Server[],
  types: readonly SrvType[],
  around: Surroundings,
): Placed[] {
  return servers.flatMap((server) => {
    const type = types.find((one) => one === server.type)
    return type === undefined ? [] : placeOf(type, server, around)
  })
}

/** A server that stands in the table twice, for two ways to log in, is one place. */
function distinct(placed: readonly Placed[]): Place[] {
  const places = placed.flatMap((one) => (one.whyNot === undefined ? one.place : []))
  const keys = places.map(({ label, target, port }) => `${label} ${target} ${port}`)
  return places.filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
}

function srv({ label, target, port }: Place, { domain }: Surroundings, priority: number): Srv {
  return { type: 'SRV', name: ownerOf(label, domain), priority, weight: WEIGHT, port, target }
}

/** Never below a label where something is offered, even if no record can say where. */
function notOfferedRecords(
  types: readonly SrvType[],
  placed: readonly Placed[],
  { domain }: Surroundings,
): Srv[] {
  const offered = placed.flatMap((one) => (one.whyNot === undefined ? one.place.label : one.labels))
  return types
    .flatMap(labelsOf)
    .filter((label) => !offered.includes(label))
    .map((label) => notOffered(ownerOf(label, domain)))
}

function leftOutOf(placed: readonly Placed[]): string[] {
  return placed.flatMap((one) =>
    one.whyNot === undefined
      ? []
      : `No ${one.labels.join(' and ')} record for one server: ${one.whyNot}.`,
  )
}
