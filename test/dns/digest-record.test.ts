// The TXT record beside a PACC document, as zones really hold it.
import { expect, test } from 'vitest'
import { digestOf, digestRecord, vouchesFor } from '../../src/dns/digest-record.js'
import { V1, V1_WITH_LINE_FEED, V2 } from '../protocols/pacc/vectors.js'

const { body, digest } = V1
const RECORD = `v=UAAC1; a=sha256; d=${digest}`
const hex = Buffer.from(digest, 'base64').toString('hex')

test('AC-9.3 the record that is printed', () => {
  expect(digestRecord(digestOf(body))).toBe(RECORD)
})

test.each<[title: string, records: string[][]]>([
  ['as it is printed', [[RECORD]]],
  ['the old and the new one', [[digestRecord(V2.digest)], [RECORD]]],
  ['beside records of others', [['v=spf1 -all'], ['mailconf=https://a.example/'], [''], [RECORD]]],
  ['an unknown tag', [[`v=UAAC1; x=y; a=sha256; d=${digest}`]]],
  ['without blanks', [[`v=UAAC1;a=sha256;d=${digest}`]]],
  ['many blanks', [[` v = UAAC1 ;\ta = sha256 ; d = ${digest} `]]],
  ['a semicolon at the end', [[`${RECORD};`]]],
  ['another order', [[`d=${digest}; v=UAAC1; a=sha256`]]],
  ['in two strings', [[RECORD.slice(0, 30), RECORD.slice(30)]]],
])('AC-T64 %s: vouches for the document', (_title, records) => {
  expect(vouchesFor(records, body)).toBe(true)
  expect(vouchesFor(records, Buffer.from(body))).toBe(true)
  expect(vouchesFor(records, V1_WITH_LINE_FEED.body)).toBe(false)
})

test.each<[title: string, records: string[][]]>([
  ['no record', []],
  ['an empty one', [[]]],
  ['another version', [[RECORD.replace('UAAC1', 'UAAC2')]]],
  ['no version', [[RECORD.replace('v=UAAC1; ', '')]]],
  ['another algorithm', [[RECORD.replace('sha256', 'sha1')]]],
  ['no algorithm', [[RECORD.replace('a=sha256; ', '')]]],
  ['a digest in hexadecimal', [[`v=UAAC1; a=sha256; d=${hex}`]]],
  ['a digest without padding', [[RECORD.slice(0, -1)]]],
  ['the digest of another document', [[digestRecord(V2.digest)]]],
  ['the digest of the body and a line feed', [[digestRecord(V1_WITH_LINE_FEED.digest)]]],
  ['a tag without a value', [[`${RECORD}; x`]]],
  ['a tag twice', [[`${RECORD}; d=${digest}`]]],
  ['two halves in two records', [['v=UAAC1; a=sha256'], [`d=${digest}`]]],
])('AC-T65 %s: does not', (_title, records) => {
  expect(vouchesFor(records, body)).toBe(false)
})
