// What the zone of a hosted domain should hold so that clients find their settings: records only,
// neither SOA, NS nor MX, which are no part of the settings.
import { SERVICE_LABELS } from '../settings/domain.js'
import { PATHS } from '../settings/paths.js'
import { FULL_ADDRESS } from '../settings/placeholders.js'
import type { Section } from '../settings/server-types.js'
import type { Entry, General, SettingsEntry } from '../settings/table.js'
import { digestRecord } from './digest-record.js'
import { labelsOf, SRV_TYPES, type SrvType, type Surroundings } from './places.js'
import { autodiscoverOwner, autodiscoverSrv, type Pointers, pointersFor } from './pointers.js'
import { type DnsRecord, notOffered, type RecordGroup } from './record.js'
import { davRecords, ownerOf, srvRecords, type SrvStatements } from './srv.js'

export interface DnsQuestion {
  /** The asked domain in A-labels, also where a wildcard of the table answers: records have whole names. */
  domain: string
  entry: Entry
  general: General
  /** Of the PACC document; undefined where there is none. */
  digest: string | undefined
  /** The https URL of autodiscover.xml for this domain. */
  autodiscoverUrl: string
}

/** Groups without records or a reason do not come back. */
export function recordsFor(question: DnsQuestion): RecordGroup[] {
  return groupsOf(question)
    .map(withoutLongNames)
    .filter(({ records, leftOut }) => records.length > 0 || leftOut.length > 0)
}

function groupsOf(question: DnsQuestion): RecordGroup[] {
  const { domain, entry, general } = question
  const pointers = pointersFor(general, domain)
  switch (entry.kind) {
    case 'none':
      return [noMail(domain)]
    case 'redirect': {
      const { autoconfig, autodiscover } = entry.redirect
      return [
        reasons(pointers),
        ...(autoconfig === undefined ? [] : autoconfigGroups(autoconfig, domain, pointers)),
        ...(autodiscover === undefined
          ? []
          : [autodiscoverGroup({ ...question, autodiscoverUrl: autodiscover }, pointers)]),
      ]
    }
    // Only autodiscover can say that a mailbox has another address.
    case 'moved':
      return [reasons(pointers), autodiscoverGroup(question, pointers)]
    case 'settings':
      return settingsGroups(question, entry, pointers)
  }
}

function settingsGroups(
  question: DnsQuestion,
  entry: SettingsEntry,
  pointers: Pointers,
): RecordGroup[] {
  const { domain, digest } = question
  return [
    reasons(pointers),
    ...autoconfigGroups(undefined, domain, pointers),
    autodiscoverGroup(question, pointers),
    ...(digest === undefined ? [] : [paccGroup(digest, domain, pointers)]),
    ...serverGroups(entry, { domain, aliases: pointers.aliases }),
  ]
}

function reasons({ leftOut }: Pointers): RecordGroup {
  return { about: [], records: [], leftOut }
}

/** `elsewhere`: the URL of the document where it is not ours. */
function autoconfigGroups(
  elsewhere: string | undefined,
  domain: string,
  pointers: Pointers,
): RecordGroup[] {
  const { autoconfig } = SERVICE_LABELS
  const url = elsewhere ?? `https://${autoconfig}.${domain}${PATHS.autoconfig}`
  return [
    {
      about: [
        'Autoconfig: Thunderbird, K-9 Mail, Evolution, KMail, Delta Chat, FairEmail and most others.',
      ],
      records: pointers.alias(autoconfig),
      leftOut: [],
    },
    {
      about: ['The autoconfig document, named outright: Himalaya and a few others.'],
      records: [{ type: 'TXT', name: domain, text: `mailconf=${url}` }],
      leftOut: [],
    },
  ]
}

function autodiscoverGroup(
  { domain, autodiscoverUrl }: DnsQuestion,
  pointers: Pointers,
): RecordGroup {
  const srv = autodiscoverSrv(autodiscoverUrl, domain, pointers)
  return {
    about: ['Autodiscover: classic Outlook, eM Client, Thunderbird.', srv.about],
    records: [...pointers.alias(SERVICE_LABELS.autodiscover), ...srv.records],
    leftOut: [],
  }
}

function paccGroup(digest: string, domain: string, pointers: Pointers): RecordGroup {
  const name = `_${SERVICE_LABELS.pacc}.${domain}`
  return {
    about: [
      'PACC: Himalaya, Evolution. The digest is that of the answer, letter by letter: when settings change,',
      'publish the new one beside the old, and remove the old one after its time to live.',
    ],
    records: [
      ...pointers.alias(SERVICE_LABELS.pacc),
      { type: 'TXT', name, text: digestRecord(digest) },
    ],
    leftOut: [],
  }
}

/** What the records of each section can be for. */
export const TYPES = {
  outgoingServers: ['smtp'],
  incomingServers: ['imap', 'pop3', 'jmap'],
  calendars: ['caldav'],
  addressbooks: ['carddav'],
  setupServers: ['managesieve'],
} as const satisfies Partial<Record<Section, readonly SrvType[]>>

/** Why a domain whose mailboxes moved has no records for servers. */
export const MOVED =
  'they would have people log in with this address, and theirs is another one now'

function serverGroups({ provider, address }: SettingsEntry, around: Surroundings): RecordGroup[] {
  if (address !== FULL_ADDRESS) {
    return [{ about: [], records: [], leftOut: [`No SRV records for servers: ${MOVED}.`] }]
  }
  const { incomingServers, outgoingServers, calendars, addressbooks, setupServers } = provider
  const mail = [
    srvRecords(outgoingServers, TYPES.outgoingServers, around),
    srvRecords(incomingServers, TYPES.incomingServers, around),
  ]
  const dav = [davRecords(calendars, 'caldav', around), davRecords(addressbooks, 'carddav', around)]
  return [
    group('Mail servers: FairEmail, Himalaya and others. The target "." means: not offered.', mail),
    group('Calendars and contacts: Thunderbird, GNOME, DAVx5.', dav),
    group('Filters on the server: Sieve clients.', [
      srvRecords(setupServers, TYPES.setupServers, around),
    ]),
  ]
}

function group(about: string, all: readonly SrvStatements[]): RecordGroup {
  return {
    about: [about],
    records: all.flatMap(({ records }) => records),
    leftOut: [...new Set(all.flatMap(({ leftOut }) => leftOut))],
  }
}

function noMail(domain: string): RecordGroup {
  const names = SRV_TYPES.flatMap(labelsOf).map((label) => ownerOf(label, domain))
  return {
    about: ['This domain has no mail: clients that ask for servers are told so.'],
    records: [...names, autodiscoverOwner(domain)].map(notOffered),
    leftOut: [],
  }
}

export const LONGEST_NAME = 253

/** A domain may be as long as a name can be; with a label in front it is none any more. */
function withoutLongNames({ about, records, leftOut }: RecordGroup): RecordGroup {
  const isLong = ({ name }: DnsRecord) => name.length > LONGEST_NAME
  const long = records.filter(isLong).map(({ name }) => `No record for ${name}: it is too long.`)
  return {
    about,
    records: records.filter((record) => !isLong(record)),
    leftOut: [...leftOut, ...new Set(long)],
  }
}
