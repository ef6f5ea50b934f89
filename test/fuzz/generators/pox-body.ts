// Bodies of POX requests: as clients write them, in another but equal form, nearly well-formed, and hostile.
import fc, { type Arbitrary } from 'fast-check'
import {
  element,
  escaped,
  MOBILESYNC_RESPONSE,
  OUTLOOK_REQUEST,
  OUTLOOK_RESPONSE,
  schema,
} from '../../protocols/autodiscover/bodies.js'
import type { Canary } from '../canaries.js'
import { octetsOf, type Octets } from '../request.js'
import { address, type AddressShape, plainAddress } from './addresses.js'
import { change, changed, fragment, long } from './texts.js'

export interface PoxBody {
  write: (canary: Canary) => Octets
  mayShow: readonly string[]
  /** The address that must be understood, where the body is sound. */
  only?: AddressShape | undefined
}

/** What other servers are asked along with the rest: never read here. */
const unread = ({ localPart, password }: Canary) =>
  element('Password', password) + element('LegacyDN', `/o=x/cn=${localPart}`)

const declaration = fc.constantFrom(
  '<?xml version="1.0" encoding="utf-8"?>',
  "<?xml version='1.0' encoding='UTF-8' standalone='no'?>\n",
  '\ufeff<?xml version="1.0"?>',
  '',
)
const beside = fc.constantFrom(
  () => '',
  () => '<!-- <!DOCTYPE x> -->',
  () => '<x:Other xmlns:x="urn:x" a="1"><y/></x:Other>',
  unread,
  ({ password }: Canary) => `<!-- ${password} -->`,
)
const wanted = fc.constantFrom(
  schema(OUTLOOK_RESPONSE),
  '',
  schema(''),
  schema(MOBILESYNC_RESPONSE),
)

interface Outline {
  declaration: string
  prefix: string
  wanted: string
  beside: (canary: Canary) => string
  isSwapped: boolean
}

const outline: Arbitrary<Outline> = fc.record({
  declaration,
  prefix: fc.constantFrom('', '', 'a:'),
  wanted,
  beside,
  isSwapped: fc.boolean(),
})

function written(
  { declaration: start, prefix, wanted: wish, beside: more, isSwapped }: Outline,
  canary: Canary,
  addresses: readonly string[],
): string {
  const own = addresses.map((one) => element('EMailAddress', one)).join('')
  const children = [own, wish, more(canary)]
  const content = (isSwapped ? children.toReversed() : children).join('\n ')
  const xmlns = prefix === '' ? 'xmlns' : 'xmlns:a'
  const name = (tag: string) => `${prefix}${tag}`
  const root = `<${name('Autodiscover')} ${xmlns}="${OUTLOOK_REQUEST}">`
  return `${start}${root}<${name('Request')}>${content}</${name('Request')}></${name('Autodiscover')}>`
}

/** As XML allows the same text to be written. */
const asText = fc.constantFrom(
  escaped,
  (text: string) => `\n ${escaped(text)}\t`,
  (text: string) => (text.includes(']]>') ? escaped(text) : `<![CDATA[${text}]]>`),
  (text: string) =>
    Array.from(text, (one) => `&#x${(one.codePointAt(0) ?? 0).toString(16)};`).join(''),
)

const sound: Arbitrary<PoxBody> = fc
  .tuple(outline, plainAddress, asText)
  .map(([form, shape, write]) => ({
    write: (canary) => octetsOf(written(form, canary, [write(shape.write(canary))])),
    mayShow: shape.mayShow,
    // Not everybody has ActiveSync.
    only: form.wanted.includes(MOBILESYNC_RESPONSE) ? undefined : shape,
  }))

const DOCTYPES = [
  '<!DOCTYPE Autodiscover>',
  '<!DOCTYPE x [<!ENTITY e "a"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">]>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>',
  '<?xml-stylesheet href="x"?>',
]
const MARKUP = [
  ...[
    '&e;',
    '&f;',
    '&#0;',
    '&#xD800;',
    '&#x110000;',
    '&nbsp;',
    '&',
    '<',
    '</',
    '<a',
    '<a b',
    '<a b=',
    '<a b="',
  ],
  ...[
    '<EMailAddress>x@starttls.example</EMailAddress>',
    '</EMailAddress>',
    '<EMailAddress/>',
    '</Request>',
  ],
  ...[
    '<__proto__>',
    '<constructor/>',
    ' a="1" a="2"',
    ' xmlns=""',
    ' xmlns:a="urn:a"',
    '<a:b:c/>',
    '<x:y/>',
  ],
  ...[
    '<!--',
    '--',
    '<![CDATA[',
    ']]>',
    '<?php',
    '?>',
    '<Autodiscover>',
    '<Response>',
    '\u0000',
    '\ufffe',
  ],
]
const nested = fc
  .tuple(
    fc.constantFrom('<x>', '<EMailAddress>', '<a:b xmlns:a="u">', '<Request>'),
    fc.integer({ min: 1, max: 1000 }),
    fc.boolean(),
  )
  .map(([tag, times, isClosed]) => {
    const name = /\w[\w:]*/.exec(tag)?.[0] ?? ''
    return tag.repeat(times) + (isClosed ? `</${name}>`.repeat(times) : '')
  })
const attributes = fc.integer({ min: 1, max: 800 }).map((times) => {
  const all = Array.from({ length: times }, (_, index) => ` a${index}="${index}"`)
  return `<x${all.join('')}/>`
})
const markup = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...MARKUP) },
  { weight: 2, arbitrary: fragment },
  { weight: 1, arbitrary: long },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: attributes },
  { weight: 1, arbitrary: fc.constantFrom(...DOCTYPES) },
)

const ENCODINGS: readonly ((text: string) => Octets)[] = [
  octetsOf,
  octetsOf,
  octetsOf,
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').toString('latin1'),
  (text) => Buffer.from(text, 'utf16le').swap16().toString('latin1'),
  (text) => octetsOf(text.replace(/utf-8/i, 'ISO-8859-1')),
  (text) => text.replaceAll(/[^\u0000-\u00ff]/g, '?'),
  (text) => octetsOf(text.replaceAll('<', '+ADw-')),
]

const hostile: Arbitrary<PoxBody> = fc
  .record({
    form: outline,
    doctype: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...DOCTYPES)),
    shapes: fc.array(address, { maxLength: 3 }),
    asText: fc.oneof(
      asText,
      fc.constant((text: string) => text),
    ),
    changes: fc.array(change(markup), { maxLength: 4 }),
    encode: fc.constantFrom(...ENCODINGS),
  })
  .map(({ form, doctype, shapes, asText: write, changes, encode }) => ({
    write(canary) {
      const start = { ...form, declaration: form.declaration + doctype }
      const texts = shapes.map((shape) => write(shape.write(canary)))
      return encode(changed(written(start, canary, texts), changes))
    },
    // Among the markup is an address of this one.
    mayShow: [...shapes.flatMap(({ mayShow }) => mayShow), 'starttls'],
  }))

const nothingOfTheKind: Arbitrary<PoxBody> = fc
  .oneof(
    fc.constantFrom('', '<', '<a/>', '{"a":1}', '<html><body>x</body></html>', '\ufeff'),
    fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets).toString('latin1')),
    fc
      .tuple(markup, fc.integer({ min: 1, max: 200 }))
      .map(([text, times]) => octetsOf(text.repeat(times))),
  )
  .map((text) => ({ write: () => text.slice(0, 20_000), mayShow: ['starttls'] }))

export const poxBody: Arbitrary<PoxBody> = fc.oneof(
  { weight: 3, arbitrary: sound },
  { weight: 6, arbitrary: hostile },
  { weight: 1, arbitrary: nothingOfTheKind },
)
