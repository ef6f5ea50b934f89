// defect × client: changes to the document of example.lt around its servers.
import { CANNOT_SEND, NO, takenBut } from './client-expectations.js'
import { type Defect, JMAP, replace, without, withoutSections } from './client-changes.js'

export const DEFECTS_OF_OUTLINE: readonly Defect[] = [
  {
    title: 'another root',
    change: replace(/clientConfig/g, 'config'),
    ...takenBut({ TB: NO('root'), TBA: NO('root'), TBI: NO('root') }),
  },
  {
    title: 'no emailProvider',
    change: replace(/<\/?emailProvider[^>]*>/g, ''),
    ...takenBut({
      TB: NO('no emailProvider'),
      TBA: NO('no emailProvider'),
      TBI: NO('no incoming server'),
      NC: NO('no imap server'),
      KM: NO('no emailProvider'),
    }),
  },
  {
    title: 'an id that is no host name',
    change: replace('id="example.lt"', 'id="Example Mail"'),
    ...takenBut({ TB: NO('"Example Mail" is no host name'), TBA: NO('host name') }),
  },
  {
    title: 'no id',
    change: replace(' id="example.lt"', ''),
    ...takenBut({ TB: NO('host name'), TBA: NO('host name') }),
  },
  {
    title: 'an id of one label',
    change: replace('id="example.lt"', 'id="OXCloud-EU"'),
    ...takenBut({}),
  },
  {
    title: 'a domain with purpose="mx" and no other',
    change: replace('<domain>', '<domain purpose="mx">'),
    ...takenBut({ TB: NO('<domain>'), TBA: NO('<domain>'), TBI: NO('<domain>') }),
  },
  {
    title: 'no domain',
    change: without('domain'),
    ...takenBut({ TB: NO('<domain>'), TBA: NO('<domain>'), TBI: NO('<domain>') }),
  },
  {
    title: 'a domain in U-labels',
    change: replace('<domain>example.lt', '<domain>žąsis.lt'),
    TB: NO('<domain>'),
  },
  {
    title: 'a domain of somebody else',
    change: replace('<domain>example.lt', '<domain>a.example'),
    ...takenBut({}),
  },
  {
    title: 'no displayName',
    change: without('displayName'),
    ...takenBut({ TBI: NO('displayName is missing') }),
  },
  {
    title: 'no displayShortName',
    change: without('displayShortName'),
    ...takenBut({ TBI: NO('displayShortName is missing') }),
  },
  {
    title: 'no incoming server',
    change: withoutSections('incomingServer'),
    TB: NO('no incoming server'),
    TBA: NO('reads only imap'),
    TBI: NO('no incoming server'),
    DC: NO('no imap server'),
    FE: NO('must be imap'),
    NC: NO('no imap server'),
    EVO: NO('no imap or pop3 server'),
    KM: NO('no imap or pop3 server'),
  },
  {
    title: 'no outgoing server',
    change: withoutSections('outgoingServer'),
    TB: NO('no smtp server'),
    TBA: NO('no smtp server'),
    TBI: CANNOT_SEND,
    DC: NO('no smtp server'),
    FE: NO('must be smtp'),
    NC: CANNOT_SEND,
    EVO: CANNOT_SEND,
    KM: CANNOT_SEND,
  },
  {
    title: 'an unknown type after the others',
    change: replace('<outgoingServer', `${JMAP}<outgoingServer`),
    ...takenBut({ TBI: NO('jmap') }),
  },
  {
    title: 'an unknown type before the others',
    change: replace('<incomingServer', `${JMAP}<incomingServer`),
    ...takenBut({ TBI: NO('jmap'), FE: NO('must be imap') }),
  },
]
