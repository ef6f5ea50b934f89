// Every key that holds more than a line of text: numbers, choices, lists, maps. Files that are fine, and files with
// a mark where something is wrong, the path of it, and what is said.
import { domains, provider, server, top } from './settings-text.js'

export const GOOD: string[] = [
  top(),
  top('domains: {}', 'domainFiles: []', 'apple: {}'),
  top('$schema: ./settings.schema.json'),
  server('port: 1', 'socketType: SSL'),
  server('port: 65535', 'socketType: SSL'),
  server('port: 143', 'socketType: STARTTLS'),
  server('port: null', 'socketType: null'),
  server('socketType: STARTTLS'),
  server('authentication: []', 'username: null'),
  server('authentication: NTLM'),
  server('authentication: [GSSAPI, TLS-client-cert, password-encrypted, password-cleartext]'),
  server('authentication: [{ sasl: SCRAM-SHA-256-PLUS }, password-cleartext]'),
  server('authentication: none'),
  server(
    'type: pop3',
    'pop3: { leaveMessagesOnServer: false, downloadOnBiff: true, daysToLeaveMessagesOnServer: 0, checkInterval: 15 }',
  ),
  server(
    'restriction: client-IP-address',
    'addThisServer: true',
    'useGlobalPreferredServer: false',
  ),
  provider(
    'incomingServers: [imap, { type: exchange, owaURL: "https://x.example/", ewsURL: "https://x.example/ews" }]',
  ),
  provider('incomingServers: [imap, { type: jmap, url: "https://x.example/session" }]'),
  server('extensions: [{ element: größe, attributes: { a: "" }, text: "", children: [] }]'),
  provider('chatServers: [{ type: xmpp, url: "wss://chat.example.net/" }]'),
  provider('domains: [example.net, { name: mx.example.net, purpose: mx }, { name: b.example }]'),
  provider(
    'documentation: [{ url: "https://x.example/" }, { url: "https://y.example/", descr: Help }]',
  ),
  provider('note: "two lines\\nand a\\ttab"'),
  provider('note: { x-default: A, en: B, pt-BR: C, zh-Hant-TW: D }'),
  provider('enable: { visiturl: "https://x.example/", instruction: { lt: Įjunkite. } }'),
  provider('webMail: { loginPageInfo: { url: "https://x.example/", loginButton: {} } }'),
  provider(
    'logo: [{ url: "https://x.example/l.png", contentType: image/png, width: 1, height: 1 }]',
  ),
  provider('help: { developer: "https://x.example/", contact: ["mailto:a@x.example"] }'),
  provider('accent: "#0B57d0"'),
  provider(
    'extensions: [{ element: a, children: [{ element: b }] }]',
    'clientConfigExtensions: []',
  ),
  domains(
    'a.example: p',
    'b.example: { provider: p }',
    'c.example: none',
    '"*.d.example": p',
    '"*": none',
  ),
]

const METHODS =
  'must be one of: password-cleartext, password-encrypted, OAuth2, NTLM, GSSAPI, TLS-client-cert, client-IP-address, smtp-after-pop, none'
const TEXT = 'must be a text; put it in quotes'
const TEXT_OR_MAP = 'must be a text or a map (key: value)'
const MAP = 'must be a map (key: value)'
const LIST = 'must be a list'
const CONTROL = 'holds a control character; remove it'
const EMPTY = 'is empty; write a value or leave the key out'
const PORT = 'must be between 1 and 65535'
const SOCKET_TYPE = 'must be one of: SSL, STARTTLS, plain'
const PROVIDER_NAME = 'a provider is named with letters, digits, ".", "_" and "-", and not "none"'

type Row = [marked: string, path: string, says: string]

const SERVERS: Row[] = [
  [server('port: »0'), 'port', PORT],
  [server('port: »65536'), 'port', PORT],
  [server('port: »-1'), 'port', PORT],
  [server('port: »99999999999999999999'), 'port', 'must be a whole number'],
  [server('port: »143.5'), 'port', 'must be a whole number'],
  [server('port: ».inf'), 'port', 'must be a number'],
  [server('port: »abc'), 'port', 'must be a number'],
  [server('port: »"993"'), 'port', 'must be a number'],
  [server('port: »[993]'), 'port', 'must be a number'],
  [server('socketType: »ssl'), 'socketType', SOCKET_TYPE],
  [server('socketType: »TLS'), 'socketType', SOCKET_TYPE],
  [server('socketType: »STARTSSL'), 'socketType', SOCKET_TYPE],
  [server('restriction: »ip'), 'restriction', 'must be one of: client-IP-address'],
  [server('addThisServer: »"yes"'), 'addThisServer', 'must be true or false'],
  [server('addThisServer: »1'), 'addThisServer', 'must be true or false'],
  [server('useGlobalPreferredServer: »yes'), 'useGlobalPreferredServer', 'must be true or false'],
  [server('authentication: »password'), 'authentication', METHODS],
  [server('authentication: »oauth2'), 'authentication', METHODS],
  [server('authentication: »5'), 'authentication', METHODS],
  [server('authentication: [OAuth2, »plain]'), 'authentication.1', METHODS],
  [server('authentication: [»[OAuth2]]'), 'authentication.0', TEXT_OR_MAP],
  [server('authentication: »{}'), 'authentication.sasl', 'is missing; it must be a text'],
  [server('authentication: { sasl: »5 }'), 'authentication.sasl', TEXT],
  [server('authentication: [{ http: »"" }]'), 'authentication.0.http', EMPTY],
  [server('pop3: »true'), 'pop3', MAP],
  [
    server('pop3: { leaveMessagesOnServer: »1 }'),
    'pop3.leaveMessagesOnServer',
    'must be true or false',
  ],
  [server('pop3: { downloadOnBiff: »on }'), 'pop3.downloadOnBiff', 'must be true or false'],
  [server('pop3: { checkInterval: »-1 }'), 'pop3.checkInterval', 'must be 0 or more'],
  [
    server('pop3: { daysToLeaveMessagesOnServer: »1.5 }'),
    'pop3.daysToLeaveMessagesOnServer',
    'must be a whole number',
  ],
  [server('extensions: »{ element: a }'), 'extensions', LIST],
  [server('extensions: [»a]'), 'extensions.0', MAP],
  [server('extensions: [»{ text: a }]'), 'extensions.0.element', 'is missing; it must be a text'],
  [
    server('extensions: [{ element: »1a }]'),
    'extensions.0.element',
    'is no name of an XML element',
  ],
  [
    server('extensions: [{ element: »xmlx }]'),
    'extensions.0.element',
    'is no name of an XML element',
  ],
  [
    server('extensions: [{ element: »"a b" }]'),
    'extensions.0.element',
    'is no name of an XML element',
  ],
  [server('extensions: [{ element: a, text: »"\\u0000" }]'), 'extensions.0.text', CONTROL],
  [
    server('extensions: [{ element: a, attributes: { b: »5 } }]'),
    'extensions.0.attributes.b',
    TEXT,
  ],
  [
    server('extensions: [{ element: a, children: [{ element: »"" }] }]'),
    'extensions.0.children.0.element',
    'is no name of an XML element',
  ],
].map(([text = '', path = '', says = '']) => [text, `providers.p.incomingServers.0.${path}`, says])

const BLANKS = 'begins or ends with a blank; remove it'

const PROVIDERS: Row[] = [
  [provider('displayName: »" A"'), 'displayName', BLANKS],
  [provider('username: »"%EMAILADDRESS% "'), 'username', BLANKS],
  [provider('oAuth2: { scope: »"a b\\u00a0" }'), 'oAuth2.scope', BLANKS],
  [
    provider('extensions: [{ element: a, attributes: { »"a b": c } }]'),
    'extensions.0.attributes.a b',
    'is no name of an XML attribute',
  ],
  [provider('incomingServers: »imap'), 'incomingServers', LIST],
  [provider('incomingServers: »{ type: imap }'), 'incomingServers', LIST],
  [provider('incomingServers: [imap, »5]'), 'incomingServers.1', TEXT],
  [provider('incomingServers: [imap, »[pop3]]'), 'incomingServers.1', TEXT_OR_MAP],
  [provider('calendars: [»{}]'), 'calendars.0.type', 'is missing; it must be a text'],
  [provider('domains: »example.net'), 'domains', LIST],
  [provider('domains: [»5]'), 'domains.0', TEXT],
  [provider('domains: [»{ purpose: mx }]'), 'domains.0.name', 'is missing; it must be a text'],
  [
    provider('domains: [{ name: a.example, purpose: »web }]'),
    'domains.0.purpose',
    'must be one of: mx',
  ],
  [provider('authentication: { sasl: »[] }'), 'authentication.sasl', 'must be a text'],
  [provider('socketType: »starttls'), 'socketType', SOCKET_TYPE],
  [provider('note: »5'), 'note', TEXT],
  [provider('note: »[]'), 'note', TEXT_OR_MAP],
  [provider('note: »"a\\u0007b"'), 'note', CONTROL],
  [provider('note: { en: »5 }'), 'note.en', TEXT],
  [provider('note: { en: »"" }'), 'note.en', EMPTY],
  [provider('note: { »"": A }'), 'note.', EMPTY],
  [provider('documentation: »https://x.example/'), 'documentation', LIST],
  [
    provider('documentation: [»{ descr: A }]'),
    'documentation.0.url',
    'is missing; it must be a text',
  ],
  [provider('enable: »{ instruction: A }'), 'enable.visiturl', 'is missing; it must be a text'],
  [
    provider('webMail: { loginPageInfo: »{} }'),
    'webMail.loginPageInfo.url',
    'is missing; it must be a text',
  ],
  [provider('webMail: »https://x.example/'), 'webMail', MAP],
  [provider('oAuth2: »[]'), 'oAuth2', MAP],
  [
    provider('logo: [»{ url: "https://x.example/l.png" }]'),
    'logo.0.contentType',
    'is missing; it must be a text',
  ],
  [
    provider('logo: [{ url: "https://x.example/", contentType: a, width: »0 }]'),
    'logo.0.width',
    'must be 1 or more',
  ],
  [
    provider('logo: [{ url: "https://x.example/", contentType: a, height: »9.5 }]'),
    'logo.0.height',
    'must be a whole number',
  ],
  [provider('help: { contact: »a@x.example }'), 'help.contact', LIST],
  [
    provider('help: { contact: [»a@x.example] }'),
    'help.contact.0',
    'must be a URL that begins with https:, mailto: or tel:',
  ],
].map(([text = '', path = '', says = '']) => [text, `providers.p.${path}`, says])

const TOP_LEVEL: Row[] = [
  [
    domains(
      'a.example: { redirect: { autodiscover: »"https://b.example/autodiscover/autodiscover.xml?a" } }',
    ),
    'domains.a.example.redirect.autodiscover',
    'must be a URL without a query',
  ],
  [top('apple: »key.pem'), 'apple', MAP],
  [top('domains: »[]'), 'domains', MAP],
  [top('domainFiles: »list.tsv'), 'domainFiles', LIST],
  [top('domainFiles: [»5]'), 'domainFiles.0', TEXT],
  [domains('a.example: »5'), 'domains.a.example', TEXT],
  [domains('a.example: »[p]'), 'domains.a.example', TEXT_OR_MAP],
  [domains('a.example: »""'), 'domains.a.example', EMPTY],
  [
    domains('»a.example:', 'b.example: p'),
    'domains.a.example',
    'is empty; write a provider, or none for a domain without mail',
  ],
  [domains('a.example: { provider: »5 }'), 'domains.a.example.provider', TEXT],
  [domains('a.example: { redirect: »https://x.example/ }'), 'domains.a.example.redirect', MAP],
  [top().replace('  p:', '  »none:'), 'providers.none', PROVIDER_NAME],
  [top().replace('  p:', '  »my provider:'), 'providers.my provider', PROVIDER_NAME],
  [top().replace('  p:', '  »"":'), 'providers.', PROVIDER_NAME],
  [
    '»publicUrl: https://setup.example.net\n',
    'providers',
    'is missing; it must be a map (key: value)',
  ],
  [
    'publicUrl: https://setup.example.net\n»providers:\n',
    'providers',
    'is empty; write a map (key: value), or leave the key out',
  ],
  ['publicUrl: https://setup.example.net\nproviders: »[]\n', 'providers', MAP],
  ['publicUrl: https://setup.example.net\nproviders: { p: »5 }\n', 'providers.p', MAP],
  [
    'publicUrl: https://setup.example.net\nproviders:\n  »p:\n',
    'providers.p',
    'is empty; write a map (key: value), or leave the key out',
  ],
  ['»', '', 'holds no settings; write at least: providers'],
  ['»# nothing but a comment\n', '', 'holds no settings; write at least: providers'],
  ['»- a\n', '', MAP],
  ['»providers', '', MAP],
]

export const BAD: Row[] = [...SERVERS, ...PROVIDERS, ...TOP_LEVEL]
