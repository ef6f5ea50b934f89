// domain × client and defect × client: who sets itself up, and a fragment of the reason why not.
// The ids C01 to C06 name one client each; every domain has a row for all of them, `yes` where nothing is written.

export const CLIENTS = {
  TB: 'Thunderbird',
  TBA: 'Thunderbird for Android, K-9 Mail',
  TBI: 'Thunderbird for iOS',
  DC: 'Delta Chat',
  FE: 'FairEmail',
  NC: 'Nextcloud Mail',
  EVO: 'Evolution',
  KM: 'KMail',
} as const
export type ClientCode = keyof typeof CLIENTS

type Expected = Partial<Record<ClientCode, RegExp>>

const YES = /^yes$/
const NO = (reason: string) => new RegExp(`^no: .*${reason}`)
const CANNOT_SEND = /^partly: .*could not send/

const ALL: readonly ClientCode[] = ['TB', 'TBA', 'TBI', 'DC', 'FE', 'NC', 'EVO', 'KM']

/** A reason for some clients; the others take it. */
function takenBut(refusals: Expected): Expected {
  return { ...Object.fromEntries(ALL.map((code) => [code, YES])), ...refusals }
}

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

type Change = (document: string) => string

const replace =
  (from: string | RegExp, to: string): Change =>
  (document) =>
    document.replace(from, to)
const without = (element: string): Change =>
  replace(new RegExp(`<${element}>.*?</${element}>`, 'gs'), '')
const everyValue = (element: string, value: string): Change =>
  replace(new RegExp(`<${element}>.*?</${element}>`, 'gs'), `<${element}>${value}</${element}>`)
const withoutSections = (element: string): Change =>
  replace(new RegExp(`<${element} .*</${element}>`, 's'), '')
const incomingOnly =
  (section: string): Change =>
  (document) =>
    withoutSections('incomingServer')(
      document.replace('<outgoingServer', `<new/><outgoingServer`),
    ).replace('<new/>', section)

const EWS = (url: string) =>
  `<incomingServer type="ews"><url>${url}</url><authentication system="http">Basic</authentication>` +
  '<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></incomingServer>'
const JMAP =
  '<incomingServer type="jmap"><url>https://jmap.example.lt/</url>' +
  '<authentication>OAuth2</authentication><username>%EMAILADDRESS%</username></incomingServer>'
const IMAP_SECTION = /<incomingServer type="imap">.*?<\/incomingServer>/s

/** Changes to the document of example.lt. A client without an entry is not asked: nobody knows. */
export const DEFECTS: readonly (Expected & { title: string; change: Change })[] = [
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
  {
    title: 'no hostname anywhere',
    change: without('hostname'),
    ...Object.fromEntries(
      ALL.map((code) => [code, NO(code === 'EVO' ? 'incomplete' : 'no hostname')]),
    ),
  },
  {
    title: 'no hostname in the first section: skipped or fatal',
    change: replace(/<hostname>.*<\/hostname>/, ''),
    TB: YES,
    TBA: NO('imap has no hostname'),
    TBI: NO('imap has no hostname'),
    DC: NO('imap has no hostname'),
    FE: NO('imap has no hostname'),
  },
  {
    title: 'a hostname in U-labels',
    change: everyValue('hostname', 'žąsis.lt'),
    TB: NO('no hostname'),
  },
  {
    title: 'no port for receiving',
    change: replace(/<port>99[35]<\/port>/g, ''),
    TB: YES,
    TBA: NO('imap has no port'),
    TBI: NO('imap has no port'),
    DC: NO('imap has no port'),
    FE: NO('imap has no port'),
    NC: NO('imap has no port'),
    EVO: NO('incomplete'),
    KM: NO('no port'),
  },
  {
    title: 'no port for sending',
    change: replace('<port>465</port>', ''),
    TB: NO('smtp has no port'),
  },
  {
    title: 'a port in words',
    change: everyValue('port', 'imaps'),
    TB: NO('no port'),
    TBA: NO('no port'),
    TBI: NO('no port'),
    DC: YES,
    FE: NO('no port'),
    NC: NO('no port'),
    KM: NO('no port'),
  },
  {
    title: 'port 0',
    change: everyValue('port', '0'),
    TB: NO('no port'),
    TBA: NO('no port'),
    TBI: NO('no port'),
    NC: NO('no port'),
    KM: NO('no port'),
  },
  {
    title: 'port 65536',
    change: everyValue('port', '65536'),
    TB: NO('no port'),
    TBA: NO('no port'),
  },
  {
    title: 'blanks around the port',
    change: replace(/(<port>)(.*)(<\/port>)/g, '$1 $2 $3'),
    TB: YES,
    TBA: NO('imap has no port'),
  },
  {
    title: 'no socketType',
    change: without('socketType'),
    TB: NO('no socketType'),
    TBA: NO('no socketType'),
    TBI: NO('no socketType'),
    DC: YES,
    FE: YES,
    NC: NO('would not encrypt'),
    EVO: NO('incomplete'),
    KM: YES,
  },
  {
    title: 'plain',
    change: everyValue('socketType', 'plain'),
    TB: YES,
    TBA: NO('plain'),
    TBI: NO('plain'),
    DC: YES,
    FE: NO('encrypts always'),
    NC: YES,
    EVO: YES,
    KM: YES,
  },
  {
    title: 'the socketType TLS',
    change: everyValue('socketType', 'TLS'),
    TB: NO('no socketType'),
    TBA: NO('no socketType'),
    TBI: NO('no socketType'),
    DC: YES,
    FE: YES,
    NC: NO('socketType'),
    EVO: NO('incomplete'),
    KM: YES,
  },
  {
    title: 'the socketType in small letters',
    change: everyValue('socketType', 'ssl'),
    TB: NO('no socketType'),
    TBA: NO('no socketType'),
    TBI: NO('no socketType'),
    DC: YES,
    FE: YES,
    NC: YES,
    EVO: NO('incomplete'),
    KM: YES,
  },
  {
    title: 'blanks around the socketType',
    change: everyValue('socketType', ' SSL '),
    TB: NO('no socketType'),
    TBA: NO('no socketType'),
    TBI: YES,
    DC: YES,
    FE: YES,
    NC: NO('would not encrypt'),
    EVO: NO('incomplete'),
    KM: YES,
  },
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
