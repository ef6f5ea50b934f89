// Documents for the import: of providers, nearly sound and hostile, and seeds of automx2.
import fc, { type Arbitrary } from 'fast-check'
import { ALL_DOCUMENTS } from '../../migration/imported.js'
import { type Canary, canary } from '../canaries.js'
import { type Octets, octetsOf } from '../request.js'
import { grafted, grafts } from './structures.js'
import { change, changed, fragment, long } from './texts.js'

export interface ImportedFile {
  octets: Octets
  /** Where a password is that must not come out. */
  canary?: Canary | undefined
}

const document = fc.constantFrom(...ALL_DOCUMENTS.map(([, bytes]) => bytes.toString()))

/** As the public database had them once: a password with each server. */
const withPassword: Arbitrary<ImportedFile> = fc.tuple(document, canary).map(([text, own]) => ({
  octets: octetsOf(
    text.replaceAll(
      /<(?:in|out)goingServer[^>]*>|<incomingServer[^>]*>/g,
      (tag) => `${tag}<password>${own.password}</password>`,
    ),
  ),
  canary: own,
}))

const MARKUP = [
  ...[
    '<domain>%EMAILDOMAIN%</domain>',
    '<domain>*</domain>',
    '<domain purpose="mx">a.example</domain>',
    '<domain/>',
  ],
  ...[
    '<incomingServer type="imap">',
    '</incomingServer>',
    '<port>0</port>',
    '<port>65536</port>',
    '<port>x</port>',
  ],
  ...[
    '<__proto__>',
    '<constructor/>',
    '<toString>x</toString>',
    '<x:y xmlns:x="u"/>',
    ' type="smtp"',
    ' a="1" a="2"',
  ],
  ...[
    '<!DOCTYPE x [<!ENTITY e "x">]>',
    '&e;',
    '&#0;',
    '&#xD800;',
    '&#x110000;',
    '&#55357;',
    '&nbsp;',
    '&',
    '<',
    '>',
  ],
  ...[
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x',
    '?>',
    '</',
    '"',
    "'",
    '<a',
    'text',
    '\u0000',
    '\ufffe',
    '\ufeff',
  ],
  ...[
    '<hostname>a b</hostname>',
    '<username></username>',
    '<authentication/>',
    '<socketType>TLS</socketType>',
  ],
]
const nested = fc
  .integer({ min: 1, max: 60 })
  .map((times) => `${'<x>'.repeat(times)}${'</x>'.repeat(times)}`)
const many = fc
  .tuple(
    fc.constantFrom('<x/>', '<domain>a.example</domain>', '<descr lang="x">y</descr>', '<!-- -->'),
    fc.integer({ min: 1, max: 500 }),
  )
  .map(([text, times]) => text.repeat(times))
const markup = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...MARKUP) },
  { weight: 2, arbitrary: fragment },
  { weight: 1, arbitrary: fc.oneof(long, nested, many) },
)

const changedDocument: Arbitrary<ImportedFile> = fc
  .tuple(document, fc.array(change(markup, 60), { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) => ({ octets: octetsOf(changed(text, changes)) }))

/** Whole elements doubled, dropped or put elsewhere: it stays well-formed. */
const movedElements: Arbitrary<ImportedFile> = fc
  .tuple(
    document,
    fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 200 }), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, moves]) => ({
    octets: octetsOf(
      moves.reduce((before, [from, to, isKept]) => {
        const lines = before.split('\n')
        const leaves = [...lines.entries()].filter(([, line]) =>
          /^\s*<(\w+)[^>]*>[^<]*<\/\1>\s*$/.test(line),
        )
        const [index, line] = leaves[from % Math.max(leaves.length, 1)] ?? [0, '']
        const [place] = leaves[to % Math.max(leaves.length, 1)] ?? [0]
        const without = isKept ? lines : lines.toSpliced(index, 1)
        return without.toSpliced(place, 0, line).join('\n')
      }, text),
    ),
  }))

const ENCODINGS: readonly ((octets: Octets) => Octets)[] = [
  (octets) => `\u00ef\u00bb\u00bf${octets}`,
  (octets) => Buffer.from(`\ufeff${octets}`, 'utf16le').toString('latin1'),
  (octets) => octets.replace(/utf-8/i, 'ISO-8859-1'),
  (octets) => octets.slice(0, Math.floor(octets.length / 2)),
  (octets) => octets.replaceAll('\n', '\r\n'),
]
const encodedDocument: Arbitrary<ImportedFile> = fc
  .tuple(document, fc.constantFrom(...ENCODINGS))
  .map(([text, encode]) => ({ octets: encode(octetsOf(text)) }))

const SEED = {
  version: '1',
  providers: [
    {
      provider: 'Some Provider',
      short_name: 'Some',
      domains: ['some.example', { name: 'other.example', use_ldap: false }],
      servers: [
        { type: 'imap', name: 'imap.some.example', port: 993, socket_type: 'SSL', prio: 10 },
        { type: 'smtp', name: 'smtp.some.example', user_name: '{0}@{1}', authentication: 'plain' },
      ],
      davservers: [{ type: 'caldav', url: 'https://dav.some.example/', use_ssl: true }],
    },
  ],
}
const seed: Arbitrary<ImportedFile> = fc
  .tuple(grafts, fc.array(change(fragment), { maxLength: 1 }))
  .map(([parts, changes]) => ({
    octets: octetsOf(changed(JSON.stringify(grafted(SEED, parts)), changes)),
  }))

export const importedFile: Arbitrary<ImportedFile> = fc.oneof(
  { weight: 4, arbitrary: changedDocument },
  { weight: 2, arbitrary: movedElements },
  { weight: 2, arbitrary: seed },
  { weight: 1, arbitrary: withPassword },
  { weight: 1, arbitrary: encodedDocument },
)
