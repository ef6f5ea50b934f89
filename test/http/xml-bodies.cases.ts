// Hostile bodies for POST autodiscover.xml. Some are cut short by a limit, so sizes are part of the row.
import { poxBody } from './fixture.js'

export interface XmlCase {
  id: string
  title: string
  body: string | Uint8Array
}

const whole = poxBody('a@b.example')
const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

/** Something beside the address, inside Request. */
function beside(xml: string): string {
  return whole.replace('<Request>', () => `<Request>${xml}`)
}

/** The address as bytes, which need not be UTF-8. */
function bytes(...octets: number[]): Uint8Array {
  const [before = '', after = ''] = poxBody('\u0000').split('\u0000')
  return Buffer.concat([Buffer.from(before), Buffer.from(octets), Buffer.from(after)])
}

function declared(encoding: string, address = 'a@b.example'): string {
  return poxBody(address).replace('utf-8', encoding)
}

function nested(levels: number): string {
  return beside('<x>'.repeat(levels) + '</x>'.repeat(levels))
}

const billionLaughs =
  '<!DOCTYPE x [<!ENTITY a0 "ha">' +
  Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY a${level + 1} "${`&a${level};`.repeat(10)}">`,
  ).join('') +
  ']>'

const named = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString']

/** Read as a@b.example. */
export const accepted: XmlCase[] = [
  { id: 'X01', title: 'what Outlook sends', body: whole },
  { id: 'X06', title: 'a DOCTYPE inside a comment', body: beside('<!-- <!DOCTYPE x> -->') },
  { id: 'X09', title: 'a decimal reference', body: poxBody('a&#64;b.example') },
  { id: 'X09', title: 'a hexadecimal reference', body: poxBody('a&#x40;b.example') },
  { id: 'X09', title: 'CDATA', body: poxBody('<![CDATA[a@b.example]]>') },
  { id: 'X09', title: 'CDATA within text', body: poxBody('a<![CDATA[@]]>b.example') },
  ...named.map((name) => ({
    id: 'X13',
    title: `an element called ${name}`,
    body: beside(`<${name}><polluted>1</polluted></${name}>`),
  })),
  ...named.map((name) => ({
    id: 'X13',
    title: `an attribute called ${name}`,
    body: beside(`<x ${name}="polluted"/>`),
  })),
  { id: 'X14', title: 'depth 8 (design: 8 instead of 16)', body: nested(6) },
  { id: 'X15', title: 'an attribute of 15 KB', body: beside(`<x a="${'a'.repeat(15_000)}"/>`) },
  {
    id: 'X21',
    title: 'prefixed names',
    body: whole.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1x:').replace('xmlns=', 'xmlns:x='),
  },
  {
    id: 'X21',
    title: 'no namespace',
    body: `${DECLARATION}<Autodiscover><Request><EMailAddress>a@b.example</EMailAddress></Request></Autodiscover>`,
  },
  { id: 'X22', title: 'a byte order mark', body: `\ufeff${whole}` },
  { id: 'X22', title: 'ISO-8859-1 declared over ASCII', body: declared('ISO-8859-1') },
  { id: 'X25', title: '16,384 octets', body: whole.padEnd(16_384) },
]

/** Answered with a POX error; the address in them would be a@b.example or, cleaned up, ab@b.example. */
export const refused: XmlCase[] = [
  {
    id: 'X04',
    title: 'nested entities',
    body: poxBody('&a9;@b.example', billionLaughs),
  },
  {
    id: 'X05',
    title: 'one large entity, 2,000 times',
    body: poxBody('&e;'.repeat(2000), `<!DOCTYPE x [<!ENTITY e "${'e'.repeat(6000)}">]>`),
  },
  { id: 'X06', title: 'a bare DOCTYPE', body: poxBody('a@b.example', '<!DOCTYPE Autodiscover>') },
  { id: 'X06', title: 'a DOCTYPE of HTML', body: poxBody('a@b.example', '<!doctype html>') },
  {
    id: 'X06',
    title: 'two DOCTYPEs',
    body: poxBody('a@b.example', '<!DOCTYPE a><!DOCTYPE b>'),
  },
  {
    id: 'X07',
    title: 'an entity called "l."',
    body: poxBody('&lt;@b.example', '<!DOCTYPE x [<!ENTITY l. "<img src=x>">]>'),
  },
  { id: 'X07', title: 'a less-than sign', body: poxBody('&lt;@b.example') },
  { id: 'X08', title: '3,000 references', body: poxBody(`${'&#97;'.repeat(3000)}@b.example`) },
  ...['#0', '#xD800', '#xFFFE', '#x110000', '#9999999', '#', '#x', '#-1'].map((reference) => ({
    id: 'X10',
    title: `the reference &${reference};`,
    body: poxBody(`a&${reference};b@b.example`),
  })),
  { id: 'X11', title: 'a header', body: poxBody('a&#13;&#10;X-Evil: 1@b.example') },
  { id: 'X12', title: 'an unknown entity', body: poxBody('&foo;@b.example') },
  { id: 'X12', title: 'a bare ampersand', body: poxBody('a&b@b.example') },
  { id: 'X14', title: 'depth 9 (design: 8 instead of 16)', body: nested(7) },
  { id: 'X14', title: 'depth 2,000', body: nested(2000) },
  { id: 'X14', title: 'depth 4,000, never closed', body: beside('<x>'.repeat(4000)) },
  { id: 'X16', title: 'an attribute twice', body: beside('<x a="1" a="2"/>') },
  { id: 'X16', title: 'crossed tags', body: beside('<x><y></x></y>') },
  { id: 'X16', title: 'an unclosed tag', body: beside('<x>') },
  { id: 'X16', title: 'a second root', body: `${whole}<Autodiscover/>` },
  { id: 'X16', title: 'text after the root', body: `${whole}text` },
  { id: 'X17', title: 'an empty body', body: '' },
  { id: 'X17', title: 'plain text', body: 'a@b.example' },
  {
    id: 'X17',
    title: 'an HTML page',
    body: '<html><body><form action="/">a@b.example</form></body></html>',
  },
  { id: 'X17', title: 'JSON', body: '{"Autodiscover":{"Request":{"EMailAddress":"a@b.example"}}}' },
  { id: 'X17', title: 'one octet', body: '<' },
  { id: 'X19', title: 'a processing instruction', body: poxBody('a<?php x ?>@b.example') },
  {
    id: 'X19',
    title: 'a style sheet',
    body: poxBody('a@b.example', '<?xml-stylesheet href="x"?>'),
  },
  {
    id: 'X20',
    title: 'two addresses',
    body: beside('<EMailAddress>c@other.example</EMailAddress>'),
  },
  {
    id: 'X20',
    title: 'one address inside another',
    body: poxBody('a@b.example<EMailAddress>c@other.example</EMailAddress>'),
  },
  { id: 'X20', title: 'an element inside the address', body: poxBody('<b>a@b.example</b>') },
  { id: 'X22', title: 'UTF-16LE', body: Buffer.from(`\ufeff${whole}`, 'utf16le') },
  { id: 'X22', title: 'UTF-16BE', body: Buffer.from(`\ufeff${whole}`, 'utf16le').swap16() },
  { id: 'X22', title: 'UTF-7', body: whole.replaceAll('<', '+ADw-') },
  { id: 'X22', title: 'UTF-7 declared', body: declared('UTF-7') },
  { id: 'X22', title: 'UTF-16 declared over ASCII', body: declared('UTF-16') },
  {
    id: 'X22',
    title: 'ISO-8859-1 with an octet of it',
    body: Buffer.from(declared('ISO-8859-1', '\u00fc@b.example'), 'latin1'),
  },
  {
    id: 'X22',
    title: 'ISO-8859-1 declared over UTF-8',
    body: declared('ISO-8859-1', '\u00fc@b.example'),
  },
  { id: 'X23', title: 'C3 28', body: bytes(0x61, 0xc3, 0x28, 0x40) },
  { id: 'X23', title: 'an encoded surrogate', body: bytes(0x61, 0xed, 0xa0, 0x80) },
  { id: 'X23', title: 'beyond U+10FFFF', body: bytes(0x61, 0xf4, 0x90, 0x80, 0x80) },
  { id: 'X23', title: 'an overlong NUL', body: bytes(0x61, 0xc0, 0x80) },
  { id: 'X24', title: 'U+0001', body: poxBody('a\u0001@b.example') },
  { id: 'X24', title: 'U+FFFE', body: poxBody('a\ufffe@b.example') },
  { id: 'X26', title: 'an open tag and 16,000 spaces', body: `<a${' '.repeat(16_000)}` },
  { id: 'X26', title: '16,000 spaces inside the root', body: `<a>${' '.repeat(16_000)}</a>` },
  { id: 'X26', title: '16,000 less-than signs', body: '<'.repeat(16_000) },
  { id: 'X26', title: '4,000 starts of a comment', body: '<!--'.repeat(4000) },
  { id: 'X26', title: '1,700 starts of CDATA', body: `<a>${'<![CDATA['.repeat(1700)}` },
  { id: 'X26', title: '16,000 brackets', body: `<a>${']'.repeat(16_000)}` },
  { id: 'X26', title: '4,000 empty elements, no root', body: '<b/>'.repeat(4000) },
  { id: 'X26', title: '3,000 empty elements', body: beside('<b/>'.repeat(3000)) },
  {
    id: 'X28',
    title: 'a control character of XML 1.1',
    body: poxBody('a&#1;@b.example').replace('1.0', '1.1'),
  },
]

/** Answered somehow, quickly. */
export const survived: XmlCase[] = [
  {
    id: 'X15',
    title: '1,500 attributes',
    body: beside(`<x${Array.from({ length: 1500 }, (_, n) => ` a${n}=""`).join('')}/>`),
  },
  {
    id: 'X15',
    title: '600 namespaces',
    body: beside(`<x${Array.from({ length: 600 }, (_, n) => ` xmlns:a${n}="u:${n}"`).join('')}/>`),
  },
]

/** Says nothing about the bytes: they decide. */
export const contentTypes: (string | undefined)[] = [
  undefined,
  'text/xml;',
  'text/xml\t;',
  ' text/xml',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/json',
  'text/xml; charset=utf-16',
  'garbage',
  '',
]
