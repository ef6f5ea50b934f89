// Settings files: sound ones, with parts exchanged, with YAML's traps put in, or cut.
import fc, { type Arbitrary } from 'fast-check'
import { stringify } from 'yaml'
import { oddTable, plainSailing } from '../../protocols/arbitrary-tables.js'
import { SETTINGS } from '../customers.js'
import { grafted, grafts } from './structures.js'
import { change, changed, fragment, long } from './texts.js'

const FULL = {
  publicUrl: 'https://setup.house.example',
  autodiscoverUrl: 'https://ad.house.example/autodiscover/autodiscover.xml',
  apple: { identifierPrefix: 'example.house', certificateFile: 'a.pem', keyFile: 'b.pem' },
  domainFiles: ['/nowhere/list.tsv', '.', '/dev/null'],
  username: '%EMAILADDRESS%',
  providers: {
    one: {
      displayName: 'One',
      domains: ['one.example', { name: 'mx.one.example', purpose: 'mx' }],
      hostname: 'mail.%EMAILDOMAIN%',
      incomingServers: [
        'imap',
        { type: 'pop3', port: 995, socketType: 'SSL', pop3: { checkInterval: 15 } },
      ],
      outgoingServers: [{ type: 'smtp', authentication: ['OAuth2', 'password-cleartext'] }],
      calendars: [{ type: 'caldav', url: 'https://dav.example.net/%EMAILADDRESS%/' }],
      note: { en: 'Hello', lt: 'Labas' },
      accent: '#336699',
      logoFile: 'logo.svg',
      support: 'https://help.example.net/',
      oAuth2: { issuer: 'login.example.net', clientID: 'x' },
      extensions: [
        { element: 'x', attributes: { a: 'b' }, children: [{ element: 'y', text: 'z' }] },
      ],
    },
  },
  domains: {
    'a.example': 'one',
    '*.b.example': { provider: 'one', hostname: 'b.example' },
    '*': 'none',
    'c.example': { redirect: { autoconfig: 'https://x.example/' } },
    'd.example': { redirectAddr: '%EMAILLOCALPART%@a.example' },
  },
}

const settings: Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(FULL) },
  { weight: 2, arbitrary: oddTable.map((asked) => asked.settings) },
  { weight: 1, arbitrary: plainSailing },
)

const TRAPS = [
  ...[
    '&a ',
    '*a',
    '*a: x\n',
    '<<: *a',
    '<<: {',
    '&a &b ',
    '!!str ',
    '!!binary |',
    '!!js/function x',
    '!x ',
  ],
  ...[
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '%TAG ! x\n',
    '#',
    ' #',
    ': ',
    '? ',
    '- ',
    '|\n',
    '>-\n',
    '|9\n',
    '\t',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '"\\x',
    '\u0000',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\ufdd2',
  ],
  ...[
    '*.x.example: one\n',
    'yes',
    '0o17',
    '1_000',
    '.inf',
    '~',
    '2001-01-01',
    '12:30:45',
    '=',
    '\r',
    '\r\n',
  ],
]
const nested = fc
  .tuple(
    fc.constantFrom('[', '{a: ', '- ', '{', '? ', '&a [', '!!map '),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([text, times]) => text.repeat(times))
/** Each anchor repeats the one before: levels of it are as many values as there are atoms. */
const bomb = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([levels, width]) => {
    const lines = Array.from({ length: levels }, (_, level) => {
      const before = level === 0 ? 'x' : `*a${level - 1}`
      return `k${level}: &a${level} [${Array.from({ length: width }, () => before).join(', ')}]\n`
    })
    return lines.join('')
  })
const insertion = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TRAPS) },
  { weight: 2, arbitrary: fragment },
  { weight: 1, arbitrary: long },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: bomb },
)

const FORMS = [
  (value: unknown) => stringify(value),
  (value: unknown) =>
    stringify(value, { defaultStringType: 'QUOTE_DOUBLE', collectionStyle: 'flow' }),
  (value: unknown) => JSON.stringify(value),
]

const written: Arbitrary<string> = fc
  .tuple(settings, grafts, fc.constantFrom(...FORMS))
  .map(([value, changes, write]) => write(grafted(value, changes)))

export const settingsText: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: written },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.oneof(written, fc.constant(SETTINGS)),
        fc.array(change(insertion, 40), { maxLength: 4 }),
      )
      .map(([text, changes]) => changed(text, changes)),
  },
  {
    weight: 1,
    arbitrary: fc.array(insertion, { maxLength: 12 }).map((pieces) => pieces.join('')),
  },
)
