// Bodies of POX requests, made by hand and from real ones: cut at every octet, with octets exchanged, in other encodings.
import { readdirSync, readFileSync } from 'node:fs'
import { accepted, refused, survived, type XmlCase } from '../../http/xml-bodies.cases.js'
import { outlook } from '../../protocols/autodiscover/bodies.js'
import type { Canary } from '../canaries.js'
import { type Octets, octetsOf } from '../request.js'

export interface BodyCase {
  title: string
  body: Octets
  /** Whose settings must come, where they must. */
  mustShow?: string | undefined
}

const FOLDER = new URL('../../protocols/autodiscover/requests/', import.meta.url)
const ADDRESS = /(<(?:\w+:)?EMailAddress>)[^<]*/

/** What clients really send, with an address of ours. */
function realRequests({ localPart }: Canary): BodyCase[] {
  return readdirSync(FOLDER).map((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8')
    return {
      title: name,
      body: octetsOf(text.replace(ADDRESS, `$1${localPart}@full.example`)),
    }
  })
}

function octetsIn({ body }: XmlCase): Octets {
  return typeof body === 'string' ? octetsOf(body) : Buffer.from(body).toString('latin1')
}

/** The rows speak of b.example and other.example; here others are hosted. */
function rows(cases: readonly XmlCase[], { localPart }: Canary, mustShow?: string): BodyCase[] {
  return cases.map((row) => {
    const body = octetsIn(row)
      .replaceAll('a@b.example', `${localPart}@full.example`)
      .replaceAll('b.example', 'full.example')
      .replaceAll('other.example', 'starttls.example')
    return {
      title: `${row.id} ${row.title}`,
      body,
      mustShow: body.length > LIMIT ? undefined : mustShow,
    }
  })
}
const LIMIT = 16 * 1024

const ENCODINGS: Readonly<Record<string, (text: string) => Octets>> = {
  'UTF-8': octetsOf,
  'UTF-8 with a mark': (text) => octetsOf(`\ufeff${text}`),
  'UTF-16LE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').toString('latin1'),
  'UTF-16BE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1'),
  'UTF-32LE': (text) =>
    Buffer.from(Uint32Array.from(text, (one) => one.codePointAt(0) ?? 0).buffer).toString('latin1'),
  'ISO-8859-1': (text) => text,
}
const DECLARED = ['', 'utf-8', 'UTF-16', 'ISO-8859-1', 'US-ASCII', 'x-nonsense']

function matrix({ localPart }: Canary): BodyCase[] {
  const whole = outlook(`${localPart}\u00fc@full.example`)
  return Object.entries(ENCODINGS).flatMap(([name, encode]) =>
    DECLARED.map((declared) => ({
      title: `${name}, declared as "${declared}"`,
      body: encode(
        declared === '' ? whole.replace(/^<\?.*\n/, '') : whole.replace('utf-8', declared),
      ),
    })),
  )
}

const EXCHANGED = ['\u0000', '\u00ff', '<', '&']

function* damaged(real: BodyCase): Generator<BodyCase> {
  const { title, body } = real
  for (let at = 0; at < body.length; at += 1) {
    yield { title: `${title} cut at ${at}`, body: body.slice(0, at) }
  }
  for (let at = 0; at < body.length; at += 1) {
    // One of the four at each octet, in turn: all at all of them would take minutes and show the same.
    const octet = EXCHANGED[at % EXCHANGED.length] ?? ''
    const changed = `${body.slice(0, at)}${octet}${body.slice(at + 1)}`
    yield { title: `${title} with ${JSON.stringify(octet)} at ${at}`, body: changed }
  }
}

const MALFORMED = [
  ...[
    '<a',
    '<a>',
    '<a/',
    '<a/><b/>',
    '</a>',
    '<a></b>',
    '<a b/>',
    '<a b=c/>',
    '<a b=\'c"/>',
    '<a b="<"/>',
    '<1/>',
  ],
  ...[
    '<a b="1" b="2"/>',
    '<a>&b;</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>]]></a>',
    '<a><!-- -- --></a>',
    '<a><!-- ---></a>',
  ],
  ...[
    '<?xml?><a/>',
    '<?xml version="2.0"?><a/>',
    ' <?xml version="1.0"?><a/>',
    '<?XML version="1.0"?><a/>',
    '<a><?xml ?></a>',
  ],
  ...[
    '<!DOCTYPE',
    '<!DOCTYPE a [',
    '<!DOCTYPE a [<!ENTITY % b "c">%b;]><a/>',
    '<!ELEMENT a ANY><a/>',
    '<![CDATA[a]]>',
  ],
  ...[
    '<a:/>',
    '<:a/>',
    '<a:b:c/>',
    '<xmlns:a/>',
    '<a xmlns:xml="u"/>',
    '<a xmlns:b=""/>',
    '<a\u00a0b="c"/>',
    '<a/>\u0000',
  ],
]

export function* poxCorpus(canary: Canary): Generator<BodyCase> {
  yield* rows(accepted, canary, 'full')
  yield* rows(refused, canary)
  yield* rows(survived, canary)
  yield* matrix(canary)
  for (const body of MALFORMED) yield { title: `malformed ${body}`, body: octetsOf(body) }
  const real = realRequests(canary)
  yield* real
  for (const one of real) yield* damaged(one)
}
