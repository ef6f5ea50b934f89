// A provider → the clientConfig document (draft-ietf-mailmaint-autoconfig, and the elements of version 1.1).
// Everything is said as it is written, in its order; placeholders stay for the client to fill in.
import { leaf, type XmlElement } from '../../format/xml-document.js'
import type { OwnDomain, Provider, Server } from '../../settings/provider.js'
import type { Authentication, Texts } from '../../settings/schema.js'
import {
  LOGIN_FIELDS,
  MAIL_SECTIONS,
  NO_LANGUAGE,
  OAUTH2_TEXTS,
  OTHER_SECTIONS,
  POP3_SWITCHES,
  SERVER_SWITCHES,
  SERVER_TEXTS,
  VERSION,
} from './elements.js'

/** What a document says of the domain itself. */
export interface Published {
  /** Where the provider has no id of its own. */
  defaultId: string
  domains: readonly OwnDomain[]
}

type Written<Field extends keyof Provider> = NonNullable<Provider[Field]>

/** The whole document. A provider without any mail server has none: the answer is “unknown” then. */
export function clientConfig(provider: Provider, published: Published): XmlElement | undefined {
  if (!hasMailServer(provider)) return undefined
  return {
    element: 'clientConfig',
    attributes: { version: VERSION },
    children: [
      emailProvider(provider, published),
      ...sections(provider, OTHER_SECTIONS),
      ...notEmpty(oAuth2Element(provider.oAuth2 ?? {})),
      ...notEmpty(webMailElement(provider.webMail ?? {})),
      ...attributeElement('clientConfigUpdate', { url: provider.clientConfigUpdate }),
      ...(provider.clientConfigExtensions ?? []),
    ],
  }
}

/** A section that settings could not take apart counts: it is served as it was, and clients may read it. */
function hasMailServer(provider: Provider): boolean {
  const {
    incomingServers,
    outgoingServers,
    extensions = [],
    clientConfigExtensions = [],
  } = provider
  const names = Object.values(MAIL_SECTIONS)
  return (
    incomingServers.length + outgoingServers.length > 0 ||
    [...extensions, ...clientConfigExtensions].some(({ element }) => names.includes(element))
  )
}

function emailProvider(provider: Provider, { defaultId, domains }: Published): XmlElement {
  return {
    element: 'emailProvider',
    attributes: { id: provider.id ?? defaultId },
    children: [
      ...domains.map(({ name, purpose }) => ({
        element: 'domain',
        text: name,
        ...(purpose === undefined ? {} : { attributes: { purpose } }),
      })),
      ...leaf('displayName', provider.displayName),
      ...leaf('displayShortName', provider.displayShortName),
      ...sections(provider, MAIL_SECTIONS),
      ...(provider.documentation ?? []).map(documentationElement),
      ...(provider.enable === undefined ? [] : [enableElement(provider.enable)]),
      ...(provider.extensions ?? []),
    ],
  }
}

function sections<Name extends keyof Provider>(
  provider: Record<Name, readonly Server[]>,
  names: Readonly<Record<Name, string>>,
): XmlElement[] {
  return (Object.keys(names) as Name[]).flatMap((section) =>
    provider[section].map((server) => serverElement(names[section], server)),
  )
}

/** One server section. */
export function serverElement(element: string, server: Server): XmlElement {
  return {
    element,
    attributes: { type: server.type },
    children: [
      ...leaf('hostname', server.hostname),
      ...leaf('port', server.port?.toString()),
      ...leaf('socketType', server.socketType),
      ...leaf('url', server.url),
      ...server.authentication.map(authenticationElement),
      ...leaf('username', server.username),
      ...SERVER_TEXTS.flatMap((name) => leaf(name, server[name])),
      ...pop3(server),
      ...SERVER_SWITCHES.flatMap((name) => leaf(name, server[name]?.toString())),
      ...(server.extensions ?? []),
    ],
  }
}

function authenticationElement(method: Authentication): XmlElement {
  const element = 'authentication'
  if (typeof method === 'string') return { element, text: method }
  return 'http' in method
    ? { element, attributes: { system: 'http' }, text: method.http }
    : { element, attributes: { system: 'sasl' }, text: method.sasl }
}

function pop3({ pop3: options }: Server): XmlElement[] {
  if (options === undefined) return []
  const { daysToLeaveMessagesOnServer, checkInterval } = options
  const children = [
    ...POP3_SWITCHES.flatMap((name) => leaf(name, options[name]?.toString())),
    ...leaf('daysToLeaveMessagesOnServer', daysToLeaveMessagesOnServer?.toString()),
    ...attributeElement('checkInterval', { minutes: checkInterval?.toString() }),
  ]
  return notEmpty({ element: 'pop3', children })
}

function texts(element: string, written: Texts | undefined): XmlElement[] {
  if (written === undefined) return []
  if (typeof written === 'string') return [{ element, text: written.trim() }]
  return Object.entries(written).map(([lang, text]) => {
    const attributes = lang === NO_LANGUAGE ? {} : { attributes: { lang } }
    return { element, ...attributes, text: text.trim() }
  })
}

export function documentationElement({ url, descr }: Written<'documentation'>[number]): XmlElement {
  return { element: 'documentation', attributes: { url }, children: texts('descr', descr) }
}

export function enableElement({ visiturl, instruction }: Written<'enable'>): XmlElement {
  const children = texts('instruction', instruction)
  return { element: 'enable', attributes: { visiturl }, children }
}

export function oAuth2Element(written: Written<'oAuth2'>): XmlElement {
  const children = OAUTH2_TEXTS.flatMap((name) => leaf(name, written[name]))
  return { element: 'oAuth2', children }
}

type LoginField = { id?: string | undefined; name?: string | undefined }

export function webMailElement({ loginPage, loginPageInfo: info }: Written<'webMail'>): XmlElement {
  const children = attributeElement('loginPage', { url: loginPage })
  if (info !== undefined) {
    children.push({
      element: 'loginPageInfo',
      attributes: given({
        url: info.url,
        waitForRedirectionURLPrefix: info.waitForRedirectionURLPrefix,
      }),
      children: [
        ...leaf('username', info.username),
        ...LOGIN_FIELDS.flatMap((name) => loginField(name, info[name])),
      ],
    })
  }
  return { element: 'webMail', children }
}

/** An empty element says nothing, and Thunderbird reads it as the word "true". */
function notEmpty(element: XmlElement): XmlElement[] {
  return (element.children ?? []).length === 0 ? [] : [element]
}

/** An element that is all attributes; none of them given: no element. */
function attributeElement(
  element: string,
  values: Readonly<Record<string, string | undefined>>,
): XmlElement[] {
  const attributes = given(values)
  return Object.keys(attributes).length === 0 ? [] : [{ element, attributes }]
}

/** Written without id and name it is still an element: some pages have a button that nothing identifies. */
function loginField(element: string, field: LoginField | undefined): XmlElement[] {
  if (field === undefined) return []
  const attributes = given(field)
  return [Object.keys(attributes).length === 0 ? { element } : { element, attributes }]
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
