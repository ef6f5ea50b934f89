// What is answered to a well-formed POST. `settings` lists the blocks in their order.
import { element, mobilesync, MOBILESYNC_REQUEST, request, schema } from './bodies.js'

const MAIL = 'mail.example.net'

/** The three blocks that most rows expect, for one log-in name. */
export function three(login: string): string[] {
  return [
    `IMAP ${MAIL}:993 on/SSL ${login}`,
    `POP3 ${MAIL}:995 on/SSL ${login}`,
    `SMTP ${MAIL}:465 on/SSL ${login}`,
  ]
}

function two(login: string): string[] {
  return [`IMAP ${MAIL}:993 on/SSL ${login}`, `SMTP ${MAIL}:465 on/SSL ${login}`]
}

export interface SettingsRow {
  title: string
  /** As it stands in the XML. */
  address: string
  /** Whom the answer names; the log-in of the first block if nothing is said. */
  mailbox?: string
  settings: string[]
}

export const settingsRows: SettingsRow[] = [
  {
    title: 'AD-T01 IMAP, POP3, SMTP with TLS from the first byte',
    address: 'ana.silva@example.org',
    settings: three('ana.silva@example.org'),
  },
  {
    title: 'AD-T11 STARTTLS is on/TLS, and there is no POP3 to state',
    address: 'ops@starttls.example.com',
    settings: [
      `IMAP ${MAIL}:143 on/TLS ops@starttls.example.com`,
      `SMTP ${MAIL}:587 on/TLS ops@starttls.example.com`,
    ],
  },
  {
    title: 'AD-T12 clear text is off/None, where the table says so',
    address: 'x@plain.example.com',
    settings: [
      `IMAP ${MAIL}:143 off/None x@plain.example.com`,
      `SMTP ${MAIL}:587 off/None x@plain.example.com`,
    ],
  },
  {
    title: 'AD-T13 the local part alone logs in',
    address: 'kim@local.example.com',
    mailbox: 'kim@local.example.com',
    settings: three('kim'),
  },
  {
    title: 'AD-T14 sending has a log-in of its own',
    address: 'kim@split.example.com',
    settings: [`IMAP ${MAIL}:993 on/SSL kim@split.example.com`, `SMTP ${MAIL}:465 on/SSL smtp-kim`],
  },
  {
    title: 'AD-T15 CalDAV and CardDAV come after SMTP, https only, the address percent-encoded',
    address: 'an/a+x&amp;y@dav.example.com',
    settings: [
      ...three('an/a+x&y@dav.example.com'),
      'CalDAV https://dav.example.net/caldav/an%2Fa%2Bx%26y%40dav.example.com/ an/a+x&y@dav.example.com',
      'CardDAV https://dav.example.net/carddav/?a=1&u=an%2Fa%2Bx%26y an/a+x&y@dav.example.com',
    ],
  },
  {
    title: 'AD-T16 the domain is small letters, the local part as typed',
    address: 'Ana.Silva@EXAMPLE.ORG',
    settings: three('Ana.Silva@example.org'),
  },
  {
    title: 'AD-T17 an ampersand and an apostrophe',
    address: "o'brien&amp;co@example.org",
    settings: three("o'brien&co@example.org"),
  },
  {
    title: 'AD-T17 numeric references',
    address: 'ana&#64;example&#x2e;org',
    settings: three('ana@example.org'),
  },
  {
    title: 'AD-T18 letters beyond ASCII: the domain becomes A-labels, the local part stays',
    address: 'jürgen@bücher.example',
    settings: three('jürgen@xn--bcher-kva.example'),
  },
  {
    title: 'AD-T18 the same in A-labels',
    address: 'jürgen@XN--BCHER-KVA.example.',
    settings: three('jürgen@xn--bcher-kva.example'),
  },
  {
    title: 'AD-T21 a tag is part of the address',
    address: 'ana+list@example.org',
    settings: three('ana+list@example.org'),
  },
  {
    title: 'AD-T22 a mailbox that nobody has',
    address: 'does-not-exist@example.org',
    settings: three('does-not-exist@example.org'),
  },
  {
    title: 'AD-T26 a name below a wildcard',
    address: 'ana@any.wild.example.com',
    settings: three('ana@any.wild.example.com'),
  },
  {
    title: 'AD-5.7 POP3 comes first where the table has it first',
    address: 'a@pop-first.example.com',
    settings: [
      `POP3 ${MAIL}:995 on/SSL a@pop-first.example.com`,
      `IMAP ${MAIL}:993 on/SSL a@pop-first.example.com`,
      `SMTP ${MAIL}:465 on/SSL a@pop-first.example.com`,
    ],
  },
  {
    title: 'AD-5.7 POP3 alone',
    address: 'a@pop-only.example.com',
    settings: [
      `POP3 ${MAIL}:995 on/SSL a@pop-only.example.com`,
      `SMTP ${MAIL}:465 on/SSL a@pop-only.example.com`,
    ],
  },
  {
    title: 'AD-5.5 POP3 with STARTTLS on its own port',
    address: 'a@pop-starttls.example.com',
    settings: [
      `POP3 ${MAIL}:110 on/TLS a@pop-starttls.example.com`,
      `SMTP ${MAIL}:587 on/TLS a@pop-starttls.example.com`,
    ],
  },
  {
    title: 'AD-5.7 a table without SMTP is answered without SMTP',
    address: 'a@no-smtp.example.com',
    settings: [`IMAP ${MAIL}:993 on/SSL a@no-smtp.example.com`],
  },
  {
    title: 'AD-D5 of several of a type the first in the table, and nobody sorts',
    address: 'a@several.example.com',
    settings: [
      'IMAP first.example.net:143 on/TLS a@several.example.com',
      'SMTP first.example.net:587 on/TLS a@several.example.com',
    ],
  },
  {
    title: 'AD-T25 a port that contradicts its socket is left out, the next one is taken',
    address: 'a@contradicting.example.com',
    settings: [
      `IMAP ${MAIL}:1993 on/SSL a@contradicting.example.com`,
      `SMTP ${MAIL}:587 on/TLS a@contradicting.example.com`,
    ],
  },
  {
    title: 'AD-5.4 OAuth2 cannot be said; the password beside it can',
    address: 'a@oauth-first.example.com',
    settings: two('a@oauth-first.example.com'),
  },
  {
    title: 'AD-5.4 where the password would go out in the clear, it is not said to be sent',
    address: 'a@digest.example.com',
    settings: [
      `IMAP ${MAIL}:143 on/TLS a@digest.example.com`,
      `SMTP ${MAIL}:465 on/SSL a@digest.example.com`,
    ],
  },
  {
    title: 'AD-D7 a log-in name that the table leaves open is the whole address',
    address: 'a@not-stated.example.com',
    settings: two('a@not-stated.example.com'),
  },
  {
    title: 'AD-5.4 a host name for each domain',
    address: 'a@of-domain.example.com',
    settings: [
      'IMAP mail.of-domain.example.com:993 on/SSL a@of-domain.example.com',
      'SMTP mail.of-domain.example.com:465 on/SSL a@of-domain.example.com',
    ],
  },
  {
    title: 'AD-5.4 a host name for each mailbox',
    address: 'anna@of-mailbox.example.com',
    settings: [
      'IMAP anna.boxes.example.net:993 on/SSL anna@of-mailbox.example.com',
      'SMTP anna.boxes.example.net:465 on/SSL anna@of-mailbox.example.com',
    ],
  },
  {
    title: 'AD-5.4 a domain that overrides its provider',
    address: 'a@override.example.com',
    settings: [
      'IMAP own.example.com:993 on/SSL a@override.example.com',
      'POP3 own.example.com:995 on/SSL a@override.example.com',
      'SMTP own.example.com:465 on/SSL a@override.example.com',
    ],
  },
  {
    title: 'AD-T50 redirectAddr to a domain of ours: settings for the rewritten address',
    address: 'Kim@alias.example.com',
    settings: three('Kim@example.org'),
  },
  {
    title: 'AD-T50 redirectAddr to a domain that moved itself',
    address: 'kim@alias-of-alias.example.com',
    settings: three('kim@example.org'),
  },
  {
    title: 'AD-T50 redirectAddr to one mailbox for all',
    address: 'kim@all.example.com',
    settings: three('all@example.org'),
  },
  {
    title: 'AD-T50 redirectAddr to a domain whose local parts log in',
    address: 'kim@to-local.example.com',
    mailbox: 'kim@local.example.com',
    settings: three('kim'),
  },
  {
    title: 'AD-T50 redirectAddr to a domain with calendars',
    address: 'kim@to-dav.example.com',
    settings: [
      ...three('x-kim@dav.example.com'),
      'CalDAV https://dav.example.net/caldav/x-kim%40dav.example.com/ x-kim@dav.example.com',
      'CardDAV https://dav.example.net/carddav/?a=1&u=x-kim x-kim@dav.example.com',
    ],
  },
]

/** Questions for ActiveSync: what Url must be, and for which mailbox. */
export const mobilesyncRows: {
  title: string
  body: string
  url: string
  mailbox: string
}[] = [
  {
    title: 'AD-T51 as ActiveSync clients ask',
    body: mobilesync('kim@eas.example.com'),
    url: 'https://eas.example.net/Microsoft-Server-ActiveSync',
    mailbox: 'kim@eas.example.com',
  },
  {
    title: 'AD-T51 with the root of mobilesync and no schema',
    body: request(element('EMailAddress', 'kim@eas.example.com'), MOBILESYNC_REQUEST),
    url: 'https://eas.example.net/Microsoft-Server-ActiveSync',
    mailbox: 'kim@eas.example.com',
  },
  {
    title: 'AD-T51 with the root of mobilesync and an empty schema',
    body: request(
      element('EMailAddress', 'kim@eas.example.com') + schema(''),
      MOBILESYNC_REQUEST.replace('http:', 'https:'),
    ),
    url: 'https://eas.example.net/Microsoft-Server-ActiveSync',
    mailbox: 'kim@eas.example.com',
  },
  {
    title: 'AD-T51 a URL with domain and address in it',
    body: mobilesync('k&amp;m@eas-for-each.example.com'),
    url: 'https://eas.eas-for-each.example.com/sync?user=k%26m%40eas-for-each.example.com',
    mailbox: 'k&m@eas-for-each.example.com',
  },
  {
    title: 'AD-T51 a mailbox that moved to a domain of ours',
    body: mobilesync('kim@to-eas.example.com'),
    url: 'https://eas.eas-for-each.example.com/sync?user=kim%40eas-for-each.example.com',
    mailbox: 'kim@eas-for-each.example.com',
  },
]
