// domain × client. The ids C01 to C06 name one client each; every domain has a row for all of them, `yes` where
// nothing is written.
import { CANNOT_SEND, type Expected, NO } from './client-expectations.js'

export const DOMAINS: readonly (Expected & { id: string; domain: string })[] = [
  { id: 'C01 to C06', domain: 'example.lt' },
  { id: 'C01 to C06', domain: 'example-alias.lt' },
  { id: 'C01 to C06', domain: 'xn--bcher-kva.example' },
  { id: 'C01 to C06', domain: 'example-hosting.net' },
  { id: 'C01 to C06', domain: 'starttls.example' },
  { id: 'C01 to C06', domain: 'both.example' },
  { id: 'C05', domain: 'local.example' },
  { id: 'C03', domain: 'oauth.example' },
  { id: 'C01 to C06', domain: 'team.campus.example' },
  {
    id: 'C02, C04, C05, T45',
    domain: 'pop.example',
    TBA: NO('reads only imap'),
    DC: NO('no imap server'),
    FE: NO('first incomingServer must be imap'),
    NC: NO('no imap server'),
  },
  { id: 'C03', domain: 'full.example', TBI: NO('jmap') },
  {
    id: 'C02, C03',
    domain: 'plain.example',
    TBA: NO('imap with plain'),
    TBI: NO('imap with plain'),
    FE: NO('plain'),
  },
  {
    id: 'C01, C02, C04, C05',
    domain: 'receiving.example',
    TB: NO('no smtp server'),
    TBA: NO('no smtp server'),
    TBI: CANNOT_SEND,
    DC: NO('no smtp server'),
    FE: NO('first outgoingServer must be smtp'),
    NC: CANNOT_SEND,
    EVO: CANNOT_SEND,
    KM: CANNOT_SEND,
  },
  // Placeholders in host names: two do not fill them in.
  { id: 'C05', domain: 'overridden.example', FE: NO('placeholder'), NC: NO('placeholder') },
  // A user name that is neither the address nor the local part.
  { id: 'C05', domain: 'moved.example', FE: NO('only the address or the local part') },
  { id: 'C05', domain: 'collected.example', FE: NO('only the address or the local part') },
]
