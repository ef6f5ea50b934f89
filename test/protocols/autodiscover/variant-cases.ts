// The ways in which clients write one and the same question.
import {
  DECLARATION,
  element,
  outlook,
  OUTLOOK_REQUEST,
  OUTLOOK_RESPONSE,
  request,
  schema,
} from './bodies.js'

const ADDRESS = element('EMailAddress', 'ana.silva@example.org')
const SCHEMA = schema(OUTLOOK_RESPONSE)
const BODY = outlook('ana.silva@example.org')
const HTTPS = (text: string) => text.replaceAll('http://schemas', 'https://schemas')

export interface Variant {
  title: string
  body?: string
  url?: string
  headers?: Readonly<Record<string, string>>
}

/** Other ways to ask for ana.silva@example.org: each is answered with the very same octets. */
export const sameRows: Variant[] = [
  ...['autodiscover.example.org', 'example.org', 'anything.invalid', '[::1]:8080', 'a b', ''].map(
    (host) => ({ title: `AD-T02 Host "${host}"`, headers: { host } }),
  ),
  ...[
    '/Autodiscover/Autodiscover.xml',
    '/AutoDiscover/AutoDiscover.xml',
    '/AutoDiscover/autodiscover.xml',
    '/AUTODISCOVER/AUTODISCOVER.XML',
    '/autodiscover/autodiscover.xml/',
    '//autodiscover//autodiscover.xml',
    '/autodiscover/autodiscover.xml?Email=eva@starttls.example.com',
  ].map((url) => ({ title: `AD-T03 ${url}`, url })),
  ...[
    'application/xml',
    'text/xml; charset="UTF-8"',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'application/json',
    'text/plain; charset=utf-16',
    'text/xml;',
    'text/xml\t; charset=utf-8',
    'multipart/form-data; boundary=x',
    'garbage',
    '/',
    '',
  ].map((type) => ({ title: `AD-T04 Content-Type "${type}"`, headers: { 'content-type': type } })),
  { title: 'AD-T04 no Content-Type', headers: {} },
  { title: 'AD-T05 a byte order mark', body: `\ufeff${BODY}` },
  { title: 'AD-T05 a line break before the declaration', body: `\r\n${BODY}` },
  { title: 'AD-T05 no declaration', body: BODY.replace(DECLARATION, '') },
  { title: 'AD-T05 a line break at the end', body: `${BODY}\r\n` },
  { title: 'AD-T05 a declaration of ASCII', body: BODY.replace('"utf-8"', "'US-ASCII'") },
  {
    title: 'AD-T05 a declaration of Latin-1 over ASCII octets',
    body: BODY.replace('utf-8', 'iso-8859-1'),
  },
  { title: 'AD-T07 children the other way round', body: request(SCHEMA + ADDRESS) },
  {
    title: 'AD-T07 children that nobody knows',
    body: request(`<Foo><Bar>x</Bar></Foo>${ADDRESS}<Baz a="1"/>${SCHEMA}`),
  },
  {
    title: 'AD-T07 a sibling of Request',
    body: BODY.replace(
      '</Request>',
      '</Request><Foo><EMailAddress>x@y.example</EMailAddress></Foo>',
    ),
  },
  {
    title: 'AD-T07 white space around address and schema',
    body: request(
      element('EMailAddress', '\n\t ana.silva@example.org \r\n') +
        schema(`\n ${OUTLOOK_RESPONSE}\n`),
    ),
  },
  {
    title: 'AD-T07 CDATA around the address',
    body: outlook('<![CDATA[ana.silva@example.org]]>'),
  },
  { title: 'AD-T07 CDATA inside the address', body: outlook('ana.silva<![CDATA[@]]>example.org') },
  {
    title: 'AD-T07 comments, a DOCTYPE inside one of them',
    body: request(`<!-- <!DOCTYPE a> -->${ADDRESS}<!-- b -->${SCHEMA}`),
  },
  { title: 'AD-T07 a comment inside the address', body: outlook('ana.silva@<!-- -->example.org') },
  {
    title: 'AD-T08 prefixed names',
    body: BODY.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1a:').replace('xmlns=', 'xmlns:a='),
  },
  {
    title: 'AD-T08 a prefix that is never declared',
    body: BODY.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1b:'),
  },
  { title: 'AD-T09 https in namespace and schema', body: HTTPS(BODY) },
  { title: 'AD-T09 no namespace', body: BODY.replace(` xmlns="${OUTLOOK_REQUEST}"`, '') },
  { title: 'AD-T10 no schema', body: request(ADDRESS) },
  { title: 'AD-T10 an empty schema', body: request(ADDRESS + schema('')) },
  { title: 'AD-T10 a blank schema', body: request(ADDRESS + schema(' \n ')) },
  {
    title: 'AD-T10 the schema without its a',
    body: request(ADDRESS + schema(OUTLOOK_RESPONSE.slice(0, -1))),
  },
  {
    title: 'AD-T10 the schema in capitals',
    body: request(ADDRESS + schema(OUTLOOK_RESPONSE.toUpperCase())),
  },
  {
    title: 'AD-T19 address and LegacyDN',
    body: request(element('LegacyDN', '/o=Example/cn=ana') + ADDRESS + SCHEMA),
  },
  {
    title: 'AD-T20 headers with credentials and addresses',
    headers: {
      authorization: 'Basic YW5hOnNlY3JldA==',
      'x-anchormailbox': 'ana.silva@example.org',
      'x-mapihttpcapability': '1',
      'x-clientcanhandle': 'Negotiate',
      cookie: 'session=1',
    },
  },
]
