// The names of domains and what stands behind them: files with marks where something is wrong, and what is said there.
import type { Row } from './rules.cases.js'
import { domains, provider } from './settings-text.js'

const LEADS_BACK = 'leads back to the same domain'
const NO_DOMAIN = 'is no domain name'

export const NAMES: Row[] = [
  ...['localhost', 'a_b.example', '1.2.3.4', 'a..example', 'a b.example', 'https://a.example'].map(
    (name): Row => [
      name,
      domains(`»"${name}": p`),
      `error domains.${name}: "${name}" ${NO_DOMAIN}`,
    ],
  ),
  ['*.', domains('»"*.": p'), `error domains.*.: "*." ${NO_DOMAIN}`],
  [
    'a.*.example',
    domains('»"a.*.example": p'),
    `error domains.a.*.example: "a.*.example" ${NO_DOMAIN}`,
  ],
  [
    '*.*.example',
    domains('»"*.*.example": p'),
    `error domains.*.*.example: "*.*.example" ${NO_DOMAIN}`,
  ],
  [
    'of a provider',
    provider('domains: [»localhost]'),
    `error providers.p.domains.0: "localhost" ${NO_DOMAIN}`,
  ],
  [
    'of a provider, with its purpose',
    provider('domains: [a.example, »{ name: -b.example, purpose: mx }]'),
    `error providers.p.domains.1: "-b.example" ${NO_DOMAIN}`,
  ],
  [
    'a wildcard of a provider',
    provider('domains: [»"*.a.example"]'),
    'error providers.p.domains.0: "*.a.example" cannot be published; wildcards belong in the map "domains" at the top level',
  ],
]

const second = (name: string, first: string) =>
  `"${name}" stands here a second time, first ${first}`

const noProvider = (key: string) => `there is no provider "${key}"; write one of: none, p`

export const TWICE: Row[] = [
  [
    'in the map, in other letters',
    domains('a.example: p', '»A.EXAMPLE: none'),
    `error domains.A.EXAMPLE: ${second('a.example', 'with provider "p"')}`,
  ],
  [
    'in the map, with a final dot',
    domains('a.example: none', '»a.example.: p'),
    `error domains.a.example.: ${second('a.example', 'with the word none')}`,
  ],
  [
    'in the map, as U-label and A-label',
    domains('bücher.example: { redirectAddr: a@b.example }', '»xn--bcher-kva.example: p'),
    `error domains.xn--bcher-kva.example: ${second('xn--bcher-kva.example', 'with redirectAddr')}`,
  ],
  [
    'a wildcard',
    domains('"*.a.example": { redirect: { page: "https://x.example/" } }', '»"*.A.example": p'),
    `error domains.*.A.example: ${second('*.a.example', 'with redirect')}`,
  ],
  [
    'in a provider and in the map',
    `${provider('domains: [a.example]')}domains:\n  »a.example: p\n`,
    `error domains.a.example: ${second('a.example', 'with provider "p"')}`,
  ],
  [
    'in two providers',
    `${provider('domains: [a.example]')}  q: { displayName: Q, domains: [b.example, »a.example] }\n`,
    `error providers.q.domains.1: ${second('a.example', 'with provider "p"')}`,
  ],
  ...['»q', '{ provider: »q }'].map((first): Row => [
    `an entry with errors, first: ${first}`,
    domains(`c.example: ${first}`, '»C.Example: »q2'),
    `error domains.c.example${first === '»q' ? '' : '.provider'}: ${noProvider('q')}`,
    `error domains.C.Example: ${second('c.example', 'in an entry with errors')}`,
    `error domains.C.Example: ${noProvider('q2')}`,
  ]),
]

export const ENTRIES: Row[] = [
  ...[
    '{}',
    '{ displayName: A }',
    '{ provider: p, redirectAddr: a@b.example }',
    '{ provider: p, redirect: { page: "https://x.example/" } }',
    '{ redirect: { page: "https://x.example/" }, redirectAddr: a@b.example }',
  ].map((entry): Row => [
    entry,
    domains(`a.example: »${entry}`),
    'error domains.a.example: needs exactly one of provider, redirect and redirectAddr, or the word none',
  ]),
  [
    'a redirect with fields of a provider',
    domains('a.example: »{ redirectAddr: a@b.example, displayName: A, username: B }'),
    'error domains.a.example: displayName, username: only a provider can have its fields replaced',
  ],
  ...[
    'b.example',
    '@b.example',
    'a@',
    'a@b@c.example',
    'a@localhost',
    '%EMAILADDRESS%@b.example',
    '%EMAILLOCALPART@b.example',
    'a b@c.example',
    'a@%EMAILDOMAIN%',
    'a@*.example',
  ].map((target): Row => [
    `redirectAddr: ${target}`,
    domains(`a.example: { redirectAddr: »"${target}" }`),
    'error domains.a.example.redirectAddr: must look like "%EMAILLOCALPART%@other.example"',
  ]),
]

// OPS-R04 and OPS-R05: where a redirect leads.
const NO_REDIRECT = 'must be an https:// URL in ASCII, without user name, fragment and placeholders'

export const REDIRECT_URLS: Row[] = [
  'http://autoconfig.b.example/mail/config-v1.1.xml',
  '//autoconfig.b.example/mail/config-v1.1.xml',
  '/mail/config-v1.1.xml',
  'https:autoconfig.b.example',
  'https:\\\\\\\\autoconfig.b.example',
  'javascript:alert(1)',
  'https://user@autoconfig.b.example/',
  'https://user:secret@autoconfig.b.example/',
  'https://autoconfig.b.example/#top',
  'https://autoconfig.%EMAILDOMAIN%/',
  'https://autoconfig.b.example/?a=%EMAILADDRESS%',
  'https://b.example/žalia',
  'https://b.example/a b',
].map((url) => [
  url,
  domains(`a.example: { redirect: { autoconfig: »"${url}" } }`),
  `error domains.a.example.redirect.autoconfig: ${NO_REDIRECT}`,
])

export const CONTROL_CHARACTERS_IN_REDIRECTS: Row[] = ['\\r\\nX: y', '\\n', '\\t', '\\u0000'].map(
  (end) => [
    end,
    domains(`a.example: { redirect: { page: »"https://b.example/${end}" } }`),
    'error domains.a.example.redirect.page: holds a control character; remove it',
  ],
)

const loop = (format: string, url: string, name = 'a.example') =>
  domains(`"${name}": { redirect: { ${format}: »"${url}" } }`)

export const LOOPS: Row[] = [
  ...(['autoconfig', 'autodiscover', 'page'] as const).flatMap((format) =>
    ['', 'autoconfig.', 'autodiscover.', 'ua-auto-config.', 'www.'].map((label): Row => {
      const url = `https://${label}A.example/mail/config-v1.1.xml`
      return [
        `${format} to ${url}`,
        loop(format, url),
        `error domains.a.example.redirect.${format}: ${LEADS_BACK}`,
      ]
    }),
  ),
  [
    'an A-label for the same U-label',
    loop('page', 'https://xn--bcher-kva.example/', 'bücher.example'),
    `error domains.bücher.example.redirect.page: ${LEADS_BACK}`,
  ],
  [
    'a name that the wildcard stands for',
    loop('autoconfig', 'https://autoconfig.b.a.example/mail/config-v1.1.xml', '*.a.example'),
    `error domains.*.a.example.redirect.autoconfig: ${LEADS_BACK}`,
  ],
  [
    'publicUrl',
    loop('page', 'https://setup.example.net/a'),
    'error domains.a.example.redirect.page: leads back to this service',
  ],
  [
    'autodiscoverUrl',
    `autodiscoverUrl: https://ad.%EMAILDOMAIN%/autodiscover/autodiscover.xml\n${loop('autodiscover', 'https://ad.a.example/autodiscover/autodiscover.xml')}`,
    'error domains.a.example.redirect.autodiscover: leads back to this service',
  ],
]

const send = (from: string, to: string) =>
  `${from}: { redirect: { autoconfig: »"https://autoconfig.${to}/mail/config-v1.1.xml" } }`
const circle = (name: string, ...way: string[]) =>
  `error domains.${name}.redirect.autoconfig: leads in a circle: ${[name, ...way, name].join(', ')}`

export const CIRCLES: Row[] = [
  [
    'two that send to each other',
    domains(send('a.example', 'b.example'), send('b.example', 'a.example')),
    circle('a.example', 'b.example'),
    circle('b.example', 'a.example'),
  ],
  [
    'three, one of them by a wildcard, told at each; who only leads into it is not to blame',
    domains(
      send('z.example', 'a.example').replace('»', ''),
      send('a.example', 'x.b.example'),
      send('"*.b.example"', 'c.example'),
      send('c.example', 'a.example'),
    ),
    circle('a.example', '*.b.example', 'c.example'),
    circle('*.b.example', 'c.example', 'a.example'),
    circle('c.example', 'a.example', '*.b.example'),
  ],
  [
    'to one of ours that answers, and to one that redirects another format only',
    domains(
      'b.example: p',
      send('a.example', 'b.example').replace('»', ''),
      send('c.example', 'd.example').replace('»', ''),
      'd.example: { redirect: { page: "https://www.c.example/" } }',
    ),
  ],
]

const move = (from: string, to: string, mark = '') =>
  `${from}: { redirectAddr: ${mark}"%EMAILLOCALPART%@${to}" }`

export const MOVES: Row[] = [
  [
    'to itself',
    domains(move('A.example', 'a.example', '»')),
    `error domains.A.example.redirectAddr: ${LEADS_BACK}`,
  ],
  [
    'a circle of three, told once',
    domains(
      move('a.example', 'b.example'),
      move('b.example', 'c.example'),
      move('c.example', 'a.example', '»'),
    ),
    `error domains.c.example.redirectAddr: ${LEADS_BACK}`,
  ],
  [
    'into a circle',
    domains(
      move('z.example', 'a.example'),
      move('a.example', 'b.example'),
      move('b.example', 'a.example', '»'),
    ),
    `error domains.b.example.redirectAddr: ${LEADS_BACK}`,
  ],
  [
    'below its own wildcard',
    domains(move('"*.a.example"', 'b.a.example', '»')),
    `error domains.*.a.example.redirectAddr: ${LEADS_BACK}`,
  ],
  [
    'the entry for everything',
    domains(move('"*"', 'b.example', '»')),
    `error domains.*.redirectAddr: ${LEADS_BACK}`,
  ],
]
