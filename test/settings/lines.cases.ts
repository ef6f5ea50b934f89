// Every key that holds a single line of text, with values that fit and values that do not.
import { provider, server, top } from './settings-text.js'

type Where = (...lines: string[]) => string

interface Key {
  key: string
  where: Where
  /** The path to the map that holds the key. */
  path: string
  /** Lines before the last one, which holds the value; each goes one level deeper. */
  above?: readonly string[]
}

const TOP = { where: top, path: '' }
const PROVIDER = { where: provider, path: 'providers.p' }
const SERVER = { where: server, path: 'providers.p.incomingServers.0' }

/** A key below other keys of a provider. */
function below(key: string, ...above: string[]): Key {
  const lines = above.map((name) => `${name}:`)
  return { key, where: provider, path: `providers.p.${above.join('.')}`, above: lines }
}

/** A file with this value behind a key. */
/** Of two keys that belong together. */
function ofPair(key: string, other: string): Key {
  return {
    key,
    where: (...lines) => top(...lines, `  ${other}: other.pem`),
    path: 'apple',
    above: ['apple:'],
  }
}

export function written({ key, where, above = [] }: Key, value: string): string {
  return where(
    ...[...above, `${key}: ${value}`].map((line, depth) => `${'  '.repeat(depth)}${line}`),
  )
}

export function pathOf({ path, key }: Key): string {
  return path === '' ? key : `${path}.${key}`
}

const LOGIN = ['webMail', 'loginPageInfo']

/** Keys that hold one line of text, each with a text that fits. */
export const LINES: [Key, string][] = [
  [{ ...TOP, key: 'publicUrl' }, 'https://setup.example.org'],
  [{ ...TOP, key: 'autodiscoverUrl' }, 'https://ad.%EMAILDOMAIN%/autodiscover/autodiscover.xml'],
  [{ ...TOP, key: 'identifierPrefix', path: 'apple', above: ['apple:'] }, 'net.example'],
  [ofPair('certificateFile', 'keyFile'), 'chain.pem'],
  [ofPair('keyFile', 'certificateFile'), 'key.pem'],
  [{ ...PROVIDER, key: 'id' }, 'example.net'],
  [{ ...PROVIDER, key: 'displayName' }, 'Beispiel & Söhne %EMAILDOMAIN%'],
  [{ ...PROVIDER, key: 'displayShortName' }, 'Beispiel'],
  [{ ...PROVIDER, key: 'hostname' }, 'mail.%EMAILDOMAIN%'],
  [{ ...PROVIDER, key: 'username' }, '"%EMAILLOCALPART%.%EMAILDOMAIN%"'],
  [below('issuer', 'oAuth2'), 'login.example.net'],
  [below('scope', 'oAuth2'), 'mail offline_access'],
  [below('authURL', 'oAuth2'), 'https://login.example.net/auth'],
  [below('tokenURL', 'oAuth2'), 'https://login.example.net/token'],
  [below('clientID', 'oAuth2'), 'open'],
  [below('visiturl', 'enable'), 'https://www.example.net/imap'],
  [below('loginPage', 'webMail'), 'https://webmail.%EMAILDOMAIN%/'],
  [below('url', ...LOGIN), 'https://webmail.example.net/login'],
  [{ ...PROVIDER, key: 'clientConfigUpdate' }, 'https://example.net/mail/config-v1.1.xml'],
  [{ ...PROVIDER, key: 'language' }, 'pt-BR'],
  [{ ...PROVIDER, key: 'support' }, 'tel:+37052000000'],
  [{ ...PROVIDER, key: 'logoFile' }, 'logo.svg'],
  [{ ...SERVER, key: 'type' }, 'pop3'],
  [{ ...SERVER, key: 'hostname' }, 'imap.example.net'],
  [{ ...SERVER, key: 'username' }, '"%EMAILLOCALPART%"'],
]

/** Faults of every line of text: the value, and what is said. */
export const NO_LINES: [value: string, says: string][] = [
  ['»5', 'must be a text; put it in quotes'],
  ['»true', 'must be a text; put it in quotes'],
  ['»""', 'is empty; write a value or leave the key out'],
  ['»"a\\u0007b"', 'holds a control character; remove it'],
  ['»"a\\nb"', 'holds a control character; remove it'],
  ['»"a\\ufdd0b"', 'holds a control character; remove it'],
]

/** Texts of one line with a further rule: a value, and what is said. */
export const NO_FIT: [Key, values: string[], says: string][] = [
  [
    { ...TOP, key: 'publicUrl' },
    [
      'setup.example.net',
      'https://example.net/setup',
      'ftp://setup.example.net',
      'https:setup.example.net',
      'https:///x',
      'https://user@setup.example.net',
      'https://setup.example.net/?a=b',
      '"https://setup.example.net/#a"',
      'https://sétup.example.net',
    ],
    'is no URL to build on; write it as https://setup.example.com, without a path',
  ],
  [
    { ...TOP, key: 'autodiscoverUrl' },
    [
      'http://ad.example.net/autodiscover/autodiscover.xml',
      'https://ad.example.net/Autodiscover/Autodiscover.xml',
      'https://ad.example.net/',
      'https://%EMAILADDRESS%/autodiscover/autodiscover.xml',
      'https://u@ad.example.net/autodiscover/autodiscover.xml',
      'https://ad.example.net/?/autodiscover/autodiscover.xml',
    ],
    'must be an https:// URL that ends in /autodiscover/autodiscover.xml, in small letters',
  ],
  ...[PROVIDER, SERVER].map((where): [Key, string[], string] => [
    { ...where, key: 'hostname' },
    [
      'imap example.net',
      'https://imap.example.net',
      'imap.example.net:993',
      'imap.example.net/',
      'imap..example.net',
      '-imap.example.net',
      `${'a'.repeat(64)}.example.net`,
      `${'a.'.repeat(127)}example.net`,
      'imap.%EMAILHOST%',
      'imäp.example.net/x',
      '"[::1]"',
    ],
    'is no host name; write it like imap.example.com, without scheme, port and spaces',
  ]),
  ...(
    [
      [{ ...PROVIDER, key: 'clientConfigUpdate' }],
      [below('authURL', 'oAuth2')],
      [below('tokenURL', 'oAuth2')],
      [below('visiturl', 'enable')],
      [below('loginPage', 'webMail')],
      [below('url', ...LOGIN)],
      [{ ...SERVER, key: 'owaURL' }],
      [{ ...SERVER, key: 'ewsURL' }],
      [{ ...SERVER, key: 'easURL' }],
      [below('developer', 'help')],
    ] satisfies [Key][]
  ).map(([key]): [Key, string[], string] => [
    key,
    [
      'example.net',
      '//example.net/x',
      'ftp://example.net/',
      '"javascript:alert(1)"',
      'https:example.net',
      'https://user:secret@example.net/',
      '"https://%EMAILADDRESS%@example.net/"',
      'https://example.net:99999/',
      "'https://example.net\\x'",
      '" https://example.net/"',
    ],
    'is no URL; write it as https://host/path, without user name and password',
  ]),
  [
    { ...PROVIDER, key: 'support' },
    ['help@example.net', '"javascript:alert(1)"', '"mailto:"', '"data:text/html,x"', '/help'],
    'must be a URL that begins with https:, mailto: or tel:',
  ],
  [
    { ...PROVIDER, key: 'accent' },
    ['red', '"#0b57d"', '"#0b57dg"', '"0b57d0"', '"#0b57d0;"'],
    'must be a colour like "#0b57d0", in quotes',
  ],
]
