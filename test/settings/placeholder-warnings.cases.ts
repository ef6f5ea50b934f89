// Per-cent signs that are no placeholder: files with a mark at each, and what is said there.
import type { Row } from './rules.cases.js'
import { domains, provider, server } from './settings-text.js'

const P = 'warning providers.p'
const IN = `${P}.incomingServers.0`
const noPlaceholder = (text: string) => `"${text}" is no placeholder and stays as it is`

export const SLIPS: Row[] = [
  [
    'the final % missing',
    server('username: »"%EMAILADDRESS"'),
    `${IN}.username: ${noPlaceholder('%EMAILADDRESS')}`,
  ],
  ['a lone %', server('username: »"a%"'), `${IN}.username: ${noPlaceholder('%')}`],
  [
    'a placeholder of older documents',
    server('username: »"%REALNAME%"'),
    `${IN}.username: ${noPlaceholder('%REALNAME%')}`,
  ],
  [
    'two of them',
    server('username: »»"%A%.%B%"'),
    `${IN}.username: ${noPlaceholder('%A%')}`,
    `${IN}.username: ${noPlaceholder('%B%')}`,
  ],
  [
    'small letters',
    server('username: »"%emailaddress%"'),
    `${IN}.username: ${noPlaceholder('%emailaddress%')}`,
  ],
  [
    'for all servers, once',
    provider('username: »"%EMAIL%"'),
    `${P}.username: ${noPlaceholder('%EMAIL%')}`,
  ],
  [
    'in a URL',
    provider('calendars: [{ type: caldav, url: »"https://x.example/%USER%/a%20b" }]'),
    `${P}.calendars.0.url: ${noPlaceholder('%USER%')}`,
  ],

  ...(
    [
      ['id', 'id: »"%DOMAIN%"', '%DOMAIN%'],
      ['displayName', 'displayName: »100% Mail', '%'],
      ['displayShortName', 'displayShortName: »"%NAME%"', '%NAME%'],
      ['clientConfigUpdate', 'clientConfigUpdate: »"https://x.example/%USER%"', '%USER%'],
      ['support', 'support: »"https://x.example/%"', '%'],
      ['oAuth2.issuer', 'oAuth2: { issuer: »"a%" }', '%'],
      [
        'oAuth2.authURL',
        'oAuth2: { authURL: »"https://x.example/%emailaddress%" }',
        '%emailaddress%',
      ],
      ['enable.visiturl', 'enable: { visiturl: »"https://x.example/%USER%" }', '%USER%'],
      ['webMail.loginPage', 'webMail: { loginPage: »"https://x.example/%USER%" }', '%USER%'],
      [
        'webMail.loginPageInfo.username',
        'webMail: { loginPageInfo: { url: "https://x.example/a%20b", username: »"%USER%" } }',
        '%USER%',
      ],
      ['documentation.0.url', 'documentation: [{ url: »"https://x.example/%USER%" }]', '%USER%'],
      ['help.contact.0', 'help: { contact: [»"https://x.example/%USER%"] }', '%USER%'],
      [
        'calendars.0.username',
        'calendars: [{ type: caldav, url: "https://x.example/", username: »"%USER%" }]',
        '%USER%',
      ],
      [
        'incomingServers.0.owaURL',
        'incomingServers: [{ type: imap, owaURL: »"https://x.example/%USER%" }]',
        '%USER%',
      ],
    ] as const
  ).map(([path, line, slip]): Row => [
    path,
    provider(line),
    `${P}.${path}: ${noPlaceholder(slip)}`,
  ]),
  [
    "an entry's own, and not its provider's again",
    `${provider('displayShortName: »"%A%"')}domains:\n  a.example: { provider: p, displayName: »"%B%" }\n`,
    `${P}.displayShortName: ${noPlaceholder('%A%')}`,
    `warning domains.a.example.displayName: ${noPlaceholder('%B%')}`,
  ],
  [
    'what an entry changes, at the entry',
    domains('A.example: { provider: p, username: »"%USER%" }'),
    `warning domains.A.example.username: ${noPlaceholder('%USER%')}`,
  ],
  [
    'what the provider is to blame for, only there',
    `${provider('username: »"%USER%"')}domains:\n  a.example: { provider: p, displayName: A }\n`,
    `${P}.username: ${noPlaceholder('%USER%')}`,
  ],
]
