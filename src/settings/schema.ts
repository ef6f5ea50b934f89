// The settings file, defined once: the types, the checks of single values, and config/settings.schema.json
// all come from here. Names are those of the autoconfig format, plural where there are several.
import { z } from 'zod'
import {
  attributeName,
  autodiscoverUrl,
  contactUrl,
  count,
  elementName,
  hostname,
  identifierPrefix,
  language,
  line,
  markupText,
  pixels,
  port,
  publicUrl,
  redirectUrl,
  texts,
  url,
} from './values.js'

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
    element: elementName,
    attributes: z.record(attributeName, markupText).optional(),
    text: markupText.optional(),
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
  logoFile: line
    .optional()
    .meta({ description: 'an image file for the set-up page, relative to this file' }),
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
  publicUrl: publicUrl
    .optional()
    .meta({ description: 'where people and phones reach this service' }),
  autodiscoverUrl: autodiscoverUrl
    .optional()
    .meta({ description: 'where Outlook is sent; may hold %EMAILDOMAIN%' }),
  support: contactUrl
    .optional()
    .meta({ description: 'where the set-up page sends people whose provider names no support' }),
  apple: z
    .strictObject({
      identifierPrefix: identifierPrefix
        .optional()
        .meta({ description: 'default: the host of publicUrl, backwards; never change it' }),
      certificateFile: line
        .optional()
        .meta({ description: 'PEM: the certificate and its chain, to sign profiles with' }),
      keyFile: line.optional().meta({ description: 'PEM: the key of the certificate' }),
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
