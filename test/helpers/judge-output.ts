// Every document that any test renders, before the rules of its own format.
import type { OutgoingHttpHeaders } from 'node:http'
import { parse as parsePlist } from 'plist'
import { violations as jsonViolations } from '../protocols/autodiscover-json/invariants.js'
import { judgeDocument } from '../protocols/autodiscover/documents.js'
import {
  isDict,
  textViolations,
  violations as profileViolations,
} from '../protocols/apple/vocabulary.js'
import { readCms } from '../protocols/apple/cms-reader.js'
import { faults } from '../protocols/autoconfig/vocabulary.js'
import { readDocument } from '../protocols/pacc/schema.js'
import { parsePage } from './html.js'
import { parse } from './xml.js'

/** What was answered. `headers` in small letters. */
export interface Output {
  method: string
  status: number
  headers: OutgoingHttpHeaders
  body: string
  octets: Uint8Array
  /** Autoconfig says what it was told, in words that it has not: what was imported goes out again as it was. */
  oddSettings: boolean
}

/** By what stands in it and not by where it was asked for: a document of the wrong kind is one as well. */
const JUDGES: readonly (readonly [
  isOne: (output: Output) => boolean,
  wrong: (output: Output) => string[],
])[] = [
  [
    ({ body }) => body.includes('<clientConfig'),
    ({ body, oddSettings }) => (oddSettings ? caught(() => parse(body)) : faults(body)),
  ],
  [({ body }) => body.includes('<Autodiscover'), ({ body }) => judgeDocument(body).wrong],
  [isProfile, ({ body, octets }) => wrongInProfile(body, octets)],
  [
    ({ headers, status }) => status === 200 && headers['content-type'] === 'application/json',
    ({ body }) => caught(() => readDocument(body)),
  ],
  [
    ({ headers, method }) =>
      headers['content-type'] === 'application/json; charset=utf-8' && method !== 'OPTIONS',
    (output) => jsonViolations(output),
  ],
  [
    ({ headers }) => String(headers['content-type']).startsWith('text/html'),
    ({ body }) => caught(() => parsePage(body)),
  ],
]

/** Everything that is wrong with an answer, as sentences. Without a body there is nothing to judge. */
export function faultsOf(output: Output): string[] {
  if (output.body === '') return []
  return JUDGES.flatMap(([isOne, wrong]) => (isOne(output) ? wrong(output) : []))
}

function isProfile({ headers, status }: Output): boolean {
  return status === 200 && headers['content-type'] === 'application/x-apple-aspen-config'
}

function wrongInProfile(body: string, octets: Uint8Array): string[] {
  const xml = body.startsWith('<?xml') ? body : Buffer.from(readCms(octets).content).toString()
  const dict = parsePlist(xml)
  return isDict(dict) ? [...textViolations(xml), ...profileViolations(dict)] : ['no dictionary']
}

function caught(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    return [String(error)]
  }
}
