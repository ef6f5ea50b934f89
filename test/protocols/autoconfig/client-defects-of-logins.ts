// defect × client: user names, methods, and the order in which servers stand.
import { NO, takenBut, YES } from './client-expectations.js'
import { type Defect, everyValue, EWS, incomingOnly, replace, without } from './client-changes.js'

const IMAP_SECTION = /<incomingServer type="imap">.*?<\/incomingServer>/s

export const DEFECTS_OF_LOGINS: readonly Defect[] = [
  {
    title: 'no username',
    change: without('username'),
    TB: NO('log in as "undefined"'),
    TBA: NO('no username'),
    TBI: NO('no username'),
    DC: NO('no username'),
    FE: YES,
    NC: NO('no username'),
    EVO: NO('incomplete'),
    KM: NO('no username'),
  },
  {
    // It takes the first section that it can read, and looks at the user name only afterwards.
    title: 'no username in the first section',
    change: replace(/<username>.*<\/username>/, ''),
    TB: NO('imap has no username'),
    TBA: NO('imap has no username'),
  },
  {
    title: 'an unknown authentication method',
    change: everyValue('authentication', 'x-unknown'),
    TB: NO('no authentication method'),
    TBA: NO('authentication of imap'),
    TBI: NO('authentication of imap'),
    DC: YES,
    FE: YES,
    NC: YES,
    EVO: YES,
    KM: YES,
  },
  {
    title: 'no authentication method',
    change: without('authentication'),
    TB: NO('no authentication method'),
    TBA: NO('authentication of imap'),
    TBI: NO('authentication of imap'),
    DC: YES,
    FE: YES,
    NC: YES,
    EVO: YES,
    KM: YES,
  },
  {
    title: 'the old name of the password method',
    change: everyValue('authentication', 'plain'),
    TB: YES,
    TBA: NO('authentication of imap'),
    TBI: NO('authentication of imap'),
    EVO: YES,
    KM: YES,
  },
  {
    title: 'OAuth2 alone',
    change: everyValue('authentication', 'OAuth2'),
    ...takenBut({ TB: NO("Thunderbird's own list"), TBA: NO('own list') }),
  },
  {
    title: 'OAuth2 before a password',
    change: replace(/<authentication>/g, '<authentication>OAuth2</authentication><authentication>'),
    ...takenBut({}),
  },
  {
    title: 'a SASL mechanism before a password',
    change: replace(
      /<authentication>/g,
      '<authentication system="sasl">SCRAM-SHA-256</authentication>$&',
    ),
    ...takenBut({ TBI: NO('authentication of imap') }),
  },
  {
    title: 'an oAuth2 section without its scope',
    change: replace(
      '</clientConfig>',
      '<oAuth2><issuer>a.example</issuer></oAuth2></clientConfig>',
    ),
    ...takenBut({ TBI: NO('oAuth2 without scope') }),
  },
  {
    title: 'a server that sends without a password',
    change: replace(/(465.*?<authentication>).*?<\/username>/s, '$1none</authentication>'),
    TB: YES,
    TBA: NO('authentication of smtp'),
    TBI: NO('authentication of smtp'),
    NC: YES,
    EVO: YES,
    KM: YES,
  },
  {
    title: 'another user name in one section',
    change: replace('%EMAILADDRESS%', '%EMAILLOCALPART%'),
    ...takenBut({ FE: NO('several') }),
  },
  {
    title: 'another user name in a calendar',
    change: replace(
      '</clientConfig>',
      '<calendar type="caldav"><username>%EMAILLOCALPART%</username></calendar></clientConfig>',
    ),
    ...takenBut({ FE: NO('several') }),
  },
  {
    title: 'a user name made of both parts',
    change: everyValue('username', '%EMAILLOCALPART%.%EMAILDOMAIN%'),
    ...takenBut({ FE: NO('only the address or the local part') }),
  },
  {
    title: 'the local part in host names',
    change: everyValue('hostname', '%EMAILLOCALPART%.mail.example.lt'),
    ...takenBut({ FE: NO('placeholder'), NC: NO('placeholder') }),
  },
  {
    title: 'POP3 before IMAP',
    change: (document) => {
      const [imap = ''] = IMAP_SECTION.exec(document) ?? []
      return document.replace(imap, '').replace('<outgoingServer', `${imap}<outgoingServer`)
    },
    ...takenBut({ FE: NO('must be imap') }),
  },
  {
    title: 'a last section that says too little',
    change: replace(
      '<outgoingServer',
      '<incomingServer type="imap"><hostname>a.example</hostname></incomingServer><outgoingServer',
    ),
    TB: YES,
    TBA: NO('imap has no port'),
    DC: YES,
    FE: YES,
    NC: YES,
    EVO: NO('last imap section'),
    KM: YES,
  },
  {
    title: 'unknown elements and attributes elsewhere',
    change: replace('</emailProvider>', '<logo type="x">a</logo></emailProvider><new x="1"/>'),
    ...takenBut({}),
  },
  {
    title: 'EWS alone',
    change: incomingOnly(EWS('https://mail.example.lt/ews/')),
    TB: YES,
    TBA: NO('reads only imap'),
  },
  {
    title: 'EWS alone, with a port in its URL',
    change: incomingOnly(EWS('https://mail.example.lt:443/ews/')),
    TB: NO('names a port'),
  },
  {
    title: 'EWS alone, over http',
    change: incomingOnly(EWS('http://mail.example.lt/ews/')),
    TB: NO('not https'),
  },
  {
    title: 'EWS alone, with the HTTP scheme alone',
    change: (document) =>
      incomingOnly(EWS('https://mail.example.lt/ews/'))(document).replace(
        /(<incomingServer type="ews">.*?)<authentication>password-cleartext<\/authentication>/s,
        '$1',
      ),
    TB: NO('ews has no authentication method'),
  },
]
