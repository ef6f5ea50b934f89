// What is refused, and how: `code/status`.
import {
  element,
  mobilesync,
  MOBILESYNC_RESPONSE,
  outlook,
  OUTLOOK_RESPONSE,
  request,
  schema,
} from './bodies.js'

interface Refused {
  title: string
  body: string | Uint8Array
  expect: string
  headers?: Readonly<Record<string, string>>
}

/** Rows that are refused alike. */
function alike(expected: string, rows: readonly Omit<Refused, 'expect'>[]): Refused[] {
  return rows.map((row) => ({ ...row, expect: expected }))
}

const SCHEMA = schema(OUTLOOK_RESPONSE)
const ADDRESS = element('EMailAddress', 'marker.ana@example.org')
const BODY = outlook('marker.ana@example.org')

const unknown = alike('500/404', [
  { title: 'AD-T26 a domain nobody hosts', body: outlook('a@nohost.example.com') },
  { title: 'AD-T26 a name below a hosted one', body: outlook('a@sub.example.org') },
  { title: 'AD-T26 the parent of hosted ones', body: outlook('a@example.com') },
  { title: 'AD-T26 the parent of a wildcard', body: outlook('a@wild.example.com') },
  {
    title: 'AD-T31 only a LegacyDN',
    body: request(element('LegacyDN', '/o=x/cn=marker') + SCHEMA),
  },
  {
    title: 'AD-T52 mobilesync for a domain nobody hosts',
    body: mobilesync('a@nohost.example.com'),
  },
  {
    title: 'AD-T52 mobilesync for a domain that another service answers for',
    body: mobilesync('a@moved.example.com'),
  },
  { title: 'AD-T52 mobilesync for a mailbox that moved', body: mobilesync('a@gone.example.com') },
  {
    title: 'AD-T49 a redirect that names no autodiscover service',
    body: outlook('a@elsewhere.example.com'),
  },
])

const noSettings = alike('501/404', [
  { title: 'AD-T27 a domain without mail', body: outlook('a@off.example.com') },
  { title: 'AD-T27 a mailbox that moved to such a domain', body: outlook('a@to-off.example.com') },
  { title: 'AD-T27 mobilesync for a domain without mail', body: mobilesync('a@off.example.com') },
  {
    title: 'AD-T25 no incoming server that POX can state',
    body: outlook('a@unstatable-imap.example.com'),
  },
  {
    title: 'AD-T25 no outgoing server that POX can state',
    body: outlook('a@unstatable-smtp.example.com'),
  },
  { title: 'AD-5.4 OAuth2 alone', body: outlook('a@oauth-only.example.com') },
  { title: 'AD-5.6 a log-in that nobody can derive', body: outlook('a@real-name.example.com') },
  { title: 'AD-T27 servers of other kinds alone', body: outlook('a@exchange-only.example.com') },
])

const notXml = alike('600/400', [
  { title: 'AD-T28 nothing', body: '' },
  { title: 'AD-T28 blanks', body: ' \r\n' },
  { title: 'AD-T28 a word', body: 'hello' },
  { title: 'AD-T28 a page', body: '<!doctype html><html><body>marker</body></html>' },
  { title: 'AD-T28 JSON', body: '{"Email":"marker@example.org"}' },
  { title: 'AD-T28 one octet', body: '<' },
  { title: 'AD-T28 cut off', body: BODY.slice(0, -20) },
  { title: 'AD-T28 another root', body: BODY.replaceAll('Autodiscover', 'Foo') },
  {
    title: 'AD-T28 a root in small letters',
    body: BODY.replaceAll('Autodiscover', 'autodiscover'),
  },
  { title: 'AD-T28 no Request', body: '<Autodiscover/>' },
  { title: 'AD-T28 Request in small letters', body: BODY.replaceAll('Request>', 'request>') },
  {
    title: 'AD-T28 two Request',
    body: BODY.replace('</Autodiscover>', `<Request>${ADDRESS}</Request></Autodiscover>`),
  },
  {
    title: 'AD-T28 a second, empty Request',
    body: BODY.replace('</Autodiscover>', '<Request/></Autodiscover>'),
  },
  { title: 'AD-T28 two roots', body: `${BODY}<Autodiscover/>` },
  { title: 'AD-T28 text after the root', body: `${BODY}marker` },
  { title: 'AD-T28 tags that cross', body: BODY.replace('</Request></Auto', '</Auto</Request>') },
  {
    title: 'AD-T28 a processing instruction',
    body: BODY.replace('<Request>', '<?php x?><Request>'),
  },
  { title: 'AD-T28 an attribute twice', body: BODY.replace('<Request>', '<Request a="1" a="2">') },
  {
    title: 'AD-T53 two Request in mobilesync',
    body: mobilesync('kim@eas.example.com').replace('<Request>', '<Request/><Request>'),
  },
])

const addresses: { title: string; markup: string }[] = [
  { title: 'empty', markup: '' },
  { title: 'blank', markup: ' \n ' },
  { title: 'without @', markup: 'marker-no-at-sign' },
  { title: 'of a top-level domain', markup: 'marker@org' },
  { title: 'with two @', markup: 'marker@a@example.org' },
  { title: 'of 300 characters', markup: `${'marker'.repeat(48)}@example.org` },
  { title: 'with a local part of 65', markup: `${'m'.repeat(65)}@example.org` },
  { title: 'with a control character', markup: 'marker&#1;x@example.org' },
  { title: 'with a NUL reference', markup: 'marker&#0;x@example.org' },
  { title: 'with a line break', markup: 'marker&#13;&#10;X-Evil: 1@example.org' },
  { title: 'with markup, escaped', markup: 'marker&lt;Type&gt;b@example.org' },
  { title: 'with an element', markup: 'marker<b/>@example.org' },
  { title: 'inside an element', markup: '<EMailAddress>marker@example.org</EMailAddress>' },
  { title: 'with an entity of HTML', markup: 'marker&eacute;@example.org' },
  { title: 'with a bare ampersand', markup: 'marker&co@example.org' },
  { title: 'quoted', markup: '"marker ana"@example.org' },
  { title: 'with a zero-width space', markup: 'marker\u200b@example.org' },
  { title: 'with an IP address', markup: 'marker@[127.0.0.1]' },
  { title: 'with a name', markup: 'Ana &lt;marker@example.org&gt;' },
]

const badAddresses = alike('600/400', [
  { title: 'AD-T29 no address', body: request(SCHEMA) },
  { title: 'AD-T29 the address twice', body: request(ADDRESS + ADDRESS + SCHEMA) },
  { title: 'AD-T29 two addresses', body: request(`${ADDRESS}<EMailAddress/>${SCHEMA}`) },
  { title: 'AD-T29 the schema twice', body: request(ADDRESS + SCHEMA + SCHEMA) },
  {
    title: 'AD-T29 the address in another element',
    body: request(element('Foo', ADDRESS) + SCHEMA),
  },
  {
    title: 'AD-T29 the address spelled Email',
    body: BODY.replaceAll('EMailAddress', 'EmailAddress'),
  },
  ...addresses.map(({ title, markup }) => ({
    title: `AD-T29 an address ${title}`,
    body: outlook(markup),
  })),
])

const schemas: Refused[] = [
  'http://marker.example.com/x',
  `${MOBILESYNC_RESPONSE}XX`,
  `marker ${OUTLOOK_RESPONSE}`,
  OUTLOOK_RESPONSE.replace('outlook/', 'marker/'),
].map((uri) => ({
  title: `AD-T32 the schema ${uri}`,
  body: request(ADDRESS + schema(uri)),
  expect: '601/404',
}))

function utf16(text: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const IN_16 = BODY.replace('utf-8', 'utf-16')
const octets = (hex: string) =>
  Buffer.concat([
    Buffer.from(BODY.slice(0, BODY.indexOf('marker'))),
    Buffer.from(hex, 'hex'),
    Buffer.from(BODY.slice(BODY.indexOf('marker'))),
  ])

const encodings: Refused[] = [
  { title: 'UTF-16LE', body: utf16(IN_16) },
  { title: 'UTF-16LE with its mark', body: utf16(`\ufeff${IN_16}`) },
  { title: 'UTF-16BE', body: utf16(IN_16, true) },
  { title: 'UTF-16BE with its mark', body: utf16(`\ufeff${IN_16}`, true) },
  { title: 'UTF-32', body: Buffer.concat([Buffer.from('fffe0000', 'hex'), utf16(IN_16)]) },
  { title: 'a declaration of UTF-16 over UTF-8', body: IN_16 },
  { title: 'a declaration of UTF-7', body: BODY.replace('utf-8', 'utf-7') },
  { title: 'a declaration of EBCDIC', body: BODY.replace('utf-8', 'cp037') },
  {
    title: 'Latin-1 with an octet of it',
    body: Buffer.from(BODY.replace('utf-8', 'iso-8859-1').replace('ana', 'anä'), 'latin1'),
  },
  { title: 'half a character', body: octets('c328') },
  { title: 'an overlong form', body: octets('c080') },
  { title: 'a surrogate', body: octets('eda080') },
  { title: 'beyond Unicode', body: octets('f4908080') },
  { title: 'a NUL', body: octets('00') },
  { title: 'U+FFFE', body: octets('efbfbe') },
  { title: 'a mark inside', body: octets('efbbbf') },
].map((row) => ({ ...row, title: `AD-T34 ${row.title}`, expect: '600/400' }))

const nested = (depth: number) => '<x>'.repeat(depth) + '</x>'.repeat(depth)
const attributes = (count: number) =>
  Array.from({ length: count }, (_, index) => ` a${index}="1"`).join('')

const limits: Refused[] = [
  { title: 'depth 9', body: request(nested(7) + ADDRESS + SCHEMA) },
  { title: '65 elements', body: request('<x/>'.repeat(61) + ADDRESS + SCHEMA) },
  { title: '17 attributes', body: request(`<x${attributes(17)}/>${ADDRESS}${SCHEMA}`) },
  { title: 'a flood of attributes', body: request(`<x${attributes(1500)}/>${ADDRESS}`) },
  { title: 'a text of 1025', body: request(element('x', 'm'.repeat(1025)) + ADDRESS) },
].map((row) => ({ ...row, title: `AD-T36 ${row.title}`, expect: '600/400' }))

/** At the limits: answered. */
export const withinLimits: { title: string; body: string }[] = [
  { title: 'depth 8', body: request(nested(6) + ADDRESS + SCHEMA) },
  { title: '64 elements', body: request('<x/>'.repeat(60) + ADDRESS + SCHEMA) },
  { title: '16 attributes', body: request(`<x${attributes(16)}/>${ADDRESS}${SCHEMA}`) },
]

const encoded: Refused[] = ['gzip', 'deflate', 'br', 'x-unknown'].map((encoding) => ({
  title: `AD-T36 Content-Encoding ${encoding}: nothing is unpacked`,
  body: BODY,
  headers: { 'content-encoding': encoding },
  expect: '600/415',
}))

const rows: Refused[] = [
  ...unknown,
  ...noSettings,
  ...notXml,
  ...badAddresses,
  ...schemas,
  { title: 'AD-T52 no ActiveSync here', body: mobilesync('ana@example.org'), expect: '601/404' },
  {
    title: 'AD-T52 an ActiveSync server without TLS is none that clients reach',
    body: mobilesync('a@eas-in-clear-text.example.com'),
    expect: '601/404',
  },
  ...encodings,
  ...limits,
  ...encoded,
]

export const refusedRows = rows.map((row) => ({ ...row, title: `${row.title}: ${row.expect}` }))
