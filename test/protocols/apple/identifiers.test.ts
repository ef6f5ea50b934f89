// Names that must never change: a device that installed a profile knows it by them.
import { expect, test } from 'vitest'
import { identifiersFor, uuid5 } from '../../../src/protocols/apple/identifiers.js'

const PREFIX = 'net.example.setup'

test('AP-A03 a name-based UUID of DNS, as everybody computes it', () => {
  expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ED6657D-E927-568B-95E1-2665A8AEA6A2',
  )
  expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'setup.example.net')).toBe(
    'F70815E7-5E4D-5F7A-83F8-DF4D5BBC6492',
  )
})

test.each([
  [
    'jonas@example.lt',
    '64dd35cb8a16ff22',
    '4CDD21BD-4866-527A-88AC-BA19A8C02B1A',
    '2DC67E06-1C5D-52CA-85DE-DCE50D3145D4',
  ],
  [
    'ona@example.lt',
    'cad6f4864cae61f8',
    '5643476A-40E0-58BE-A0C5-E93B79778CE7',
    'DDFAAEF8-7556-56BB-8C8B-CAAE76F41EAA',
  ],
  [
    'jonas.petras@example.lt',
    '12d65632687cb489',
    '15528700-FE25-565D-AB52-AE7D3E762D30',
    '9E9C6E00-1F59-59CA-A52E-025B9083818C',
  ],
  [
    'jonas@petras.example.lt',
    'a82c862f31a4f380',
    '29D6C897-95D4-5BF7-BACD-C784D07CD8AA',
    '0C10E913-53E5-521B-A6E9-938F463418AC',
  ],
])('AP-A03 %s', (address, digest, profile, imap) => {
  const identifiers = identifiersFor(PREFIX, address)
  expect(identifiers.profile).toEqual({
    PayloadIdentifier: `net.example.setup.mailprofile.${digest}`,
    PayloadUUID: profile,
  })
  expect(identifiers.payload('imap')).toEqual({
    PayloadIdentifier: `net.example.setup.mailprofile.${digest}.imap`,
    PayloadUUID: imap,
  })
})

test.each([
  ['pop3', '5146525E-D11A-509B-95A3-26A9B691E9DA'],
  ['caldav', '10F3439B-2DAC-517E-A04C-3A53B98632F2'],
  ['carddav', '5C7CFE2B-F91E-506A-99B5-BB6D83BCEE66'],
] as const)('AP-A03 jonas@example.lt, %s', (kind, uuid) => {
  expect(identifiersFor(PREFIX, 'jonas@example.lt').payload(kind)).toEqual({
    PayloadIdentifier: `net.example.setup.mailprofile.64dd35cb8a16ff22.${kind}`,
    PayloadUUID: uuid,
  })
})

test('AP-A05 letter case makes no second account, another prefix does', () => {
  const of = (prefix: string, address: string) => identifiersFor(prefix, address).profile
  expect(of(PREFIX, 'Jonas@example.lt')).toEqual(of(PREFIX, 'jonas@example.lt'))
  const other = of('net.example.other', 'jonas@example.lt')
  expect(other.PayloadUUID).not.toBe(of(PREFIX, 'jonas@example.lt').PayloadUUID)
})
