// The settings file, defined once: the types, the checks of single values, and config/settings.schema.json
// all come from here. Names are those of the autoconfig format, plural where there are several.
import { z } from 'zod'
import { isHostname } from './hostname.js'

// Noncharacters are refused with the control characters: answers use them to mark the places to fill in.
const LINE = /^[^\p{Cc}\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]*$/u
const PROSE = /^(?:[^\p{Cc}\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]|[\n\t])*$/u
const CONTROL_CHARACTER = 'holds a control character; remove it'
const EMPTY = 'is empty; write a value or leave the key out'
// Most clients compare and use values as they come, blanks included.
const BLANKS = 'begins or ends with a blank; remove it'
const XML_NAME = /^(?!xml)[\p{L}_][\p{L}\p{N}\p{M}_.-]*$/iu

const anyLine = z.string().min(1, EMPTY).regex(LINE, { error: CONTROL_CHARACTER, abort: true })
const line = anyLine.refine((one) => one === one.trim(), BLANKS)
const prose = z.string().min(1, EMPTY).regex(PROSE, CONTROL_CHARACTER)

// URL() forgives what clients do not: https:host, backslashes, an empty host, blanks around it.
const URL_WITH_HOST = /^[a-z]+:\/\/[^/?#@\\\s]+(?:[/?#][^\\\s]*)?$/i
const ASCII = /^[\x21-\x7e]+$/

function isUrl(text: string, schemes: readonly string[]): boolean {
  return URL_WITH_HOST.test(text) && URL.canParse(text) && schemes.includes(new URL(text).protocol)
}

const url = anyLine.refine(
  (text) => isUrl(text.replace(/%[A-Z]+%/g, 'x'), ['https:', 'http:', 'wss:']),
  'is no URL; write it as https://host/path, without user name and password',
)
// Sent as a header, and followed as it is.
const redirectUrl = anyLine.refine(
  (text) => isUrl(text, ['https:']) && ASCII.test(text) && !/#|%EMAIL/.test(text),
  'must be an https:// URL in ASCII, without user name, fragment and placeholders',
)
const contactUrl = anyLine.refine(
  (text) =>
    isUrl(text, ['https:', 'http:']) || (/^(?:mailto|tel):./.test(text) && URL.canParse(text)),
  'must be a URL that begins with https:, mailto: or tel:',
)
const hostname = anyLine.refine(
  isHostname,
  'is no host name; write it like imap.example.com, without scheme, port and spaces',
)
const WHOLE_NUMBER = 'must be a whole number'
const port = z
  .int(WHOLE_NUMBER)
  .min(1, 'must be between 1 and 65535')
  .max(65535, 'must be between 1 and 65535')

const count = z.int(WHOLE_NUMBER).min(0, 'must be 0 or more')
const pixels = z.int(WHOLE_NUMBER).min(1, 'must be 1 or more')

const language = line.meta({ description: 'a language tag such as en or pt-BR' })
const texts = z
  .union([prose, z.record(language, prose)])
  .meta({ description: 'one text, or texts by language; x-default: without a language' })

const SOCKET_TYPES = ['SSL', 'STARTTLS', 'plain'] as const
const socketType = z.enum(SOCKET_TYPES).meta({
  description:
    'SSL: TLS from the first byte; STARTTLS: upgrade, or disconnect; plain: passwords in clear text',
})

const AUTHENTICATION_METHODS = [
  'password-cleartext',
  'password-encrypted',
  'OAuth2',
  'NTLM',
  'GSSAPI',
  'TLS-client-cert',
  'client-IP-address',
  'smtp-after-pop',
  'none',
] as const
const authentication = z.union([
  z.enum(AUTHENTICATION_METHODS),
  z.strictObject({ sasl: line.meta({ description: 'a SASL mechanism' }) }),
  z.strictObject({ http: line.meta({ description: 'an HTTP scheme: Basic, Digest' }) }),
])
const authentications = z.union([authentication, z.array(authentication)]).meta({
  description: 'one method or several, the preferred one first; an empty list: none stated',
})

const extensionSchema = z
  .strictObject({
    element: z.string().regex(XML_NAME, 'is no name of an XML element'),
    attributes: z
      .record(z.string().regex(XML_NAME), z.string().regex(PROSE, CONTROL_CHARACTER))
      .optional(),
    text: z.string().regex(PROSE, CONTROL_CHARACTER).optional(),
    get children() {
      return z.array(extensionSchema).optional()
    },
  })
  .meta({
    id: 'Extension',
    description: 'an element that autoconfig does not define, kept as it is',
  })
const extensions = z.array(extensionSchema)

export const serverSchema = z
  .strictObject({
    type: line.meta({ description: 'imap, pop3, smtp, jmap, ews, activeSync, caldav, carddav, …' }),
    hostname: hostname.optional(),
    port: port
      .nullable()
      .optional()
      .meta({ description: 'default: by type and socketType; null: not stated' }),
    socketType: socketType.nullable().optional(),
    url: url.optional().meta({ description: 'instead of hostname, for protocols over HTTP' }),
    authentication: authentications.optional(),
    username: line
      .nullable()
      .optional()
      .meta({ description: 'default "%EMAILADDRESS%"; null: not stated' }),
    pop3: z
      .strictObject({
        leaveMessagesOnServer: z.boolean().optional(),
        downloadOnBiff: z.boolean().optional(),
        daysToLeaveMessagesOnServer: count.optional(),
        checkInterval: count.optional().meta({ description: 'minutes' }),
      })
      .optional(),
    restriction: z.literal('client-IP-address').optional(),
    addThisServer: z.boolean().optional(),
    useGlobalPreferredServer: z.boolean().optional(),
    owaURL: url.optional(),
    ewsURL: url.optional(),
    easURL: url.optional(),
    extensions: extensions.optional(),
  })
  .meta({ id: 'Server' })
const servers = z
  .array(z.union([line, serverSchema]))
  .meta({ description: 'preferred server first; "imap" is short for { type: imap }' })

const field = z.strictObject({ id: line.optional(), name: line.optional() })

const providerFields = {
  id: line
    .optional()
    .meta({ description: 'emailProvider@id; default: the domain that is asked for' }),
  displayName: line.optional(),
  displayShortName: line.optional(),
  hostname: hostname.optional().meta({ description: 'default for the servers of this provider' }),
  socketType: socketType.optional(),
  authentication: authentications.optional(),
  username: line.optional(),
  incomingServers: servers.optional(),
  outgoingServers: servers.optional(),
  calendars: servers.optional(),
  addressbooks: servers.optional(),
  fileShares: servers.optional(),
  chatServers: servers.optional(),
  videoConferences: servers.optional(),
  setupServers: servers.optional(),
  oAuth2: z
    .strictObject({
      issuer: line.optional(),
      scope: line.optional(),
      authURL: url.optional(),
      tokenURL: url.optional(),
      clientID: line.optional(),
      clientSecret: line.optional(),
    })
    .optional(),
  documentation: z.array(z.strictObject({ url, descr: texts.optional() })).optional(),
  enable: z
    .strictObject({ visiturl: url, instruction: texts.optional() })
    .optional()
    .meta({ description: 'where a person must switch on IMAP or POP3 first' }),
  webMail: z
    .strictObject({
      loginPage: url.optional(),
      loginPageInfo: z
        .strictObject({
          url,
          username: line.optional(),
          usernameField: field.optional(),
          passwordField: field.optional(),
          loginButton: field.optional(),
          waitForRedirectionURLPrefix: line.optional(),
        })
        .optional(),
    })
    .optional(),
  clientConfigUpdate: url.optional(),
  logo: z
    .array(
      z.strictObject({
        url,
        contentType: line,
        width: pixels.optional(),
        height: pixels.optional(),
      }),
    )
    .optional(),
  help: z
    .strictObject({ developer: url.optional(), contact: z.array(contactUrl).optional() })
    .optional(),
  language: language.optional().meta({ description: 'default language of the set-up page' }),
  note: texts.optional().meta({ description: 'a sentence on the set-up page' }),
  support: contactUrl
    .optional()
    .meta({ description: 'where the set-up page sends people for help: https:, mailto: or tel:' }),
  accent: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, 'must be a colour like "#0b57d0", in quotes')
    .optional()
    .meta({ description: 'the one colour of the set-up page' }),
  logoFile: line.optional().meta({ description: 'an image file for the set-up page' }),
  extensions: extensions.optional().meta({ description: 'inside emailProvider' }),
  clientConfigExtensions: extensions
    .optional()
    .meta({ description: 'directly below clientConfig' }),
}

export const providerSchema = z
  .strictObject({
    domains: z
      .array(z.union([line, z.strictObject({ name: line, purpose: z.literal('mx').optional() })]))
      .optional()
      .meta({ description: "the provider's own domains, published together" }),
    ...providerFields,
  })
  .meta({ id: 'Provider' })

const domainEntrySchema = z
  .union([
    line.meta({ description: 'a provider, or none: this domain has no mail' }),
    z.strictObject({
      provider: line.optional(),
      redirect: z
        .strictObject({
          autoconfig: redirectUrl.optional(),
          // Delta Chat reads it up to the first "&".
          autodiscover: redirectUrl
            .refine((text) => !text.includes('?'), 'must be a URL without a query')
            .optional(),
          page: redirectUrl.optional(),
        })
        .optional()
        .meta({ description: "somebody else's service answers, format by format" }),
      redirectAddr: line
        .optional()
        .meta({ description: 'the mailbox moved: "%EMAILLOCALPART%@other.example"' }),
      ...providerFields,
    }),
  ])
  .meta({ id: 'DomainEntry' })

const PROVIDER_KEY = /^(?!none$)[\w.-]+$/

/** The settings file as it is written. */
export const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  publicUrl: anyLine
    .refine(
      (text) => isUrl(text, ['https:', 'http:']) && ASCII.test(text) && !/[?#]/.test(text),
      'is no URL to build on; write it as https://setup.example.com',
    )
    .optional()
    .meta({ description: 'where people and phones reach this service' }),
  autodiscoverUrl: anyLine
    .refine((text) => {
      const filled = text.replaceAll('%EMAILDOMAIN%', 'x.example')
      return (
        isUrl(filled, ['https:']) &&
        ASCII.test(filled) &&
        !/[?#]|%EMAIL/.test(filled) &&
        filled.endsWith('/autodiscover/autodiscover.xml')
      )
    }, 'must be an https:// URL that ends in /autodiscover/autodiscover.xml, in small letters')
    .optional()
    .meta({ description: 'where Outlook is sent; may hold %EMAILDOMAIN%' }),
  apple: z
    .strictObject({
      identifierPrefix: line.optional(),
      certificateFile: line.optional(),
      keyFile: line.optional(),
    })
    .optional(),
  providers: z.record(z.string().regex(PROVIDER_KEY), providerSchema),
  domains: z.record(z.string(), domainEntrySchema).optional(),
  domainFiles: z
    .array(line)
    .optional()
    .meta({ description: 'long lists: one domain<TAB>provider a line, relative to this file' }),
})

export type Settings = z.infer<typeof settingsSchema>
export type WrittenProvider = z.infer<typeof providerSchema>
export type DomainEntry = z.infer<typeof domainEntrySchema>
export type WrittenServer = z.infer<typeof serverSchema>
export type SocketType = z.infer<typeof socketType>
export type Authentication = z.infer<typeof authentication>
export type Extension = z.infer<typeof extensionSchema>
export type Texts = z.infer<typeof texts>
export type Redirect = NonNullable<Exclude<DomainEntry, string>['redirect']>
